/**
 * The interface of a task: reward and termination from the facts of a transition and, if the task has one, its goal.
 *
 * Nothing else is needed, so a transition that was collected for one task and goal can be judged for every other at any
 * time. `Task` is generic in its facts: hockey's are in facts.ts, those of bit flipping in bots/bitflip/.
 */
import type { Rng } from "../../shared/rng.ts";
import type { Sim } from "../../shared/sim/world.ts";
import type { Situation } from "../viewpoint/situation.ts";
import type { TransitionFacts } from "./facts.ts";

/** Reward and termination of transitions with facts `F`. Goals are `goalSize` numbers from `at` of an array. */
export interface Task<F> {
  /** Used in flags, files and on the screen. */
  readonly name: string;
  /** Reward in [-1, 1], for what the transition led to, never for where it began. */
  reward(facts: F, goal: Float32Array, at: number): number;
  /** Whether the task is over, so that targets must not bootstrap. Must be recomputed together with the reward. */
  terminated(facts: F, goal: Float32Array, at: number): boolean;
  /** What can be a goal of the task; absent if it has none. */
  readonly goals?: GoalSpace<F>;
}

/** The goals of a task. */
export interface GoalSpace<F> {
  /** Numbers in a goal. */
  readonly size: number;
  /** Writes the goal that a transition achieved into `goal` from `at`. Returns false if it achieved none. */
  achieved(facts: F, goal: Float32Array, at: number): boolean;
}

/** A task of hockey. */
export interface HockeyTask extends Task<TransitionFacts> {
  /** The situations that it can be played in. A trajectory is judged from the first transition that begins in one of them. */
  readonly situations: readonly Situation[];
  /** Discount per decision, in (0, 1): how far ahead the task looks. */
  readonly gamma: number;
  readonly goals?: HockeyGoals;
}

/** Places on the ice as goals [m], with the attack to the right. */
export interface HockeyGoals extends GoalSpace<TransitionFacts> {
  /** Draws the goal of a new episode of skater `id`. */
  draw(sim: Sim, id: number, rng: Rng, goal: Float32Array, at: number): void;
}

/** What stands in for the goal of a task that has none. */
export const NO_GOAL = new Float32Array(0);
