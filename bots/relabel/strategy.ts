/**
 * The interface of sharing strategies: they choose the other tasks that an episode is also stored for.
 *
 * A strategy reads the learner's values through its context, which computes them only when they are asked for.
 */
import type { Rng } from "../../shared/rng.ts";
import type { Episode } from "../replay/episode.ts";
import type { Judgement } from "../tasks/judge.ts";
import type { RecentValues } from "./recent-values.ts";

/** What a strategy may use to choose. Everything but `recent` refers to the episode at hand. */
export interface SharingContext {
  readonly rng: Rng;
  /** Number of tasks; identifiers are 0 to taskCount - 1. */
  readonly taskCount: number;
  /** Discount per decision. */
  readonly gamma: number;
  /** The episode judged for a task. */
  judged(task: number): Readonly<Judgement>;
  /** [episode.length] Q(s_t, a_t, task) of the online network for each transition. */
  actionValues(task: number): Float32Array;
  /** [episode.length] the same, the smaller of the online and the target network's value. */
  cautiousActionValues(task: number): Float32Array;
  /** V(s, task) = max_a Q(s, a, task) of the state in which the episode began. */
  firstValue(task: number): number;
  /** The same of the state in which the recording stopped. */
  lastValue(task: number): number;
  /** A window for each task, empty when the run begins; the strategy alone decides what it keeps in them. */
  readonly recent: readonly RecentValues[];
}

/**
 * The rewards an episode is stored with: `judged` by the task it is shared with, or `zero` throughout, in which case
 * `terminated` is that of the task it was collected for (see uds.ts).
 */
export type SharedReward = "judged" | "zero";

/** One way of sharing data across tasks. */
export interface SharingStrategy {
  /** Used in flags, files and on the screen. */
  readonly name: string;
  /** One sentence that says what is shared and who proposed it. */
  readonly summary: string;
  /** Calls `share` once for each task that the episode is also stored for, beyond the one it was collected for. */
  chooseTasks(episode: Episode, context: SharingContext, share: (task: number, reward?: SharedReward) => void): void;
}
