import { describe, expect, it } from "@jest/globals";
import { advantage } from "../../../bots/relabel/advantage.ts";
import { cds } from "../../../bots/relabel/cds.ts";
import { hipi, TEMPERATURE } from "../../../bots/relabel/hipi.ts";
import { random } from "../../../bots/relabel/random.ts";
import { uds } from "../../../bots/relabel/uds.ts";
import type { Episode } from "../../../bots/replay/episode.ts";
import { taskId } from "../../../bots/tasks/registry.ts";
import { createRng } from "../../../shared/rng.ts";
import { madeUpEpisode, type End } from "../../support/episodes.ts";
import { choicesOf, GAMMA, windowOf, writtenContext } from "../../support/sharing.ts";

const SHOOT = taskId("shoot");
const PASS = taskId("pass");

/** An episode collected for shooting whose transitions took `durations` decisions. */
function shot(outcomes: readonly End[], durations: readonly number[] = outcomes.map(() => 1)): Episode {
  const episode = madeUpEpisode(createRng(1), outcomes, SHOOT);
  episode.durations.set(durations);
  return episode;
}

describe("random", () => {
  it("draws each task equally often, and shares nothing when it draws the episode's own", () => {
    const episode = shot(["teammate"]);
    const context = { ...writtenContext(episode), tasks: [0, 1, 2, 3] };
    const counts = [0, 0, 0, 0];
    let alone = 0;
    for (let i = 0; i < 4000; i++) {
      const choices = choicesOf(random, context);
      if (choices.length === 0) alone++;
      for (const { task } of choices) counts[task]!++;
    }
    expect(counts[SHOOT]).toBe(0);
    for (const count of [...counts.filter((_, task) => task !== SHOOT), alone]) {
      expect(Math.abs(count - 1000)).toBeLessThan(4 * Math.sqrt(4000 * 0.25 * 0.75));
    }
  });
});

describe("advantage", () => {
  it("is the discounted return minus the value of the first state", () => {
    const episode = shot(["none", "teammate"], [1, 3]);
    const context = writtenContext(episode, { firstValues: [0.1, 0.2] });
    choicesOf(advantage, context);
    // Passing: the reward comes with the fourth decision, 0.9^3. Shooting: nothing.
    expect(context.recent[PASS]!.quantile(0)).toBeCloseTo(GAMMA ** 3 - 0.2, 6);
    expect(context.recent[SHOOT]!.quantile(0)).toBeCloseTo(-0.1, 6);
  });

  it("adds the value of the last state when time ran out", () => {
    const episode = shot(["none", "none"], [2, 1]);
    const context = writtenContext(episode, { firstValues: [0.5, 0.25], lastValues: [0.4, 0.8] });
    choicesOf(advantage, context);
    expect(context.recent[SHOOT]!.quantile(0)).toBeCloseTo(GAMMA ** 3 * 0.4 - 0.5, 6);
    expect(context.recent[PASS]!.quantile(0)).toBeCloseTo(GAMMA ** 3 * 0.8 - 0.25, 6);
  });

  it("shares with the task in which the episode ranks highest, not with the one of the largest advantage", () => {
    const episode = shot(["teammate"]);
    const values = { firstValues: [0.1, 0.2] };
    // Shooting: -0.1, better than three of four. Passing: 0.8, better than two of four.
    const recent = [windowOf(-0.5, -0.4, -0.3, 0), windowOf(0.9, 0.85, 0.5, 0.4)];
    expect(choicesOf(advantage, writtenContext(episode, values, createRng(1), recent))).toEqual([]);
    // Shooting: better than one of four.
    const easier = [windowOf(-0.5, 0.4, 0.3, 0), windowOf(0.9, 0.85, 0.5, 0.4)];
    expect(choicesOf(advantage, writtenContext(episode, values, createRng(1), easier))).toEqual([
      { task: PASS, reward: "judged" },
    ]);
  });

  it("breaks ties in rank by the larger advantage, and then in favour of the episode's own task", () => {
    const recentOf = () => [windowOf(-1), windowOf(-1)];
    const good = shot(["teammate"]);
    const context = writtenContext(good, { firstValues: [0, 0] }, createRng(1), recentOf());
    expect(choicesOf(advantage, context)).toEqual([{ task: PASS, reward: "judged" }]);
    const bad = shot(["dead"]);
    const even = writtenContext(bad, { firstValues: [0, 0] }, createRng(1), recentOf());
    expect(choicesOf(advantage, even)).toEqual([]);
  });

  it("ranks against what was before: the episode itself counts only for later ones", () => {
    const episode = shot(["goal"]);
    const context = writtenContext(episode, { firstValues: [0.5, 0.5] });
    choicesOf(advantage, context);
    expect(context.recent.slice(0, 2).map((window) => window.count)).toEqual([1, 1]);
    expect(context.recent[SHOOT]!.quantile(1)).toBeCloseTo(0.5, 6);
    expect(context.recent[PASS]!.quantile(1)).toBeCloseTo(-0.5, 6);
  });
});

