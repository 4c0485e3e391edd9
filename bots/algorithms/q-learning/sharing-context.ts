/**
 * What a sharing strategy may ask of the learner about a finished episode, answered lazily: judgements by every task, and
 * Q-values of all tasks in one batched forward pass, made only when the strategy asks for the first time.
 */
import type { Rng } from "../../../shared/rng.ts";
import { INPUT_SIZE, writeInput } from "../../viewpoint/action-frame.ts";
import { DRILL_DECISIONS } from "../../scenarios/stage.ts";
import type { QNetwork } from "../../network/network.ts";
import { OBS_SIZE } from "../../viewpoint/observation.ts";
import { createQPolicy, policyRows } from "../../policy/q-policy.ts";
import { createJudgement, judgeEpisode, withoutReward, type Judgement } from "../../tasks/judge.ts";
import { createRecentValues } from "../../relabel/recent-values.ts";
import type { SharedReward, SharingContext } from "../../relabel/strategy.ts";
import { createEpisode, type Episode } from "../../replay/episode.ts";
import { N_TASKS, TASKS } from "../../tasks/registry.ts";

/** Episodes that a strategy compares with. Source: the authors' code of Generalized Hindsight keeps as many. */
const RECENT_EPISODES = 500;

/** Rows that the network must allow. */
export const SHARING_ROWS = Math.max(N_TASKS * DRILL_DECISIONS, policyRows(2 * N_TASKS));

/** The context of a run, and what the training loop itself uses of it. */
export interface LearnerSharingContext extends SharingContext {
  /** From now on all is about `episode`, which must not change before the next call. */
  begin(episode: Episode): void;
  /** With what the episode is stored for `task`. */
  labels(task: number, reward: SharedReward): Judgement;
}

/** A context that asks `network`, which must allow SHARING_ROWS rows. */
export function createSharingContext(network: QNetwork, gamma: number, rng: Rng): LearnerSharingContext {
  const judgements = TASKS.map(() => createJudgement(DRILL_DECISIONS));
  const unlabelled = createJudgement(DRILL_DECISIONS);
  const inputs = new Float32Array(N_TASKS * DRILL_DECISIONS * INPUT_SIZE);
  const online = new Float32Array(N_TASKS * DRILL_DECISIONS);
  const cautious = new Float32Array(N_TASKS * DRILL_DECISIONS);
  const policy = createQPolicy(network, 2 * N_TASKS);
  const isJudged = new Uint8Array(N_TASKS);
  let episode = createEpisode(1);
  let hasOnline = false;
  let hasCautious = false;
  let hasStateValues = false;

  const judged = (task: number): Judgement => {
    const judgement = judgements[task]!;
    if (isJudged[task] === 0) judgeEpisode(episode, TASKS[task]!, judgement);
    isJudged[task] = 1;
    return judgement;
  };

  /** Rows task * length + t: Q(s_t, a_t, task). */
  const askOnline = (): void => {
    if (hasOnline) return;
    hasOnline = true;
    const { length, observations, kinds, angles } = episode;
    for (let task = 0; task < N_TASKS; task++) {
      for (let t = 0; t < length; t++) {
        const at = (task * length + t) * INPUT_SIZE;
        writeInput(inputs, at, observations, t * OBS_SIZE, kinds[t]!, angles[t]!, task);
      }
    }
    network.forward(inputs, N_TASKS * length, online);
  };

  const askCautious = (): void => {
    if (hasCautious) return;
    hasCautious = true;
    askOnline();
    const rows = N_TASKS * episode.length;
    network.forwardTarget(inputs, rows, cautious);
    for (let row = 0; row < rows; row++) cautious[row] = Math.min(cautious[row]!, online[row]!);
  };

  /** Rows 2 * task and 2 * task + 1: V of the first and of the last state. */
  const askStateValues = (): void => {
    if (hasStateValues) return;
    hasStateValues = true;
    for (let task = 0; task < N_TASKS; task++) {
      policy.ask(2 * task, episode.observations, 0, task);
      policy.ask(2 * task + 1, episode.observations, episode.length * OBS_SIZE, task);
    }
    policy.answer(2 * N_TASKS);
  };

  const rowsOf = (values: Float32Array, task: number): Float32Array =>
    values.subarray(task * episode.length, (task + 1) * episode.length);

  return {
    rng,
    taskCount: N_TASKS,
    gamma,
    recent: TASKS.map(() => createRecentValues(RECENT_EPISODES)),
    begin(next) {
      episode = next;
      isJudged.fill(0);
      hasOnline = hasCautious = hasStateValues = false;
    },
    labels(task, reward) {
      if (reward === "judged") return judged(task);
      withoutReward(judged(episode.collectedFor), unlabelled);
      return unlabelled;
    },
    judged,
    actionValues(task) {
      askOnline();
      return rowsOf(online, task);
    },
    cautiousActionValues(task) {
      askCautious();
      return rowsOf(cautious, task);
    },
    firstValue(task) {
      askStateValues();
      return policy.values[2 * task]!;
    },
    lastValue(task) {
      askStateValues();
      return policy.values[2 * task + 1]!;
    },
  };
}
