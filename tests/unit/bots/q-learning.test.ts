import { describe, expect, it } from "@jest/globals";
import { INPUT_SIZE, writeRow } from "../../../bots/policy/network-input.ts";
import { createQLearner, gradientStep } from "../../../bots/algorithms/q-learning/gradient-step.ts";
import { createTargetMaker, makeTargets, TARGET_ROWS } from "../../../bots/algorithms/q-learning/targets.ts";
import { DEFAULT_OPTIMIZER, initialParameters, type QNetwork } from "../../../bots/network/network.ts";
import { createPlainNetwork } from "../../../bots/network/plain.ts";
import { turnCandidates } from "../../../bots/policy/candidates.ts";
import { createJudgement, judgeEpisode } from "../../../bots/tasks/judge.ts";
import { createReplayBuffer, storeEpisode } from "../../../bots/replay/buffer.ts";
import { createMinibatch, sampleMinibatch, type Minibatch } from "../../../bots/replay/sampler.ts";
import { N_TASKS, TASKS } from "../../../bots/tasks/registry.ts";
import { createRng } from "../../../shared/rng.ts";
import { madeUpEpisode } from "../../support/episodes.ts";

const GAMMA = 0.9;
const SIZE = 24;
const NO_GOALS = new Float32Array(2);
const SPEC = { inputs: INPUT_SIZE, hidden: [12], outputs: 1 };

function network(parametersSeed: number): QNetwork {
  const parameters = initialParameters(SPEC, createRng(parametersSeed)).map((value) => value * 5);
  return createPlainNetwork({ spec: SPEC, optimizer: DEFAULT_OPTIMIZER, maxRows: TARGET_ROWS, parameters });
}

/** A learner whose online and target networks differ, a buffer of mixed episodes, and a minibatch of it. */
function prepare(isMirroring = false) {
  const net = network(1);
  const target = new Float32Array(net.parameterCount);
  network(2).read("online", target);
  net.write("target", target);
  const learner = createQLearner(net, SIZE);
  const maker = createTargetMaker(net, 5, 6);
  const buffer = createReplayBuffer(200, N_TASKS);
  const judgement = createJudgement(10);
  const rng = createRng(4);
  for (const [task, outcomes] of [
    [0, ["none", "none", "goal"]],
    [1, ["none", "teammate"]],
    [1, ["none", "none", "none"]],
    [0, ["opponent"]],
  ] as const) {
    const episode = madeUpEpisode(rng, outcomes, task);
    judgeEpisode(episode, TASKS[task]!, episode.goal, judgement);
    storeEpisode(buffer, episode, task, null, judgement, false);
  }
  const batch = createMinibatch(SIZE);
  sampleMinibatch(buffer, batch, { gammas: TASKS.map(() => GAMMA), successShare: 0, isMirroring }, createRng(5));
  const step = (): number => {
    makeTargets(maker, buffer.columns, batch, 0, SIZE);
    return gradientStep(learner, buffer.columns, batch);
  };
  return { learner, maker, buffer, batch, step };
}

/** Q(s', a, z) of one next state and action, as `by` computes it. */
function valueOf(
  by: QNetwork,
  observations: Float32Array,
  row: number,
  kind: number,
  angle: number,
  task: number,
  mirror: 1 | -1,
): number {
  const input = new Float32Array(INPUT_SIZE);
  const output = new Float32Array(1);
  writeRow(input, 0, observations, row, NO_GOALS, 0, kind, angle, task, mirror);
  by.forward(input, 1, output);
  return output[0]!;
}

