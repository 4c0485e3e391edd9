/**
 * What a sharing strategy may ask of the learner about a finished episode, answered lazily: judgements by every task, and
 * Q-values of all tasks in one batched forward pass, made only when the strategy asks for the first time.
 */
import type { Rng } from "../../../shared/rng.ts";
import type { QNetwork } from "../../network/network.ts";
import { INPUT_SIZE, writeRow } from "../../policy/network-input.ts";
import { createQPolicy, policyRows } from "../../policy/q-policy.ts";
import { createRecentValues } from "../../relabel/recent-values.ts";
import type { SharedReward, SharingContext } from "../../relabel/strategy.ts";
import { createEpisode, factsOf, type Episode } from "../../replay/episode.ts";
import { MOST_DECISIONS } from "../../scenarios/registry.ts";
import { createJudgement, judgeEpisode, withoutReward, type Judgement } from "../../tasks/judge.ts";
import { N_TASKS, TASKS } from "../../tasks/registry.ts";
import { GOAL_SIZE } from "../../viewpoint/action-frame.ts";

/** Episodes that a strategy compares with. Source: the authors' code of Generalized Hindsight keeps as many. */
const RECENT_EPISODES = 500;

/** Rows that the network must allow. */
export const SHARING_ROWS = Math.max(N_TASKS * MOST_DECISIONS, policyRows(2 * N_TASKS));

/** The context of a run, and what the training loop itself uses of it. */
export interface LearnerSharingContext extends SharingContext {
  /** From now on all is about `episode`, which must not change before the next call. */
  begin(episode: Episode): void;
  /** With what the episode is stored for `task`. */
  labels(task: number, reward: SharedReward): Judgement;
}

/**
 * A context that asks `network`, which must allow SHARING_ROWS rows. A task with goals that an episode was not collected for is
 * judged with the goal that the episode achieved last; if it achieved none, it cannot be data of that task.
 *
 * @param learnt identifiers of the tasks that the run learns
 */
export function createSharingContext(network: QNetwork, learnt: readonly number[], rng: Rng): LearnerSharingContext {
  const judgements = TASKS.map(() => createJudgement(MOST_DECISIONS));
  const unlabelled = createJudgement(MOST_DECISIONS);
  /** [N_TASKS, GOAL_SIZE] the goal with which each task is judged */
  const goals = new Float32Array(N_TASKS * GOAL_SIZE);
  const inputs = new Float32Array(N_TASKS * MOST_DECISIONS * INPUT_SIZE);
  const online = new Float32Array(N_TASKS * MOST_DECISIONS);
  const cautious = new Float32Array(N_TASKS * MOST_DECISIONS);
  /** Row of the first judged transition of each task in these. */
  const rows = new Int32Array(N_TASKS);
  const policy = createQPolicy(network, 2 * N_TASKS);
  let episode = createEpisode(1);
  let tasks: readonly number[] = [];
  let hasOnline = false;
  let hasCautious = false;
  let hasStateValues = false;
  let rowCount = 0;

  const goalOf = (task: number): Float32Array => goals.subarray(task * GOAL_SIZE, (task + 1) * GOAL_SIZE);

  /** Judges the episode for `task`; with length 0 if it cannot be its data. */
  const judgeFor = (task: number): void => {
    const judgement = judgements[task]!;
    const goal = goalOf(task);
    goal.set(episode.goal);
    if (task === episode.collectedFor || chooseGoal(episode, task, goal)) {
      judgeEpisode(episode, TASKS[task]!, goal, judgement);
    } else judgement.length = 0;
  };

  /** Q(s_t, a_t, task) of all judged transitions of all tasks. */
  const askOnline = (): void => {
    if (hasOnline) return;
    hasOnline = true;
    const { observations, kinds, angles } = episode;
    rowCount = 0;
    for (const task of tasks) {
      const { from, length } = judgements[task]!;
      rows[task] = rowCount;
      for (let t = from; t < from + length; t++) {
        writeRow(inputs, rowCount++, observations, t, goals, task, kinds[t]!, angles[t]!, task);
      }
    }
    if (rowCount > 0) network.forward(inputs, rowCount, online);
  };

  const askCautious = (): void => {
    if (hasCautious) return;
    hasCautious = true;
    askOnline();
    if (rowCount > 0) network.forwardTarget(inputs, rowCount, cautious);
    for (let row = 0; row < rowCount; row++) cautious[row] = Math.min(cautious[row]!, online[row]!);
  };

  /** Rows 2 * task and 2 * task + 1: V of the first and of the last state. */
  const askStateValues = (): void => {
    if (hasStateValues) return;
    hasStateValues = true;
    for (let task = 0; task < N_TASKS; task++) {
      policy.ask(2 * task, episode.observations, judgements[task]!.from, task, goalOf(task));
      policy.ask(2 * task + 1, episode.observations, episode.length, task, goalOf(task));
    }
    policy.answer(2 * N_TASKS);
  };

  const rowsOf = (values: Float32Array, task: number): Float32Array =>
    values.subarray(rows[task], rows[task]! + judgements[task]!.length);

  return {
    rng,
    get episode() {
      return episode;
    },
    get tasks() {
      return tasks;
    },
    gamma: (task) => TASKS[task]!.gamma,
    recent: TASKS.map(() => createRecentValues(RECENT_EPISODES)),
    begin(next) {
      episode = next;
      learnt.forEach(judgeFor);
      tasks = learnt.filter((task) => task === episode.collectedFor || judgements[task]!.length > 0);
      hasOnline = hasCautious = hasStateValues = false;
    },
    labels(task, reward) {
      if (reward === "judged") return judgements[task]!;
      withoutReward(judgements[episode.collectedFor]!, unlabelled);
      return unlabelled;
    },
    judged: (task) => judgements[task]!,
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

/** Writes the goal of `task` that the episode achieved last. Returns false if the task has goals and none was achieved. */
function chooseGoal(episode: Episode, task: number, goal: Float32Array): boolean {
  const { goals } = TASKS[task]!;
  if (goals === undefined) return true;
  for (let t = episode.length - 1; t >= 0; t--) if (goals.achieved(factsOf(episode, t), goal, 0)) return true;
  return false;
}
