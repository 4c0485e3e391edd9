/** Makes the points of a run's learning curves. */
import { epsilonAt } from "../algorithms/q-learning/schedule.ts";
import type { ReplayBuffer } from "../replay/buffer.ts";
import { ORIGINS } from "../replay/episode.ts";
import type { TrainConfig } from "./config.ts";
import type { Evaluation } from "./evaluate.ts";
import type { Learner } from "./learner.ts";
import type { MetricsPoint, PracticeRecord } from "./metrics.ts";

/** Where a run stands; changed by the training loop. */
export interface RunProgress {
  decisions: number;
  episodes: number;
  /** Spent learning, until the latest pause. */
  seconds: number;
}

/** Makes a point from where the run stands after `seconds` of learning; rates are those since the point before. */
export type PointReport = (seconds: number, evaluation: Evaluation | null) => MetricsPoint;

/** The report of a run that begins at `progress`. */
export function createPointReport(
  config: TrainConfig,
  learner: Learner,
  buffer: ReplayBuffer,
  practice: PracticeRecord,
  progress: RunProgress,
): PointReport {
  let last = { decisions: progress.decisions, gradientSteps: learner.gradientSteps, seconds: progress.seconds };
  return (seconds, evaluation) => {
    const { decisions, episodes } = progress;
    const { gradientSteps } = learner;
    const elapsed = Math.max(1e-3, seconds - last.seconds);
    const point = {
      runId: config.runId,
      decisions,
      gradientSteps,
      episodes,
      seconds,
      epsilon: epsilonAt(config, decisions),
      loss: learner.losses.take(),
      meanValue: learner.values.take(),
      decisionsPerSecond: (decisions - last.decisions) / elapsed,
      gradientStepsPerSecond: (gradientSteps - last.gradientSteps) / elapsed,
      replaySize: buffer.size,
      relabelledShare: buffer.size === 0 ? 0 : buffer.relabelled / buffer.size,
      ...matchShareOf(buffer),
      practice: practice.rates(),
      evaluation,
    };
    last = { decisions, gradientSteps, seconds };
    return point;
  };
}

/** How much of the data is from matches on the server, if any is. */
function matchShareOf({ size, sizeOfOrigin }: ReplayBuffer): Pick<MetricsPoint, "matchShare"> {
  const count = sizeOfOrigin[ORIGINS.indexOf("match-bot")]! + sizeOfOrigin[ORIGINS.indexOf("person")]!;
  return count === 0 ? {} : { matchShare: count / size };
}