describe("a TD target", () => {
  it.each([
    ["as it is", false],
    ["mirrored", true],
  ])(
    "is the discounted reward plus, unless terminated, the clipped double value of the next state %s",
    (_, isMirroring) => {
      const { maker, buffer, batch } = prepare(isMirroring);
      expect(batch.mirrors.includes(-1)).toBe(isMirroring);
      const { columns } = buffer;
      makeTargets(maker, columns, batch, 0, SIZE);
      const [online, target] = [network(1), network(2)];
      let bootstrapped = 0;
      batch.rows.forEach((row, i) => {
        const duration = columns.durations[row]!;
        let expected = GAMMA ** (duration - 1) * columns.rewards[row]!;
        if (columns.terminated[row] === 0) {
          bootstrapped++;
          const { kinds, angles } = maker.candidates;
          turnCandidates(maker.candidates, batch.spreads[i]!);
          const task = columns.tasks[row]!;
          const mirror = batch.mirrors[i]! < 0 ? -1 : 1;
          const values = [...kinds].map((kind, c) =>
            valueOf(online, columns.nextObservations, row, kind, angles[c]!, task, mirror),
          );
          const best = values.indexOf(Math.max(...values));
          const second = valueOf(target, columns.nextObservations, row, kinds[best]!, angles[best]!, task, mirror);
          expected += GAMMA ** duration * Math.min(values[best]!, second);
        }
        expect(batch.targets[i]).toBeCloseTo(expected, 5);
        expect(batch.targets[i]! - batch.rewards[i]!).toBeCloseTo(batch.discounts[i]! * batch.nextValues[i]!, 6);
      });
      expect(bootstrapped).toBeGreaterThan(5);
      expect(bootstrapped).toBeLessThan(SIZE - 3);
    },
  );

  it("moves the values of the batch's own actions towards it", () => {
    const { step } = prepare();
    const first = step();
    let last = first;
    for (let i = 0; i < 60; i++) last = step();
    expect(last).toBeLessThan(first / 2);
  });

  it("of a terminated row is the reward alone", () => {
    const { learner, batch, step } = prepare();
    batch.discounts.fill(0);
    step();
    expect([...batch.targets]).toEqual([...batch.rewards]);
    expect(learner.meanValue).toBe(0);
  });

  it("does not depend on the rows that are computed together with it", () => {
    const { maker, buffer, batch } = prepare();
    makeTargets(maker, buffer.columns, batch, 0, SIZE);
    const together = [...batch.targets];
    batch.targets.fill(NaN);
    for (const [from, to] of [
      [0, 1],
      [17, SIZE],
      [1, 17],
    ] as const) {
      makeTargets(maker, buffer.columns, batch, from, to);
    }
    expect([...batch.targets]).toEqual(together);
  });
});

describe("a gradient step", () => {
  it("trains on the mirrored row where the sampler says so, and on the row itself elsewhere", () => {
    const { buffer, batch, learner } = prepare(true);
    gradientStep(learner, buffer.columns, batch);
    const expected = new Float32Array(INPUT_SIZE);
    const { observations, kinds, angles, tasks } = buffer.columns;
    batch.rows.forEach((row, i) => {
      const mirror = batch.mirrors[i]! < 0 ? -1 : 1;
      writeRow(expected, 0, observations, row, NO_GOALS, 0, kinds[row]!, angles[row]!, tasks[row]!, mirror);
      expect(learner.inputs.subarray(i * INPUT_SIZE, (i + 1) * INPUT_SIZE)).toEqual(expected);
    });
  });

  it("trains on the rows of one of several minibatches that follow one another", () => {
    const { buffer, batch, maker } = prepare();
    makeTargets(maker, buffer.columns, batch, 0, SIZE);
    const half = SIZE / 2;
    const first = createMinibatch(half);
    for (const name of ["rows", "mirrors", "discounts", "targets", "nextValues"] as const) {
      first[name].set(batch[name].subarray(half));
    }
    const weightsAfter = (from: number, of: Minibatch): number[] => {
      const net = network(1);
      gradientStep(createQLearner(net, half), buffer.columns, of, from);
      const weights = new Float32Array(net.parameterCount);
      net.read("online", weights);
      return [...weights];
    };
    expect(weightsAfter(half, batch)).toEqual(weightsAfter(0, first));
    expect(weightsAfter(0, batch)).not.toEqual(weightsAfter(0, first));
  });
});
