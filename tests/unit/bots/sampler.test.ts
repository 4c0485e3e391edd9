import { describe, expect, it } from "@jest/globals";
import { createJudgement, judgeEpisode } from "../../../bots/tasks/judge.ts";
import { createReplayBuffer, storeEpisode, type ReplayBuffer } from "../../../bots/replay/buffer.ts";
import { createMinibatch, sampleMinibatch } from "../../../bots/replay/sampler.ts";
import { N_TASKS, TASKS } from "../../../bots/tasks/registry.ts";
import { createRng } from "../../../shared/rng.ts";
import { madeUpEpisode, type End } from "../../support/episodes.ts";

const GAMMA = 0.9;

function bufferOf(episodes: readonly { task: number; outcomes: readonly End[] }[]): ReplayBuffer {
  const buffer = createReplayBuffer(1000, N_TASKS);
  const judgement = createJudgement(100);
  const rng = createRng(1);
  episodes.forEach(({ task, outcomes }, id) => {
    const episode = madeUpEpisode(rng, outcomes, task, id);
    judgeEpisode(episode, TASKS[task]!, episode.goal, judgement);
    storeEpisode(buffer, episode, task, null, judgement, false);
  });
  return buffer;
}

function sample(buffer: ReplayBuffer, size: number, isMirroring = true, successShare = 0, seed = 1) {
  const batch = createMinibatch(size);
  sampleMinibatch(buffer, batch, { gammas: TASKS.map(() => GAMMA), successShare, isMirroring }, createRng(seed));
  return batch;
}

const [SHOOT, PASS] = [0, 1];

describe("a minibatch", () => {
  it("gives each task an equal share, however little data it has", () => {
    const many = Array.from({ length: 60 }, () => ({ task: SHOOT, outcomes: ["none", "goal"] as const }));
    const buffer = bufferOf([...many, { task: PASS, outcomes: ["teammate"] }]);
    const batch = sample(buffer, 64);
    const tasks = [...batch.rows].map((row) => buffer.columns.tasks[row]!);
    expect(tasks.filter((task) => task === PASS)).toHaveLength(32);
  });

  it("leaves out tasks without data", () => {
    const buffer = bufferOf([{ task: PASS, outcomes: ["none", "teammate"] }]);
    const tasks = [...sample(buffer, 33).rows].map((row) => buffer.columns.tasks[row]!);
    expect(new Set(tasks)).toEqual(new Set([PASS]));
  });

  it("discounts the reward of a transition to its first decision, and the next value by its whole duration", () => {
    const buffer = bufferOf([{ task: PASS, outcomes: ["none", "none", "teammate"] }]);
    const batch = sample(buffer, 200);
    const seen = new Set<number>();
    batch.rows.forEach((row, i) => {
      const duration = buffer.columns.durations[row]!;
      const isLast = buffer.columns.terminated[row] === 1;
      expect(batch.rewards[i]).toBeCloseTo(isLast ? GAMMA ** (duration - 1) : 0, 6);
      expect(batch.discounts[i]).toBeCloseTo(isLast ? 0 : GAMMA ** duration, 6);
      seen.add(row);
    });
    expect(seen.size).toBe(3);
  });

  it("bootstraps from the last transition of an episode that ran out of time", () => {
    const batch = sample(bufferOf([{ task: PASS, outcomes: ["none"] }]), 4);
    expect(Math.min(...batch.discounts)).toBeGreaterThan(0);
  });

  it("mirrors half of its rows, or none", () => {
    const buffer = bufferOf([{ task: PASS, outcomes: ["none", "teammate"] }]);
    const mirrored = sample(buffer, 1000).mirrors.filter((mirror) => mirror < 0).length;
    expect(Math.abs(mirrored - 500)).toBeLessThan(60);
    expect(Math.min(...sample(buffer, 1000, false).mirrors)).toBe(1);
  });

  it("takes the given share of rows from successful episodes, if there are any", () => {
    const misses = Array.from({ length: 19 }, () => ({ task: SHOOT, outcomes: ["none", "saved"] as const }));
    const buffer = bufferOf([
      ...misses,
      { task: SHOOT, outcomes: ["none", "goal"] },
      { task: PASS, outcomes: ["dead"] },
    ]);
    const shareAt = (successShare: number): number => {
      const shots = [...sample(buffer, 2000, false, successShare).rows].filter(
        (row) => buffer.columns.tasks[row] === SHOOT,
      );
      // The only successful episode is the last one stored for shooting: rows 38 and 39.
      return shots.filter((row) => row >= 38).length / shots.length;
    };
    expect(shareAt(0)).toBeCloseTo(0.05, 1);
    expect(shareAt(0.5)).toBeCloseTo(0.5 + 0.5 * 0.05, 1);
    expect(shareAt(1)).toBe(1);
  });

  it("is the same for the same seed", () => {
    const buffer = bufferOf([{ task: PASS, outcomes: ["none", "none", "none", "none", "teammate"] }]);
    expect(sample(buffer, 50, true, 0.5, 3)).toEqual(sample(buffer, 50, true, 0.5, 3));
    expect(sample(buffer, 50, true, 0.5, 3)).not.toEqual(sample(buffer, 50, true, 0.5, 4));
  });

  it("of an empty buffer is refused", () => {
    expect(() => sample(createReplayBuffer(10, N_TASKS), 4)).toThrow(/replay buffer is empty/);
  });
});
