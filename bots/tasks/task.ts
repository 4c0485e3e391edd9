/**
 * The interface of a task: reward and termination, computed from what is stored of a transition.
 *
 * Nothing else is needed, so a transition collected for one task can be judged for every other at any time.
 */

import type { Action } from "../viewpoint/actions.ts";

/**
 * What became of the puck by the end of a transition, for the player who had it at the start. `none`: still has it.
 * `frozen`: the goalie covered it. `dead`: nobody gained it in time.
 */
export const OUTCOMES = ["none", "goal", "teammate", "opponent", "saved", "frozen", "dead"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The facts of a transition that a task may read; every field is stored in the replay buffer. */
export interface TransitionFacts {
  readonly action: Readonly<Action>;
  readonly outcome: Outcome;
  /** Decisions the transition took, 1 or more: a release lasts until its outcome is known. */
  readonly duration: number;
  /** [OBS_SIZE] each, before and after. */
  readonly observation: Float32Array;
  readonly nextObservation: Float32Array;
}

/** One task: a reward function and a termination condition. All tasks have the same dynamics. */
export interface Task {
  /** Used in flags, files and on the screen. */
  readonly name: string;
  /** Reward in [0, 1], for what the transition led to, never for where it began. */
  reward(transition: TransitionFacts): number;
  /** Whether the task is over, so that targets must not bootstrap. Must be recomputed together with the reward. */
  terminated(transition: TransitionFacts): boolean;
}
