import { describe, expect, it } from "@jest/globals";
import { INPUT_SIZE, writeRow } from "../../../bots/policy/network-input.ts";
import type { QNetwork } from "../../../bots/network/network.ts";
import { createQPolicy } from "../../../bots/policy/q-policy.ts";
import { createRecentValues } from "../../../bots/relabel/recent-values.ts";
import { STRATEGIES } from "../../../bots/relabel/registry.ts";
import type { Episode } from "../../../bots/replay/episode.ts";
import { taskId } from "../../../bots/tasks/registry.ts";
import { createRng } from "../../../shared/rng.ts";
import { CARRIER_TASKS, madeUpEpisode, randomEpisode } from "../../support/episodes.ts";
import { choicesOf, learnerContext, smallNetwork, windowOf } from "../../support/sharing.ts";

/** Q(s_t, a_t, task) one row at a time. */
function valueOf(
  network: QNetwork,
  which: "forward" | "forwardTarget",
  episode: Episode,
  t: number,
  task: number,
): number {
  const input = new Float32Array(INPUT_SIZE);
  const output = new Float32Array(1);
  writeRow(input, 0, episode.observations, t, episode.goal, 0, episode.kinds[t]!, episode.angles[t]!, task);
  network[which](input, 1, output);
  return output[0]!;
}

/** `network` with its forward passes counted. */
function counted(network: QNetwork): { network: QNetwork; passes: () => number } {
  let passes = 0;
  const counting: QNetwork = Object.create(network, {
    forward: {
      value: (inputs: Float32Array, rows: number, outputs: Float32Array) => {
        passes++;
        network.forward(inputs, rows, outputs);
      },
    },
    forwardTarget: {
      value: (inputs: Float32Array, rows: number, outputs: Float32Array) => {
        passes++;
        network.forwardTarget(inputs, rows, outputs);
      },
    },
  });
  return { network: counting, passes: () => passes };
}

describe("the learner's context for strategies", () => {
  it("gives the network's values of the actions taken, for every task and every new episode", async () => {
    const network = await smallNetwork(1);
    const context = learnerContext(network, 1);
    const rng = createRng(3);
    for (const length of [7, 1, 4]) {
      const episode = madeUpEpisode(
        rng,
        Array.from({ length }, () => "none" as const),
      );
      context.begin(episode);
      for (const task of CARRIER_TASKS) {
        const values = context.actionValues(task);
        const cautious = context.cautiousActionValues(task);
        expect([values.length, cautious.length]).toEqual([length, length]);
        for (let t = 0; t < length; t++) {
          const online = valueOf(network, "forward", episode, t, task);
          const target = valueOf(network, "forwardTarget", episode, t, task);
          expect(values[t]).toBeCloseTo(online, 5);
          expect(cautious[t]).toBeCloseTo(Math.min(online, target), 5);
        }
      }
    }
  });

  it("gives the greedy policy's values of the first and the last state", async () => {
    const network = await smallNetwork(2);
    const context = learnerContext(network, 1);
    const policy = createQPolicy(network, 1);
    const episode = madeUpEpisode(createRng(4), ["none", "none", "none", "none", "none"]);
    context.begin(episode);
    for (const task of CARRIER_TASKS) {
      for (const [t, value] of [
        [0, context.firstValue(task)],
        [5, context.lastValue(task)],
      ] as const) {
        policy.ask(0, episode.observations, t, task, episode.goal);
        policy.answer(1);
        expect(value).toBeCloseTo(policy.values[0]!, 5);
      }
    }
  });

  it("makes no forward pass unless asked, and few if asked", async () => {
    const { network, passes } = counted(await smallNetwork(3));
    const most: Record<string, number> = {
      none: 0,
      all: 0,
      random: 0,
      success: 0,
      uds: 0,
      utds: 0,
      advantage: 2,
      hipi: 3,
      cds: 2,
    };
    const rng = createRng(5);
    for (const strategy of STRATEGIES) {
      const context = learnerContext(network, 1);
      for (let i = 0; i < 20; i++) {
        const episode = randomEpisode(rng, 1 + rng.int(15));
        context.begin(episode);
        const before = passes();
        choicesOf(strategy, context);
        expect(passes() - before).toBeLessThanOrEqual(most[strategy.name]!);
      }
    }
  });

  it("gives an episode without labels reward 0 and terminated as recorded", async () => {
    const context = learnerContext(await smallNetwork(4), 1);
    const episode = madeUpEpisode(createRng(6), ["none", "teammate", "none"], taskId("shoot"));
    const pass = taskId("pass");
    context.begin(episode);
    const judged = context.labels(pass, "judged");
    expect([judged.length, ...judged.rewards.subarray(0, 2)]).toEqual([2, 0, 1]);
    const unlabelled = context.labels(pass, "zero");
    expect([unlabelled.length, ...unlabelled.rewards.subarray(0, 2)]).toEqual([2, 0, 0]);
    expect([...unlabelled.terminated.subarray(0, 2)]).toEqual([0, 1]);
    // The judgements themselves do not change.
    expect(context.judged(pass).rewards[1]).toBe(1);
  });
});

describe("a window of recent values", () => {
  it("ranks a value by the share below it, equal ones counted half", () => {
    const window = windowOf(1, 2, 2, 5);
    expect([0, 1, 2, 3, 6].map((value) => window.percentileOf(value))).toEqual([0, 0.125, 0.5, 0.75, 1]);
    expect(windowOf().percentileOf(3)).toBe(0.5);
  });

  it("has quantiles between its values", () => {
    const window = windowOf(4, 0, 2);
    expect([0, 0.25, 0.5, 0.75, 1].map((share) => window.quantile(share))).toEqual([0, 1, 2, 3, 4]);
    expect(windowOf(-3).quantile(0.9)).toBe(-3);
    expect(windowOf().quantile(0.9)).toBe(-Infinity);
  });

  it("has a log-mean-exp that does not overflow", () => {
    expect(windowOf(0, Math.log(3)).logMeanExp(1)).toBeCloseTo(Math.log(2), 12);
    expect(windowOf(1000, 1000).logMeanExp(0.1)).toBeCloseTo(10_000, 6);
    expect(windowOf().logMeanExp(1)).toBe(0);
  });

  it("drops the oldest", () => {
    const window = createRecentValues(3);
    for (const value of [100, 1, 2, 3]) window.add(value);
    expect([window.count, window.quantile(0), window.quantile(1)]).toEqual([3, 1, 3]);
  });

  it("refuses a capacity of 0, and values that are not finite", () => {
    expect(() => createRecentValues(0)).toThrow(/capacity/);
    expect(() => windowOf(Number.NaN)).toThrow(/finite/);
  });
});
