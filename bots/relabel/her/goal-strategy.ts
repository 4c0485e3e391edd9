/**
 * The interface of HER's goal strategies: they choose which achieved goal replaces the desired one.
 *
 * A sharing strategy (../strategy.ts) chooses tasks for a whole episode; a goal strategy chooses goals for one
 * transition. The transition with its original goal is always kept.
 */
import type { Rng } from "../../../shared/rng.ts";
import { achievedAt, type GoalEpisode } from "./goal-task.ts";

/** What a strategy may use to choose. */
export interface GoalContext {
  readonly rng: Rng;
  readonly goalSize: number;
  /** An episode drawn from all that are stored, with probability proportional to its length. */
  anyEpisode(): GoalEpisode;
}

/** One way of choosing goals in hindsight. */
export interface GoalStrategy {
  /** Used in flags and files. */
  readonly name: string;
  /** One sentence that says where the goals come from. */
  readonly summary: string;
  /** Relabelled copies of a transition if `k` are asked for: a strategy with one possible goal makes at most one. */
  copies(k: number): number;
  /** Writes one goal for transition `t` of `episode`, 0 <= t < length, into `goal` from `at`. */
  chooseGoal(episode: GoalEpisode, t: number, context: GoalContext, goal: Float32Array, at: number): void;
}

/** Writes the goal achieved by state `t` of `episode` into `goal` from `at`. */
export function copyAchieved(episode: GoalEpisode, t: number, goalSize: number, goal: Float32Array, at: number): void {
  const from = achievedAt(episode, t, goalSize);
  for (let i = 0; i < goalSize; i++) goal[at + i] = episode.achievedGoals[from + i]!;
}
