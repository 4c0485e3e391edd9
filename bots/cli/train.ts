/** `npm run train`: trains from scratch, or goes on where the folder's newest checkpoint ended. */
import { mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Option, type Command } from "commander";
import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import { listCheckpoints, loadNewestCheckpoint, savePolicy } from "../files/checkpoint-files.ts";
import { conductRun } from "../run/conduct.ts";
import { DEFAULT_CONFIG, differences, OPPONENTS, parseTrainConfig, type TrainConfig } from "../run/config.ts";
import type { MetricsPoint } from "../run/metrics.ts";
import { BACKEND_NAMES, type BackendName } from "../network/backends.ts";
import { GOAL_STRATEGY_NAMES } from "../relabel/her/registry.ts";
import { STRATEGY_NAMES } from "../relabel/registry.ts";
import { SCENARIO_NAMES } from "../scenarios/registry.ts";
import { callersPath, shownPath } from "../files/callers-path.ts";
import { LockedError, lockFolder } from "../files/run-lock.ts";
import { createRunSaver } from "../files/run-saver.ts";
import { onClosedPipe } from "./closed-pipe.ts";
import { weights, wholeNumber, wholeNumbers } from "./flags.ts";
import { createTrainBar } from "./train-bar.ts";

/** kill -9 loses at most this much training [s]. */
const SAVE_SECONDS = 5;
/** More threads than this find too little to do. */
const MOST_WORKERS = 15;

interface TrainFlags {
  readonly out?: string;
  readonly seed: number;
  readonly decisions?: number;
  readonly sharing: string;
  readonly goals: string;
  readonly collect: Readonly<Record<string, number>>;
  readonly scenarios: Readonly<Record<string, number>>;
  readonly opponents: Readonly<Record<string, number>>;
  readonly drills: number;
  readonly replayCapacity: number;
  readonly epsilonDecisions: number;
  readonly evaluateEvery: number;
  readonly policiesAt: readonly number[];
  readonly backend: BackendName | "auto";
  readonly workers: number;
  readonly json?: true;
}

export function addTrainCommand(program: Command): void {
  program
    .command("train")
    .description("Train the bots. Stop with Ctrl-C: nothing is lost; the same command goes on.")
    .option("--out <folder>", "where checkpoints and metrics.jsonl go (default: runs/train-<seed>)")
    .option("--seed <number>", "seed of everything that is random", wholeNumber(0), DEFAULT_CONFIG.seed)
    .option("--decisions <number>", "stop after so many decisions (default: go on until stopped)", wholeNumber(1))
    .addOption(
      new Option("--sharing <strategy>", "how data is shared across tasks")
        .choices(STRATEGY_NAMES)
        .default(DEFAULT_CONFIG.sharing),
    )
    .option("--collect <weights>", "how often each task is practised", weights, DEFAULT_CONFIG.collect)
    .option(
      "--scenarios <shares>",
      `shares of the decisions that are made in other scenarios than the drills: ${SCENARIO_NAMES.join(", ")}`,
      weights,
      DEFAULT_CONFIG.scenarios,
    )
    .option(
      "--opponents <weights>",
      `who plays the other team in matches: ${OPPONENTS.join(", ")}`,
      weights,
      DEFAULT_CONFIG.opponents,
    )
    .option("--drills <number>", "drills or matches that go on side by side", wholeNumber(1), DEFAULT_CONFIG.drills)
    .option(
      "--replay-capacity <number>",
      "transitions that are kept to learn from",
      wholeNumber(1),
      DEFAULT_CONFIG.replayCapacity,
    )
    .addOption(
      new Option("--goals <strategy>", "how tasks with goals are relabelled")
        .choices(GOAL_STRATEGY_NAMES)
        .default(DEFAULT_CONFIG.goals),
    )
    .option(
      "--epsilon-decisions <number>",
      "exploration falls over so many decisions",
      wholeNumber(1),
      DEFAULT_CONFIG.epsilonDecisions,
    )
    .option(
      "--evaluate-every <number>",
      "decisions between two evaluations in held-out drills",
      wholeNumber(1),
      DEFAULT_CONFIG.evaluateEvery,
    )
    .option(
      "--policies-at <numbers>",
      "also keep the policy after so many decisions: 60000,240000 for example",
      wholeNumbers(1),
      [],
    )
    .addOption(
      new Option("--backend <name>", "what computes the network")
        .choices(["auto", ...BACKEND_NAMES])
        .default(DEFAULT_CONFIG.backend),
    )
    .option(
      "--workers <number>",
      "threads that help; they change the speed and nothing else",
      wholeNumber(0, MOST_WORKERS),
      Math.min(MOST_WORKERS, availableParallelism() - 1),
    )
    .option("--json", "print one JSON object on the last line")
    .action(runTrain);
}

