/**
 * What a training run reports while it learns: points of its learning curves and relabelled episodes, as plain data.
 * Made by `bots/`, sent as telemetry, drawn by the training page.
 */
import type { Point } from "./rink.ts";

/** Success of greedy play in held-out drills of one task, with a 95% interval (Wilson), all in [0, 1]. */
export interface SuccessRate {
  readonly success: number;
  readonly low: number;
  readonly high: number;
  readonly episodes: number;
}

/** One point of the learning curves. */
export interface MetricsPoint {
  readonly runId: string;
  /** Environment steps so far: policy calls of the learner, 10 per second of play. */
  readonly decisions: number;
  readonly gradientSteps: number;
  readonly episodes: number;
  /** Seconds spent learning, pauses not counted. */
  readonly seconds: number;
  readonly epsilon: number;
  /** Mean Huber loss since the last point; null before the first gradient step. */
  readonly loss: number | null;
  /** Mean of max_a Q over the last minibatches; null before the first gradient step. */
  readonly meanValue: number | null;
  readonly decisionsPerSecond: number;
  readonly gradientStepsPerSecond: number;
  readonly replaySize: number;
  /** Share of the replay buffer's transitions that are relabelled copies, in [0, 1]. */
  readonly relabelledShare: number;
  /** Share of them that were recorded in matches on the server, by bots and people, in [0, 1]; absent if there is none. */
  readonly matchShare?: number;
  /** Success per task in the latest episodes collected for it, with exploration. */
  readonly practice: Readonly<Record<string, SuccessRate>>;
  /** Success in held-out drills without exploration; null at points where none was measured. */
  readonly evaluation: Readonly<Record<string, SuccessRate>> | null;
}

/** One episode that was also stored for a task it was not collected for, and earned a reward there. */
export interface RelabelEvent {
  readonly runId: string;
  readonly episode: number;
  readonly collectedFor: string;
  readonly relabelledTo: string;
  /** How the episode ended, e.g. "teammate", "goal". */
  readonly outcome: string;
  /** Shirt numbers: who released the puck, and who got it (0: nobody). */
  readonly by: number;
  readonly to: number;
  /** Return under the original task and under the new one. */
  readonly originalReturn: number;
  readonly relabelledReturn: number;
  /** Where the puck was released and where it ended [m], turned so that the attack goes to the right. */
  readonly from: Point;
  readonly end: Point;
}
