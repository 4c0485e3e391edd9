import { describe, expect, it } from "@jest/globals";
import { OBS_SIZE } from "../../bots/viewpoint/observation.ts";
import { factsOf } from "../../bots/replay/episode.ts";
import { TASK_NAMES, TASKS } from "../../bots/tasks/registry.ts";
import { OUTCOMES, type Outcome, type TransitionFacts } from "../../bots/tasks/task.ts";
import { createRng } from "../../shared/rng.ts";
import { randomEpisode } from "../support/episodes.ts";

/** Transitions of every outcome, with random numbers otherwise. */
function transitions(): TransitionFacts[] {
  const rng = createRng(1);
  const random = Array.from({ length: 30 }, (_, id) => randomEpisode(rng, 12, id));
  return random.flatMap((episode) => Array.from({ length: episode.length }, (_, t) => factsOf(episode, t)));
}

/** A transition that ended with `outcome`, and is all zeros otherwise. */
function endingWith(outcome: Outcome): TransitionFacts {
  const observation = new Float32Array(OBS_SIZE);
  return { action: { kind: 0, angle: 0 }, outcome, duration: 1, observation, nextObservation: observation };
}

describe("tasks", () => {
  it("have unique names that fit into flags and files", () => {
    expect(new Set(TASK_NAMES).size).toBe(TASKS.length);
    for (const name of TASK_NAMES) expect(name).toMatch(/^[a-z][a-z-]*$/);
  });

  for (const task of TASKS) {
    describe(task.name, () => {
      it("gives rewards from 0 to 1, some of them above 0", () => {
        const rewards = transitions().map((facts) => task.reward(facts));
        for (const reward of rewards) {
          expect(reward).toBeGreaterThanOrEqual(0);
          expect(reward).toBeLessThanOrEqual(1);
        }
        expect(Math.max(...rewards)).toBeGreaterThan(0);
        expect(Math.min(...rewards)).toBe(0);
      });

      it("is terminated by every outcome except none", () => {
        for (const outcome of OUTCOMES) {
          const isDecisive = outcome !== "none";
          expect([outcome, task.terminated(endingWith(outcome))]).toEqual([outcome, isDecisive]);
        }
      });

      it("gives no reward while the outcome is none", () => {
        expect(task.reward(endingWith("none"))).toBe(0);
      });

      it("gives the same reward and terminated for a transition every time, and does not change it", () => {
        for (const facts of transitions().slice(0, 60)) {
          const before = JSON.stringify(facts);
          Object.freeze(facts);
          Object.freeze(facts.action);
          const first = [task.reward(facts), task.terminated(facts)];
          expect([task.reward(facts), task.terminated(facts)]).toEqual(first);
          expect(JSON.stringify(facts)).toBe(before);
        }
      });
    });
  }
});
