/** Runs the real training loop and records everything it reports. */
import type { Checkpoint } from "../../bots/checkpoint/checkpoint.ts";
import { parseTrainConfig, type TrainConfig } from "../../bots/run/config.ts";
import type { MetricsPoint, RelabelEvent } from "../../bots/run/metrics.ts";
import type { RecordedEpisode } from "../../bots/replay/recorded-episode.ts";
import { train } from "../../bots/run/train.ts";

/** The last checkpoint and the reports of one run. */
export interface TrainingRecord {
  readonly last: Checkpoint;
  readonly points: MetricsPoint[];
  readonly relabels: RelabelEvent[];
  readonly published: number[];
  /** Decisions at each pause. */
  readonly pauses: number[];
}

/** Settings of a run that takes about a second. */
const TINY: Partial<TrainConfig> = {
  decisions: 2000,
  backend: "plain",
  hidden: [16],
  batchSize: 32,
  drills: 8,
  roundsPerCycle: 5,
  learningStarts: 400,
  decisionsPerGradientStep: 16,
  gradientStepsPerTargetSync: 20,
  nextReleaseDirections: 4,
  epsilonDecisions: 1000,
  metricsEvery: 400,
  publishEvery: 1000,
  evaluateEvery: 100_000,
  evaluationEpisodes: 5,
};

/**
 * Trains with a tiny config, changed by `wishes`. The clock advances by a millisecond each time it is read.
 *
 * @param stopAt stops in the first pause after this many decisions
 * @param workers threads beside the learner's
 * @param takeRecorded episodes from elsewhere, asked for after each cycle
 */
export async function runTraining(
  wishes: Partial<TrainConfig>,
  resumeFrom?: Checkpoint,
  stopAt = Infinity,
  workers = 0,
  takeRecorded: () => RecordedEpisode[] = () => [],
): Promise<TrainingRecord> {
  const points: MetricsPoint[] = [];
  const relabels: RelabelEvent[] = [];
  const published: number[] = [];
  const pauses: number[] = [];
  let milliseconds = 0;
  const hooks = {
    now: () => ++milliseconds / 1000,
    workers,
    takeRecorded,
    onMetrics: (point: MetricsPoint) => void points.push(point),
    onRelabel: (event: RelabelEvent) => void relabels.push(event),
    onWeights: ({ progress }: Checkpoint) => void published.push(progress.decisions),
    pause: async (takeCheckpoint: () => Checkpoint) => {
      const { decisions } = takeCheckpoint().progress;
      pauses.push(decisions);
      return decisions >= stopAt;
    },
  };
  const last = await train(parseTrainConfig({ ...TINY, ...wishes }), hooks, resumeFrom);
  return { last, points, relabels, published, pauses };
}

/** Seconds of learning that checkpoints report: [without a pause, with a pause of `restSeconds`]. */
export async function secondsWithRest(restSeconds: number): Promise<number[]> {
  const run = async (rest: number): Promise<number> => {
    let seconds = 0;
    let inPause = 0;
    const hooks = {
      now: () => (seconds += 0.001),
      pause: async (takeCheckpoint: () => Checkpoint) => {
        seconds += rest;
        inPause = takeCheckpoint().progress.seconds;
        return true;
      },
    };
    const last = await train(parseTrainConfig(TINY), hooks);
    return Math.max(inPause, last.progress.seconds);
  };
  return [await run(0), await run(restSeconds)];
}

/** A network that learns in a few seconds what the default one learns. */
const SMALL: Partial<TrainConfig> = { hidden: [32, 32], learningRate: 0.003, learningStarts: 800 };

/** Success in held-out passing drills after a run with a small network in which every episode is collected for shooting. */
export async function passWithoutPractice(sharing: string): Promise<number> {
  const wishes: Partial<TrainConfig> = { ...SMALL, decisions: 10_240, sharing, collect: { shoot: 1, pass: 0 } };
  const config = parseTrainConfig({ ...wishes, backend: "simd-plain" });
  let success = Number.NaN;
  const hooks = {
    now: () => 0,
    onMetrics: ({ evaluation }: MetricsPoint) => void (success = evaluation?.["pass"]?.success ?? success),
  };
  await train(config, hooks);
  return success;
}