describe("hipi", () => {
  it("values an episode by one-step backups with the task's own rewards and ends", () => {
    const episode = shot(["none", "teammate"], [1, 2]);
    // If the last transition were not terminated, it would ask for a last value, which is not given.
    const context = writtenContext(episode, {
      actionValues: [
        [9, 0.3],
        [9, 0.6],
      ],
    });
    choicesOf(hipi, context);
    expect(context.recent[SHOOT]!.quantile(0)).toBeCloseTo((GAMMA * 0.3 + 0) / 2, 6);
    expect(context.recent[PASS]!.quantile(0)).toBeCloseTo((GAMMA * 0.6 + GAMMA) / 2, 6);
  });

  it("bootstraps from the last state when time ran out", () => {
    const episode = shot(["none"], [2]);
    const context = writtenContext(episode, { actionValues: [[9], [9]], lastValues: [0.5, 0.25] });
    choicesOf(hipi, context);
    expect(context.recent[SHOOT]!.quantile(0)).toBeCloseTo(GAMMA ** 2 * 0.5, 6);
    expect(context.recent[PASS]!.quantile(0)).toBeCloseTo(GAMMA ** 2 * 0.25, 6);
  });

  it("draws tasks as often as the softmax of value minus log-partition says", () => {
    const episode = shot(["teammate"]);
    const rng = createRng(4);
    const draws = 4000;
    let passes = 0;
    for (let i = 0; i < draws; i++) {
      const context = writtenContext(episode, { actionValues: [[0], [0]] }, rng, [windowOf(0.1), windowOf(0.9, 1)]);
      passes += choicesOf(hipi, context).length;
    }
    // Values 0 and 1; the windows hold 0.1 and 0 for shooting, 0.9, 1 and 1 for passing.
    const logPartition = (...values: number[]): number =>
      Math.log(values.reduce((sum, value) => sum + Math.exp(value / TEMPERATURE), 0) / values.length);
    const shootLogit = 0 - logPartition(0.1, 0);
    const passLogit = 1 / TEMPERATURE - logPartition(0.9, 1, 1);
    const probability = 1 / (1 + Math.exp(shootLogit - passLogit));
    expect(probability).toBeGreaterThan(0.6);
    expect(probability).toBeLessThan(0.8);
    expect(Math.abs(passes / draws - probability)).toBeLessThan(
      4 * Math.sqrt((probability * (1 - probability)) / draws),
    );
  });

  it("does not share every episode with an easy task, in which all episodes have a high value", () => {
    const episode = shot(["none"]);
    const rng = createRng(5);
    let passes = 0;
    for (let i = 0; i < 2000; i++) {
      const context = writtenContext(episode, { actionValues: [[0], [0]], lastValues: [0, 1] }, rng, [
        windowOf(0, 0, 0),
        windowOf(0.9, 0.9, 0.9),
      ]);
      passes += choicesOf(hipi, context).length;
    }
    expect(Math.abs(passes / 2000 - 0.5)).toBeLessThan(0.05);
  });
});

describe("cds", () => {
  const tenths = Array.from({ length: 11 }, (_, i) => i / 10);
  const episode = shot(["none", "goal"]);
  const chosen = (passValues: readonly number[], ...own: number[]) =>
    choicesOf(
      cds,
      writtenContext(episode, { cautiousActionValues: [[0.5, 0.25], passValues] }, createRng(1), [
        windowOf(),
        windowOf(...own),
      ]),
    );

  it("shares an episode whose mean value is above the 0.9 quantile of the task's own episodes", () => {
    expect(chosen([0.9, 0.9375], ...tenths)).toEqual([{ task: PASS, reward: "judged" }]);
    expect(chosen([0.875, 0.9], ...tenths)).toEqual([]);
  });

  it("shares everything with a task that has no episodes of its own", () => {
    expect(chosen([-5, -5])).toEqual([{ task: PASS, reward: "judged" }]);
  });

  it("compares with episodes collected for the task only", () => {
    const context = writtenContext(episode, {
      cautiousActionValues: [
        [0.5, 0.25],
        [1, 1],
      ],
    });
    choicesOf(cds, context);
    expect(context.recent.slice(0, 2).map((window) => window.count)).toEqual([1, 0]);
    expect(context.recent[SHOOT]!.quantile(0)).toBeCloseTo(0.375, 6);
  });
});

describe("uds", () => {
  it("shares with every other task, without a reward", () => {
    const episode = shot(["none", "teammate"]);
    const context = { ...writtenContext(episode), tasks: [0, 1, 2] };
    expect(choicesOf(uds, context)).toEqual([
      { task: 1, reward: "zero" },
      { task: 2, reward: "zero" },
    ]);
  });
});
