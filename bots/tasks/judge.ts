/**
 * Judges an episode for a task: recomputes reward and terminated of every transition from what is stored.
 *
 *     for every transition t:  reward_t := r_z(s_t, a_t, s_t+1)    terminated_t := terminated_z(s_t+1)
 *     cut after the first terminated transition
 *
 * Relabelling is judging for another task z. Judging for the task an episode was collected for reproduces the original.
 * Source: HER (Andrychowicz et al. 2017), MT-Opt (Kalashnikov et al. 2021). Recomputing `terminated` is easily
 * forgotten.
 */
import { factsOf, type Episode } from "../replay/episode.ts";
import type { Task } from "./task.ts";

/** Reward and terminated of an episode's transitions under one task. */
export interface Judgement {
  /** Transitions up to and including the first terminated one. */
  length: number;
  /** [capacity] reward of each transition, as the task gives it: not yet discounted over the transition's duration. */
  readonly rewards: Float32Array;
  /** [capacity] 1 where the task is over. */
  readonly terminated: Uint8Array;
}

/** An empty judgement with room for `capacity` transitions. */
export function createJudgement(capacity: number): Judgement {
  return { length: 0, rewards: new Float32Array(capacity), terminated: new Uint8Array(capacity) };
}

/** Judges `episode` for `task` into `judgement`. */
export function judgeEpisode(episode: Episode, task: Task, judgement: Judgement): void {
  judgement.length = 0;
  for (let t = 0; t < episode.length; t++) {
    const facts = factsOf(episode, t);
    const isOver = task.terminated(facts);
    judgement.rewards[t] = task.reward(facts);
    judgement.terminated[t] = isOver ? 1 : 0;
    judgement.length = t + 1;
    if (isOver) return;
  }
}

/**
 * Copies a judgement into `judgement` with reward 0 throughout, for an episode whose rewards for a task are unknown.
 */
export function withoutReward({ length, terminated }: Readonly<Judgement>, judgement: Judgement): void {
  judgement.length = length;
  judgement.rewards.fill(0);
  judgement.terminated.set(terminated);
}

/** Undiscounted return of a judged episode. */
export function returnOf(judgement: Readonly<Judgement>): number {
  let sum = 0;
  for (let t = 0; t < judgement.length; t++) sum += judgement.rewards[t]!;
  return sum;
}