const seconds = (): number => performance.now() / 1000;

async function runTrain(flags: TrainFlags): Promise<void> {
  const { out: folder, workers, json, policiesAt, ...settings } = flags;
  const { seed, sharing, decisions = null } = settings;
  const config = parseTrainConfig({ ...settings, runId: "train", decisions });
  const out = folder === undefined ? join("runs", `train-${seed}`) : callersPath(folder);
  const shown = shownPath(out);
  const resumeFrom = await openRun(out, config);

  let isStopping = false;
  const stop = (): void => {
    isStopping = true;
  };
  process.once("SIGINT", stop).once("SIGTERM", stop).once("SIGHUP", stop);
  onClosedPipe(stop);
  const bar = createTrainBar(decisions, resumeFrom?.progress.decisions ?? 0);
  const saver = createRunSaver({
    folder: out,
    now: seconds,
    everySeconds: SAVE_SECONDS,
    resumedAt: resumeFrom?.progress.decisions ?? -1,
    onProblem: (problem) => bar.say(problem === "" ? `saved again in ${shown}` : `warning: ${shown}: ${problem}`),
  });
  let evaluated: Pick<MetricsPoint, "decisions" | "evaluation"> | null = null;
  const threads = `${workers + 1} thread${workers > 0 ? "s" : ""}`;
  const end = await conductRun(config, resumeFrom, saver, {
    now: seconds,
    workers,
    isStopping: () => isStopping,
    onStart: (name) => bar.say(`seed ${seed}, sharing ${sharing}, backend ${name}, ${threads}, ${shown}`),
    onMetrics(point) {
      if (point.evaluation) evaluated = { decisions: point.decisions, evaluation: point.evaluation };
      bar.show(point);
    },
    onWeights: policyKeeper(out, policiesAt, resumeFrom?.progress.decisions ?? 0),
    onTurn: () => new Promise(setImmediate),
  }).finally(() => bar.stop());
  if (end.kind === "failed") throw new Error(`${end.reason}; the newest checkpoint in ${shown} is from before that`);
  const { checkpoint: last, file } = end;
  if (file === null) throw new Error(notSaved(out, last));
  const policy = savePolicy(out, last);
  process.stderr.write(
    `${isStopping ? "stopped" : "done"} after ${last.progress.decisions} decisions: ${shownPath(file)}; to play: ${shownPath(policy)}\n`,
  );
  if (json) {
    const { progress } = last;
    process.stdout.write(`${JSON.stringify({ checkpoint: file, policy, ...progress, evaluated })}\n`);
  }
}

/** Saves the policy of the first weights after each of `moments`, in decisions; those up to `from` passed before. */
function policyKeeper(out: string, moments: readonly number[], from: number): (checkpoint: Checkpoint) => void {
  let left = moments.filter((moment) => moment > from);
  return (checkpoint) => {
    const { decisions } = checkpoint.progress;
    for (const moment of left) if (moment <= decisions) savePolicy(out, checkpoint, `policy-${moment}`);
    left = left.filter((moment) => moment > decisions);
  };
}

/** What is lost and what is not when the disk refuses the last checkpoint. */
function notSaved(out: string, { progress }: Checkpoint): string {
  const saved = loadNewestCheckpoint(out, () => undefined)?.progress.decisions;
  const kept = saved === undefined ? "nothing was saved" : `the newest checkpoint there has ${saved}`;
  return `the last checkpoint, of ${progress.decisions} decisions, could not be saved in ${shownPath(out)}; ${kept}`;
}

/** Makes the folder ready. Returns the checkpoint to go on from, if the folder holds a run of the same settings. */
async function openRun(out: string, config: TrainConfig): Promise<Checkpoint | undefined> {
  const shown = shownPath(out);
  try {
    mkdirSync(out, { recursive: true });
    await lockFolder(out);
  } catch (error) {
    if (error instanceof LockedError) throw new LockedError(`${error.message}, or give another --out`);
    throw new Error(`${shown} cannot be written (${reasonOf(error)}); give another --out`, { cause: error });
  }
  const checkpoint = loadNewestCheckpoint(out, (error) =>
    process.stderr.write(`${error.message}; an older one is used\n`),
  );
  if (checkpoint === undefined && listCheckpoints(out).length > 0) {
    throw new RangeError(`${shown} holds no checkpoint that can be used; give another --out`);
  }
  const differing = checkpoint ? differences(checkpoint.config, config) : [];
  if (differing.length > 0) {
    throw new RangeError(`${shown} holds a run with other settings (${differing.join("; ")}); give another --out`);
  }
  if (checkpoint) process.stderr.write(`going on from ${checkpoint.progress.decisions} decisions\n`);
  return checkpoint;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
