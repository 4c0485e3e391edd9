/**
 * A goal-conditioned task: z is a desired goal, and reward and terminated follow from the goal that was achieved.
 *
 *     reward_t := r_g(achieved(s_t+1))    terminated_t := terminated_g(achieved(s_t+1))
 *
 * The same as judge.ts, with a goal instead of a task. Goals are `goalSize` numbers at an offset of an array, so that
 * relabelling allocates nothing. Source: HER, Andrychowicz et al. 2017, sections 3 and 4.
 */

/** Reward and termination of a transition, from the goal it achieved and the desired goal. */
export interface GoalTask {
  /** Numbers in a goal. */
  readonly goalSize: number;
  /** Reward of a transition whose next state achieved `achieved[at...]`, if `desired[from...]` was the goal. */
  reward(achieved: Float32Array, at: number, desired: Float32Array, from: number): number;
  /** Whether the task is over there; only this stops the bootstrap. */
  terminated(achieved: Float32Array, at: number, desired: Float32Array, from: number): boolean;
}

/** The part of an episode that goal strategies read. */
export interface GoalEpisode {
  /** Transitions recorded, at least 1. */
  readonly length: number;
  /** [length + 1, goalSize] the goals that its states achieved, the first state's included. */
  readonly achievedGoals: Float32Array;
  /** Where the first of them begins in `achievedGoals`. */
  readonly offset: number;
}

/** Where the goal achieved by state `t` of `episode` begins in its array; t = 0 is the state in which it began. */
export function achievedAt(episode: GoalEpisode, t: number, goalSize: number): number {
  return episode.offset + t * goalSize;
}
