/** `npm run evaluate`: success per task in held-out drills with 95% intervals, beside the baselines. */
import { SingleBar } from "cli-progress";
import type { Command } from "commander";
import { loadCheckpoint } from "../files/checkpoint-files.ts";
import {
  evaluate,
  greedyPlayer,
  randomPlayer,
  scriptedPlayer,
  scriptedTasks,
  type DrillPlayer,
  type Evaluation,
} from "../run/evaluate.ts";
import { policyOf } from "../play/inference.ts";
import { callersPath, shownPath } from "../files/callers-path.ts";
import { SHIPPED_CHECKPOINT } from "../pretrained/shipped.ts";
import { learntTasks, tasksOf } from "../run/config.ts";
import { TASK_NAMES } from "../tasks/registry.ts";
import { endOnClosedPipe } from "./closed-pipe.ts";
import { wholeNumber } from "./flags.ts";

/** Seed of the held-out drills of reported figures; training evaluates on others. */
const DEFAULT_SEED = 2026;

interface EvaluateFlags {
  readonly checkpoint: string;
  readonly episodes: number;
  readonly seed: number;
  readonly json?: true;
}

export function addEvaluateCommand(program: Command): void {
  program
    .command("evaluate")
    .description("Success of a checkpoint in held-out drills, beside a random and a scripted player.")
    .option("--checkpoint <file or folder>", "a folder means its newest checkpoint", SHIPPED_CHECKPOINT)
    .option("--episodes <number>", "drills per task and player", wholeNumber(1), 1000)
    .option("--seed <number>", "seed of the held-out drills", wholeNumber(0), DEFAULT_SEED)
    .option("--json", "print one JSON object on the last line")
    .action(runEvaluate);
}

function runEvaluate({ checkpoint: named, episodes, seed, json }: EvaluateFlags): void {
  endOnClosedPipe();
  const checkpoint = callersPath(named);
  const loaded = loadCheckpoint(checkpoint, (error) =>
    process.stderr.write(`${error.message}; an older one is used\n`),
  );
  const players: Record<string, DrillPlayer> = {
    learnt: greedyPlayer(policyOf(loaded)),
    random: randomPlayer(seed),
    scripted: scriptedPlayer,
  };
  const bar = new SingleBar({
    format: "{bar} {percentage}% of {total} drills",
    hideCursor: true,
    stream: process.stderr,
  });
  const tasks = tasksOf(loaded.config);
  const tasksOfPlayer = (name: string): readonly number[] => (name === "scripted" ? scriptedTasks(tasks) : tasks);
  bar.start(Object.keys(players).reduce((sum, name) => sum + tasksOfPlayer(name).length, 0) * episodes, 0);
  const results = Object.entries(players).map(
    ([name, player]) => [name, evaluate(player, tasksOfPlayer(name), episodes, seed, () => bar.increment())] as const,
  );
  bar.stop();

  process.stdout.write(`${episodes} held-out drills per task, seed ${seed}, ${shownPath(checkpoint)}\n`);
  const lacking = TASK_NAMES.filter((name) => !learntTasks(loaded.config).includes(name));
  if (lacking.length > 0) process.stdout.write(`it has not learnt: ${lacking.join(", ")}\n`);
  for (const [name, evaluation] of results) process.stdout.write(`${name.padEnd(9)} ${describe(evaluation)}\n`);
  if (!json) return;
  const { learnt, ...baselines } = Object.fromEntries(results);
  process.stdout.write(`${JSON.stringify({ tasks: learnt, baselines })}\n`);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}

function describe(evaluation: Evaluation): string {
  return Object.entries(evaluation)
    .map(([task, { success, low, high }]) => `${task} ${percent(success)} (${percent(low)} to ${percent(high)})`)
    .join("   ");
}
