/** Contexts for tests of sharing strategies: one with given values, and the learner's. */
import {
  createSharingContext,
  SHARING_ROWS,
  type LearnerSharingContext,
} from "../../bots/algorithms/q-learning/sharing-context.ts";
import { createNetwork } from "../../bots/network/backends.ts";
import { DEFAULT_OPTIMIZER, initialParameters, type QNetwork } from "../../bots/network/network.ts";
import { INPUT_SIZE } from "../../bots/policy/network-input.ts";
import { createRecentValues, type RecentValues } from "../../bots/relabel/recent-values.ts";
import type { SharedReward, SharingContext, SharingStrategy } from "../../bots/relabel/strategy.ts";
import type { Episode } from "../../bots/replay/episode.ts";
import { createJudgement, judgeEpisode } from "../../bots/tasks/judge.ts";
import { TASKS } from "../../bots/tasks/registry.ts";
import { createRng, type Rng } from "../../shared/rng.ts";
import { CARRIER_TASKS } from "./episodes.ts";

export const GAMMA = 0.9;

/** Values of the learner, by task; asking for one that is not given throws. */
export interface WrittenValues {
  readonly actionValues?: readonly (readonly number[])[];
  readonly cautiousActionValues?: readonly (readonly number[])[];
  readonly firstValues?: readonly number[];
  readonly lastValues?: readonly number[];
}

/** A context for `episode` in which the learner's values are `values`. */
export function writtenContext(
  episode: Episode,
  values: WrittenValues = {},
  rng: Rng = createRng(1),
  recent: readonly RecentValues[] = TASKS.map(() => createRecentValues(100)),
): SharingContext {
  function written<T>(column: readonly T[] | undefined, task: number): T {
    const value = column?.[task];
    if (value === undefined) throw new Error(`no value is given for task ${task}`);
    return value;
  }
  return {
    rng,
    episode,
    tasks: CARRIER_TASKS,
    gamma: () => GAMMA,
    recent,
    judged(task) {
      const judgement = createJudgement(Math.max(1, episode.length));
      judgeEpisode(episode, TASKS[task]!, episode.goal, judgement);
      return judgement;
    },
    actionValues: (task) => Float32Array.from(written(values.actionValues, task)),
    cautiousActionValues: (task) => Float32Array.from(written(values.cautiousActionValues, task)),
    firstValue: (task) => written(values.firstValues, task),
    lastValue: (task) => written(values.lastValues, task),
  };
}

/** A window of 100 values that holds `values`. */
export function windowOf(...values: number[]): RecentValues {
  const recent = createRecentValues(100);
  for (const value of values) recent.add(value);
  return recent;
}

/** The tasks that `strategy` shares the context's episode with, and with which rewards. */
export function choicesOf(
  strategy: SharingStrategy,
  context: SharingContext,
): { task: number; reward: SharedReward }[] {
  const choices: { task: number; reward: SharedReward }[] = [];
  strategy.choose(context, (task, reward = "judged") => choices.push({ task, reward }));
  return choices;
}

/** An untrained network whose online and target weights differ. */
export async function smallNetwork(seed: number): Promise<QNetwork> {
  const spec = { inputs: INPUT_SIZE, hidden: [8], outputs: 1 };
  const draw = (name: string): Float32Array => initialParameters(spec, createRng(seed).child(name));
  const network = await createNetwork({
    backend: "plain",
    spec,
    optimizer: DEFAULT_OPTIMIZER,
    maxRows: SHARING_ROWS,
    parameters: draw("online"),
  });
  network.write("target", draw("target"));
  return network;
}

/** The learner's context on `network` in a run that learns the tasks of a carrier without goals. */
export function learnerContext(network: QNetwork, seed: number): LearnerSharingContext {
  return createSharingContext(network, CARRIER_TASKS, createRng(seed));
}
