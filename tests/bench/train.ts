/**
 * `npm run bench -- train`: how long learning takes from scratch until an evaluation in held-out drills finds pass >= 80%
 * and shoot >= 60%, for several seeds, one after the other, each on all cores.
 */
import { availableParallelism } from "node:os";
import { parseTrainConfig } from "../../bots/run/config.ts";
import { train } from "../../bots/run/train.ts";
import type { BackendName } from "../../bots/network/backends.ts";

const THRESHOLDS: Readonly<Record<string, number>> = { pass: 0.8, shoot: 0.6 };
/** One evaluation may be lucky: its 200 drills a task have a standard error of 3 points. */
const IN_A_ROW = 2;
/** A run that has not got there by then counts as never. */
const MOST_DECISIONS = 600_000;
/** As the command `train` does. */
const WORKERS = Math.min(15, availableParallelism() - 1);

/** One run; null where a threshold was never reached. */
export interface TrainTime {
  readonly seed: number;
  /** Seconds of learning, evaluations included, and decisions until both thresholds were met in two evaluations in a row. */
  readonly seconds: number | null;
  readonly decisions: number | null;
}

/** What the benchmark reports. */
export interface TrainFigures {
  readonly thresholds: typeof THRESHOLDS;
  readonly threads: number;
  readonly runs: readonly TrainTime[];
  readonly medianSeconds: number | null;
}

/** Trains with the default configuration and seeds 1 to `seeds`. */
export async function benchTrain(seeds: number): Promise<TrainFigures> {
  const runs: TrainTime[] = [];
  for (let seed = 1; seed <= seeds; seed++) runs.push(await timeToThresholds(seed));
  const seconds = runs.map((run) => run.seconds ?? Infinity).toSorted((a, b) => a - b);
  const median = seconds[Math.floor(seconds.length / 2)]!;
  return { thresholds: THRESHOLDS, threads: WORKERS + 1, runs, medianSeconds: median === Infinity ? null : median };
}

/** Trains with the default configuration until the thresholds are met. */
export async function timeToThresholds(seed: number, backend: BackendName | "auto" = "auto"): Promise<TrainTime> {
  const config = parseTrainConfig({ runId: `bench ${seed}`, seed, backend, decisions: MOST_DECISIONS });
  let reached: TrainTime = { seed, seconds: null, decisions: null };
  let inARow = 0;
  await train(config, {
    now: () => performance.now() / 1000,
    workers: WORKERS,
    onMetrics({ evaluation, seconds, decisions }) {
      if (evaluation === null || reached.seconds !== null) return;
      const isThere = Object.entries(THRESHOLDS).every(([task, least]) => evaluation[task]!.success >= least);
      inARow = isThere ? inARow + 1 : 0;
      if (inARow === IN_A_ROW) reached = { seed, seconds: Number(seconds.toFixed(1)), decisions };
    },
    pause: () => Promise.resolve(reached.seconds !== null),
  });
  return reached;
}
