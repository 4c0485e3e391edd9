/**
 * Judges a trajectory for a task and goal: recomputes reward and terminated of its transitions from their facts.
 *
 *     for every transition t:  reward_t := r_z(s_t, a_t, s_t+1)    terminated_t := terminated_z(s_t+1)      z = (task, goal)
 *     cut after the first terminated transition
 *
 * Relabelling is judging for another z. Judging for the z that a trajectory was collected for reproduces the original.
 * Source: HER (Andrychowicz et al. 2017), MT-Opt (Kalashnikov et al. 2021). Recomputing `terminated` is easily forgotten.
 */
import { factsOf, type Episode } from "../replay/episode.ts";
import { OBS_SIZE } from "../viewpoint/entries.ts";
import { situationOf } from "../viewpoint/situation.ts";
import type { HockeyTask, Task } from "./task.ts";

/** Reward and terminated of a part of a trajectory under one label. */
export interface Judgement {
  /** The first transition that counts, and how many from there: up to and including the first terminated one. */
  from: number;
  length: number;
  /** [capacity] reward of transition `from` + i, as the task gives it: not yet discounted over its duration. */
  readonly rewards: Float32Array;
  /** [capacity] 1 where the task is over. */
  readonly terminated: Uint8Array;
}

/** An empty judgement with room for `capacity` transitions. */
export function createJudgement(capacity: number): Judgement {
  return { from: 0, length: 0, rewards: new Float32Array(capacity), terminated: new Uint8Array(capacity) };
}

/**
 * Judges the transitions `from` to `to` (exclusive) of a trajectory into `judgement`.
 *
 * @param factsAt the facts of a transition; they may be one object that is reused
 * @param goal the task's goal begins at `at` of it; anything if it has none
 */
export function judge<F>(
  factsAt: (t: number) => F,
  task: Task<F>,
  goal: Float32Array,
  at: number,
  from: number,
  to: number,
  judgement: Judgement,
): void {
  judgement.from = from;
  judgement.length = 0;
  for (let t = from; t < to; t++) {
    const facts = factsAt(t);
    const isOver = task.terminated(facts, goal, at);
    judgement.rewards[t - from] = task.reward(facts, goal, at);
    judgement.terminated[t - from] = isOver ? 1 : 0;
    judgement.length++;
    if (isOver) return;
  }
}

/**
 * Judges `episode` for `task` with `goal` into `judgement`, from the first transition that begins in a situation in which
 * the task can be played; there may be none.
 */
export function judgeEpisode(
  episode: Episode,
  task: HockeyTask,
  goal: Float32Array,
  judgement: Judgement,
  from = 0,
  to = episode.length,
): void {
  while (from < to && !task.situations.includes(situationOf(episode.observations, from * OBS_SIZE))) from++;
  judge((t) => factsOf(episode, t), task, goal, 0, from, to, judgement);
}

/** Copies a judgement into `judgement` with reward 0 throughout, for an episode whose rewards for a task are unknown. */
export function withoutReward({ from, length, terminated }: Readonly<Judgement>, judgement: Judgement): void {
  judgement.from = from;
  judgement.length = length;
  judgement.rewards.fill(0);
  judgement.terminated.set(terminated);
}

/** Rewards from here on are successes; what is paid on the way is below 0. */
export const SUCCESS_REWARD = 0.3;

/** Whether a judged trajectory was a success: what it was for is earned in its last transition, if at all. */
export function hasSucceeded({ rewards, length }: Readonly<Judgement>): boolean {
  return length > 0 && rewards[length - 1]! >= SUCCESS_REWARD;
}

/** Undiscounted return of a judged trajectory. */
export function returnOf(judgement: Readonly<Judgement>): number {
  let sum = 0;
  for (let t = 0; t < judgement.length; t++) sum += judgement.rewards[t]!;
  return sum;
}
