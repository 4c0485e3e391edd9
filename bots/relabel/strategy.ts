/**
 * The interface of relabelling strategies: they choose the other labels that a trajectory is also stored with.
 *
 * A label is a task and, if the task has one, a goal. Sharing strategies (this folder) choose tasks, HER's (her/) choose goals;
 * the operation is the same: the trajectory is judged for the other label, cut, and stored beside the original.
 */
import type { Rng } from "../../shared/rng.ts";
import type { Episode } from "../replay/episode.ts";
import type { Judgement } from "../tasks/judge.ts";
import type { RecentValues } from "./recent-values.ts";

/**
 * The rewards a copy is stored with: `judged` by its label, or `zero` throughout, in which case `terminated` is that of the
 * label it was collected for (see uds.ts).
 */
export type SharedReward = "judged" | "zero";

/**
 * Stores a copy with the label (`task`, `goal`).
 *
 * @param reward "judged" if absent
 * @param goal null or absent: the task has none, or its goals are chosen by the goal strategy of the run
 * @param from the transitions to store, `to` exclusive; the whole trajectory if absent
 */
export type StoreCopy = (
  task: number,
  reward?: SharedReward,
  goal?: Float32Array | null,
  from?: number,
  to?: number,
) => void;

/** One way of choosing other labels, from a context `C`. */
export interface RelabelStrategy<C> {
  /** Used in flags, files and on the screen. */
  readonly name: string;
  /** One sentence that says what is chosen and who proposed it. */
  readonly summary: string;
  /** Calls `store` once for each copy beyond the original. */
  choose(context: C, store: StoreCopy): void;
}

/** What a sharing strategy may use to choose. Everything but `recent` refers to the episode at hand. */
export interface SharingContext {
  readonly rng: Rng;
  readonly episode: Episode;
  /** Identifiers of the tasks that the episode can be data of, its own among them. */
  readonly tasks: readonly number[];
  /** Discount per decision of a task. */
  gamma(task: number): number;
  /** The episode judged for a task. */
  judged(task: number): Readonly<Judgement>;
  /** [length of the judgement] Q(s_t, a_t, task) of the online network for each judged transition. */
  actionValues(task: number): Float32Array;
  /** The same, the smaller of the online and the target network's value. */
  cautiousActionValues(task: number): Float32Array;
  /** V(s, task) = max_a Q(s, a, task) of the state in which the episode began. */
  firstValue(task: number): number;
  /** The same of the state in which the recording stopped. */
  lastValue(task: number): number;
  /** A window for each task, empty when the run begins; the strategy alone decides what it keeps in them. */
  readonly recent: readonly RecentValues[];
}

/** One way of sharing data across tasks. */
export interface SharingStrategy extends RelabelStrategy<SharingContext> {
  /** Outputs of the network, if the strategy needs an ensemble; absent: one. */
  readonly heads?: number;
}

/** What a goal strategy may use to choose goals of one task for one trajectory. */
export interface GoalContext {
  readonly rng: Rng;
  readonly task: number;
  /** Numbers in a goal, and relabelled copies that are wanted of each transition. */
  readonly goalSize: number;
  readonly copies: number;
  /** The transitions to relabel, `to` exclusive, and the length of the whole trajectory. */
  readonly from: number;
  readonly to: number;
  readonly length: number;
  /** Writes the goal that transition `t` achieved into `goal` from 0. Returns false if it achieved none. */
  achieved(t: number, goal: Float32Array): boolean;
  /** The same of a transition of any stored trajectory, drawn at random. */
  achievedElsewhere(goal: Float32Array): boolean;
}

/** One way of choosing goals in hindsight. */
export interface GoalStrategy extends RelabelStrategy<GoalContext> {
  /** The most copies of a transition: a strategy with one possible goal makes at most one. */
  readonly mostCopies: number;
}
