/**
 * One training run from its beginning to its end: learns, saves on time, stops when its owner says so, and tells how it ended.
 *
 * Used by `npm run train`, the workers of experiments and the server's learner, which differ in what they show and when they
 * stop. Whatever the disk does, learning goes on (see bots/files/run-saver.ts).
 */
import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import type { RunSaver } from "../files/run-saver.ts";
import type { TrainConfig } from "./config.ts";
import type { MetricsPoint } from "./metrics.ts";
import { DivergenceError, train, type TrainHooks } from "./train.ts";

/** What the owner of a run wants to know, and how it steers the run. */
export interface RunOwner extends Omit<TrainHooks, "pause"> {
  /** Whether the run is to stop: asked after every cycle. */
  readonly isStopping: () => boolean;
  /** Called after every cycle; may wait, to let messages through or to rest. */
  readonly onTurn?: (takeCheckpoint: () => Checkpoint) => Promise<void>;
  /** Whether the run may be saved and stopped after this cycle; always if absent. */
  readonly isAtRest?: () => boolean;
  /** What is written of a point of the curves; the point itself if absent. */
  readonly recordOf?: (point: MetricsPoint) => MetricsPoint;
}

/** How a run ended. `file` is where its last checkpoint is, null if the disk refused it. */
export type RunEnd =
  | { readonly kind: "finished" | "stopped"; readonly checkpoint: Checkpoint; readonly file: string | null }
  | { readonly kind: "failed"; readonly reason: string };

/**
 * Conducts a run to its end.
 *
 * @param resumeFrom goes on from this checkpoint
 * @returns "failed" if a number was not finite any more; what was saved before that is good
 */
export async function conductRun(
  config: TrainConfig,
  resumeFrom: Checkpoint | undefined,
  saver: RunSaver,
  owner: RunOwner,
): Promise<RunEnd> {
  const { isStopping, onTurn, isAtRest = () => true, recordOf = (point) => point, ...hooks } = owner;
  let hasStopped = false;
  try {
    const last = await train(
      config,
      {
        ...hooks,
        onMetrics(point) {
          saver.addPoint(recordOf(point));
          hooks.onMetrics?.(point);
        },
        async pause(takeCheckpoint) {
          const isResting = isAtRest();
          if (isResting) saver.saveIfDue(takeCheckpoint);
          await onTurn?.(takeCheckpoint);
          hasStopped = isResting && isStopping();
          return hasStopped;
        },
      },
      resumeFrom,
    );
    return { kind: hasStopped ? "stopped" : "finished", checkpoint: last, file: saver.save(last) };
  } catch (error) {
    if (!(error instanceof DivergenceError)) throw error;
    return { kind: "failed", reason: error.message };
  }
}
