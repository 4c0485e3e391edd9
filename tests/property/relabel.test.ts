import { describe, expect, it } from "@jest/globals";
import { integer, property } from "fast-check";
import { createJudgement, judgeEpisode, returnOf } from "../../bots/tasks/judge.ts";
import { createReplayBuffer, storeEpisode } from "../../bots/replay/buffer.ts";
import { factsOf, type Episode } from "../../bots/replay/episode.ts";
import { N_TASKS, TASKS } from "../../bots/tasks/registry.ts";
import { createRng } from "../../shared/rng.ts";
import { NO_GOAL } from "../../bots/tasks/task.ts";
import { CARRIER_TASKS, madeUpEpisode, randomEpisode } from "../support/episodes.ts";
import { anySeed, check } from "../support/properties.ts";

const CAPACITY = 20;
const lengths = integer({ min: 1, max: CAPACITY });

function judged(episode: Episode, task: number) {
  const judgement = createJudgement(CAPACITY);
  judgeEpisode(episode, TASKS[task]!, episode.goal, judgement);
  return judgement;
}

/** The columns of the only episode in a buffer, as text. */
function stored(episode: Episode, task: number): string {
  const buffer = createReplayBuffer(CAPACITY, N_TASKS);
  storeEpisode(buffer, episode, task, null, judged(episode, task), task !== episode.collectedFor);
  return JSON.stringify(buffer.columns);
}

describe("relabelling", () => {
  it("to the task that an episode was collected for changes nothing", () => {
    check(
      property(anySeed, lengths, (seed, length) => {
        const episode = randomEpisode(createRng(seed), length);
        const before = stored(episode, episode.collectedFor);
        for (let task = 0; task < N_TASKS; task++) judged(episode, task);
        expect(stored(episode, episode.collectedFor)).toBe(before);
      }),
      50,
    );
  });

  it("gives reward and terminated as the task does, cut after the first terminated transition", () => {
    check(
      property(anySeed, lengths, (seed, length) => {
        const episode = randomEpisode(createRng(seed), length);
        TASKS.forEach((task, id) => {
          if (!task.situations.includes("carrier")) return;
          const facts = Array.from({ length }, (_, t) => factsOf(episode, t));
          const end = facts.findIndex((transition) => task.terminated(transition, episode.goal, 0));
          const kept = facts.slice(0, end < 0 ? length : end + 1);
          const judgement = judged(episode, id);
          expect(judgement.length).toBe(kept.length);
          expect([...judgement.rewards.subarray(0, kept.length)]).toEqual(
            kept.map((transition) => Math.fround(task.reward(transition, episode.goal, 0))),
          );
          expect([...judgement.terminated.subarray(0, kept.length)]).toEqual(
            kept.map((transition) => (task.terminated(transition, episode.goal, 0) ? 1 : 0)),
          );
          expect(returnOf(judgement)).toBeCloseTo(
            kept.reduce((sum, transition) => sum + task.reward(transition, episode.goal, 0), 0),
            5,
          );
        });
      }),
      50,
    );
  });

  it("keeps nothing of a longer episode that was judged before", () => {
    const rng = createRng(1);
    const judgement = createJudgement(CAPACITY);
    judgeEpisode(madeUpEpisode(rng, ["none", "none", "none", "goal"]), TASKS[0]!, NO_GOAL, judgement);
    judgeEpisode(madeUpEpisode(rng, ["none"]), TASKS[0]!, NO_GOAL, judgement);
    expect([judgement.length, returnOf(judgement)]).toEqual([1, 0]);
    judgeEpisode(madeUpEpisode(rng, []), TASKS[0]!, NO_GOAL, judgement);
    expect(judgement.length).toBe(0);
  });

  it("does not end an episode that ran out of time: its last transition is not terminated for any task", () => {
    const episode = madeUpEpisode(createRng(1), ["none", "none", "none"]);
    for (const task of CARRIER_TASKS) {
      const judgement = judged(episode, task);
      expect([judgement.length, Math.max(...judgement.terminated)]).toEqual([3, 0]);
    }
  });
});
