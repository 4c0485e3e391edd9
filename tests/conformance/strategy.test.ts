import { beforeAll, describe, expect, it } from "@jest/globals";
import type { QNetwork } from "../../bots/network/network.ts";
import { createJudgement, judgeEpisode } from "../../bots/tasks/judge.ts";
import { STRATEGIES, STRATEGY_NAMES } from "../../bots/relabel/registry.ts";
import type { SharingStrategy } from "../../bots/relabel/strategy.ts";
import { createReplayBuffer, storeEpisode } from "../../bots/replay/buffer.ts";
import type { Episode } from "../../bots/replay/episode.ts";
import { N_TASKS, taskId, TASKS } from "../../bots/tasks/registry.ts";
import { createRng } from "../../shared/rng.ts";
import { madeUpEpisode, randomEpisode } from "../support/episodes.ts";
import { choicesOf, learnerContext, smallNetwork } from "../support/sharing.ts";

let network: QNetwork;
beforeAll(async () => {
  network = await smallNetwork(1);
});

/** The tasks that each episode is shared with if they end one after the other, as in the training loop. */
function chosen(strategy: SharingStrategy, finished: readonly Episode[], seed: number): number[][] {
  const context = learnerContext(network, seed);
  return finished.map((episode) => {
    context.begin(episode);
    return choicesOf(strategy, context).map(({ task }) => task);
  });
}

function episodes(): Episode[] {
  const rng = createRng(1);
  return Array.from({ length: 200 }, (_, id) => randomEpisode(rng, 1 + rng.int(15), id));
}

/** Reward and terminated of each transition of `episode` under `task`, computed from scratch. */
function judgedAnew(episode: Episode, task: number): { rewards: number[]; terminated: number[] } {
  const judgement = createJudgement(episode.length);
  judgeEpisode(episode, TASKS[task]!, episode.goal, judgement);
  const { length, rewards, terminated } = judgement;
  return { rewards: [...rewards.subarray(0, length)], terminated: [...terminated.subarray(0, length)] };
}

describe("sharing strategies", () => {
  it("have unique names and a sentence that says what they share", () => {
    expect(new Set(STRATEGY_NAMES).size).toBe(STRATEGIES.length);
    for (const { name, summary } of STRATEGIES) {
      expect(name).toMatch(/^[a-z][a-z-]*$/);
      expect(summary).toMatch(/^[A-Z].{20,}\.$/);
    }
  });

  for (const strategy of STRATEGIES) {
    describe(strategy.name, () => {
      it("shares with known tasks only, never with the episode's own, none twice", () => {
        const all = episodes();
        chosen(strategy, all, 3).forEach((tasks, i) => {
          expect(new Set(tasks).size).toBe(tasks.length);
          for (const task of tasks) {
            expect(TASKS[task]).toBeDefined();
            expect(task).not.toBe(all[i]!.collectedFor);
          }
        });
      });

      it("chooses the same for the same seed", () => {
        const all = episodes();
        expect(chosen(strategy, all, 7)).toEqual(chosen(strategy, all, 7));
      });

      it("does not change the episode", () => {
        const some = episodes().slice(0, 40);
        const before = JSON.stringify(some);
        chosen(strategy, some, 1);
        expect(JSON.stringify(some)).toBe(before);
      });

      it("stores rows that tell relabelled from original, and the task they were collected for", () => {
        const context = learnerContext(network, 5);
        const buffer = createReplayBuffer(10_000, N_TASKS);
        const { columns } = buffer;
        let relabelled = 0;
        for (const episode of episodes()) {
          const own = judgedAnew(episode, episode.collectedFor);
          context.begin(episode);
          storeEpisode(buffer, episode, episode.collectedFor, null, context.judged(episode.collectedFor), false);
          for (const { task, reward } of choicesOf(strategy, context)) {
            const start = buffer.head;
            storeEpisode(buffer, episode, task, null, context.labels(task, reward), true);
            const end = buffer.head;
            relabelled += end - start;
            for (let row = start; row < end; row++) {
              expect([columns.tasks[row], columns.collectedFor[row]]).toEqual([task, episode.collectedFor]);
            }
            // Reward and terminated are both recomputed, or the reward is 0 and terminated as recorded.
            const expected =
              reward === "judged"
                ? judgedAnew(episode, task)
                : { rewards: own.rewards.map(() => 0), terminated: own.terminated };
            expect([...columns.rewards.subarray(start, end)]).toEqual(expected.rewards);
            expect([...columns.terminated.subarray(start, end)]).toEqual(expected.terminated);
          }
        }
        const rows = Array.from({ length: buffer.size }, (_, row) => row);
        expect(rows.filter((row) => columns.tasks[row] !== columns.collectedFor[row])).toHaveLength(relabelled);
        expect(buffer.relabelled).toBe(relabelled);
      });
    });
  }
});

describe("an episode collected for shooting", () => {
  const rng = createRng(2);
  const shot = madeUpEpisode(rng, ["none", "teammate"], taskId("shoot"));
  const miss = madeUpEpisode(rng, ["none", "opponent"], taskId("shoot"));
  const namesOf = (episode: Episode): Record<string, number[]> =>
    Object.fromEntries(STRATEGIES.map((strategy) => [strategy.name, chosen(strategy, [episode], 1)[0]!]));

  it("that ended at a team-mate is shared with passing, except by none", () => {
    const pass = taskId("pass");
    expect(namesOf(shot)).toMatchObject({ none: [], all: [pass], uds: [pass], success: [pass], advantage: [pass] });
  });

  it("that ended at an opponent is shared with passing by all, not by success", () => {
    expect(namesOf(miss)).toMatchObject({ none: [], all: [taskId("pass")], success: [] });
  });
});
