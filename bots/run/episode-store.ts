/**
 * An episode is over: it is judged and stored for its own task, and then with the other labels that the run's strategies choose.
 */
import type { Rng } from "../../shared/rng.ts";
import { createGoalContext } from "../algorithms/q-learning/goal-context.ts";
import { createSharingContext } from "../algorithms/q-learning/sharing-context.ts";
import type { QNetwork } from "../network/network.ts";
import { goalStrategyByName } from "../relabel/her/registry.ts";
import { strategyByName } from "../relabel/registry.ts";
import type { StoreCopy } from "../relabel/strategy.ts";
import { storeEpisode, type ReplayBuffer } from "../replay/buffer.ts";
import type { Episode } from "../replay/episode.ts";
import { MOST_DECISIONS } from "../scenarios/registry.ts";
import { createJudgement, hasSucceeded, judgeEpisode, type Judgement } from "../tasks/judge.ts";
import { TASKS } from "../tasks/registry.ts";
import { tasksOf, type TrainConfig } from "./config.ts";

/** Told of what is stored. */
export interface StoreListener {
  /** An episode became data of `task`, judged so; a relabelled copy if it was collected for another label. */
  readonly onStore?: (episode: Episode, task: number, judgement: Judgement) => void;
  /** The episode was collected for one task (`own`) and stored for `task` as well (`other`). */
  readonly onShare?: (episode: Episode, task: number, own: Judgement, other: Judgement) => void;
}

/** Stores the episodes of a run. */
export interface EpisodeStore {
  /** Returns whether the episode succeeded in the task it was collected for. */
  add(episode: Episode): boolean;
}

/** @param network is asked by strategies that choose by value; it must allow SHARING_ROWS rows */
export function createEpisodeStore(
  config: TrainConfig,
  buffer: ReplayBuffer,
  network: QNetwork,
  rng: Rng,
  listener: StoreListener,
): EpisodeStore {
  const sharingStrategy = strategyByName(config.sharing);
  const goalStrategy = goalStrategyByName(config.goals);
  const sharing = createSharingContext(network, tasksOf(config), rng.child("sharing"));
  const hindsight = createGoalContext(config.goalCopies, rng.child("goals"));
  const copy = createJudgement(MOST_DECISIONS);
  let episode: Episode | null = null;

  const store = (task: number, goal: Float32Array | null, judgement: Judgement, isRelabelled: boolean): void => {
    storeEpisode(buffer, episode!, task, goal, judgement, isRelabelled);
    listener.onStore?.(episode!, task, judgement);
  };

  /** Stores a part of the episode with another goal. */
  const storeGoal: StoreCopy = (task, _reward, goal, from, to) => {
    judgeEpisode(episode!, TASKS[task]!, goal!, copy, from, to);
    store(task, goal!, copy, true);
  };
  const chooseGoals = (task: number): void => {
    hindsight.begin(episode!, task);
    goalStrategy.choose(hindsight, storeGoal);
  };

  /** Stores the episode for another task; with goals of its own if the task has any. */
  const share: StoreCopy = (task, reward = "judged") => {
    const own = sharing.judged(episode!.collectedFor);
    if (TASKS[task]!.goals !== undefined && reward === "judged") {
      chooseGoals(task);
      return;
    }
    const other = sharing.labels(task, reward);
    store(task, TASKS[task]!.goals === undefined ? null : episode!.goal, other, true);
    if (hasSucceeded(other)) listener.onShare?.(episode!, task, own, other);
  };

  return {
    add(next) {
      episode = next;
      sharing.begin(next);
      const task = next.collectedFor;
      const own = sharing.judged(task);
      const hasGoal = TASKS[task]!.goals !== undefined;
      store(task, hasGoal ? next.goal : null, own, false);
      if (hasGoal) chooseGoals(task);
      sharingStrategy.choose(sharing, share);
      return hasSucceeded(own);
    },
  };
}
