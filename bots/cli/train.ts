/** `npm run train`: trains from scratch, or goes on where the folder's newest checkpoint ended. */
import { mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { SingleBar } from "cli-progress";
import { Option, type Command } from "commander";
import {
  listCheckpoints,
  loadNewestCheckpoint,
  saveCheckpoint,
  savePolicy,
  type Checkpoint,
} from "../learn/checkpoint.ts";
import { DEFAULT_CONFIG, differences, parseTrainConfig, type TrainConfig } from "../learn/config.ts";
import type { MetricsPoint } from "../learn/metrics.ts";
import { appendPoint, forgetPointsAfter } from "../learn/metrics-file.ts";
import { DivergenceError, train } from "../learn/train.ts";
import { BACKEND_NAMES, type BackendName } from "../network/backends.ts";
import { STRATEGY_NAMES } from "../relabel/registry.ts";
import { taskWeights, wholeNumber } from "./flags.ts";
import { lockFolder } from "./run-lock.ts";

/** kill -9 loses at most this much training [s]. */
const SAVE_SECONDS = 5;
/** More threads than this find too little to do. */
const MOST_WORKERS = 15;

interface TrainFlags {
  readonly out?: string;
  readonly seed: number;
  readonly decisions?: number;
  readonly sharing: string;
  readonly collect: Readonly<Record<string, number>>;
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
    .option("--collect <weights>", "how often each task is practised", taskWeights, DEFAULT_CONFIG.collect)
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

async function runTrain(flags: TrainFlags): Promise<void> {
  const { seed, sharing, collect, backend } = flags;
  const decisions = flags.decisions ?? null;
  const config = parseTrainConfig({ runId: "train", seed, decisions, sharing, collect, backend });
  const out = flags.out ?? join("runs", `train-${seed}`);
  const resumeFrom = openRun(out, config);

  let isStopping = false;
  const stop = (): void => {
    isStopping = true;
  };
  process.once("SIGINT", stop).once("SIGTERM", stop);
  const bar = createBar(decisions, resumeFrom?.progress.decisions ?? 0);
  let savedAt = performance.now() / 1000;
  let evaluated: Pick<MetricsPoint, "decisions" | "evaluation"> | null = null;
  const last = await train(
    config,
    {
      now: () => performance.now() / 1000,
      workers: flags.workers,
      onStart: (name) =>
        process.stderr.write(
          `seed ${seed}, sharing ${sharing}, backend ${name}, ${flags.workers + 1} thread${flags.workers > 0 ? "s" : ""}, ${out}\n`,
        ),
      onMetrics(point) {
        appendPoint(out, point);
        if (point.evaluation) evaluated = { decisions: point.decisions, evaluation: point.evaluation };
        bar.update(point.decisions, { about: describe(point, evaluated?.evaluation ?? null) });
      },
      async pause(takeCheckpoint) {
        const now = performance.now() / 1000;
        if (now - savedAt >= SAVE_SECONDS) {
          saveCheckpoint(out, takeCheckpoint());
          savedAt = now;
        }
        await new Promise(setImmediate);
        return isStopping;
      },
    },
    resumeFrom,
  )
    .catch((error: unknown) => {
      if (!(error instanceof DivergenceError)) throw error;
      throw new Error(`${error.message}; the newest checkpoint in ${out} is from before that`, { cause: error });
    })
    .finally(() => bar.stop());
  const file = saveCheckpoint(out, last);
  const policy = savePolicy(out, last);
  process.stderr.write(
    `${isStopping ? "stopped" : "done"} after ${last.progress.decisions} decisions: ${file}; to play: ${policy}\n`,
  );
  if (flags.json) {
    const { progress } = last;
    process.stdout.write(`${JSON.stringify({ checkpoint: file, policy, ...progress, evaluated })}\n`);
  }
}

/** Makes the folder ready. Returns the checkpoint to go on from, if the folder holds a run of the same settings. */
function openRun(out: string, config: TrainConfig): Checkpoint | undefined {
  mkdirSync(out, { recursive: true });
  lockFolder(out);
  const checkpoint = loadNewestCheckpoint(out, (error) =>
    process.stderr.write(`${error.message}; an older one is used\n`),
  );
  if (checkpoint === undefined && listCheckpoints(out).length > 0) {
    throw new RangeError(`${out} holds no checkpoint that can be used; give another --out`);
  }
  const differing = checkpoint ? differences(checkpoint.config, config) : [];
  if (differing.length > 0) {
    throw new RangeError(`${out} holds a run with other settings (${differing.join("; ")}); give another --out`);
  }
  forgetPointsAfter(out, checkpoint?.progress.decisions ?? -1);
  if (checkpoint) process.stderr.write(`going on from ${checkpoint.progress.decisions} decisions\n`);
  return checkpoint;
}

function createBar(decisions: number | null, from: number): SingleBar {
  const bar = new SingleBar({
    format:
      decisions === null
        ? "{value} decisions  {about}"
        : "{bar} {percentage}% of {total} decisions, {eta_formatted} left  {about}",
    hideCursor: true,
    noTTYOutput: true,
    notTTYSchedule: 10_000,
    stream: process.stderr,
  });
  bar.start(decisions ?? Number.MAX_SAFE_INTEGER, from, { about: "" });
  return bar;
}

function describe(point: MetricsPoint, evaluation: MetricsPoint["evaluation"]): string {
  const rates = Object.entries(evaluation ?? point.practice);
  const shares = rates.map(([task, rate]) => `${task} ${Math.round(rate.success * 100)}%`);
  return `${shares.join(" ")}${evaluation ? "" : " (exploring)"}  ${Math.round(point.decisionsPerSecond)}/s`;
}
