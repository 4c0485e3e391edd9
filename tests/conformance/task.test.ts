import { describe, expect, it } from "@jest/globals";
import { factsOf } from "../../bots/replay/episode.ts";
import { any, RELEASE_SELF, STOPPED, type TransitionFacts } from "../../bots/tasks/facts.ts";
import { createJudgement, judgeEpisode } from "../../bots/tasks/judge.ts";
import { TASK_NAMES, TASKS } from "../../bots/tasks/registry.ts";
import { FLAG_ENTRIES, OBS_SIZE, SELF_CONTROLS } from "../../bots/viewpoint/entries.ts";
import { createRng, type Rng } from "../../shared/rng.ts";
import { createSim, matchConfig } from "../../shared/sim/sim.ts";
import { createEpisode, recordTransition, type Episode } from "../../bots/replay/episode.ts";

const GOAL = Float32Array.from([5, -3]);

/** An episode of `length` transitions with random events and observations; in half of its states the seat has the puck. */
function anyEpisode(rng: Rng, length: number): Episode {
  const episode = createEpisode(length);
  for (let k = 0; k < episode.observations.length; k++) episode.observations[k] = rng.range(-0.5, 0.5);
  for (let at = 0; at < episode.observations.length; at += OBS_SIZE) {
    for (const flag of FLAG_ENTRIES) episode.observations[at + flag.at] = rng.next() < 0.5 ? 1 : 0;
  }
  for (let t = 0; t < length; t++) {
    // Nothing, one event, or a release and what became of it.
    const events = rng.next() < 0.3 ? 0 : (1 << rng.int(16)) | (rng.next() < 0.5 ? RELEASE_SELF : 0);
    recordTransition(episode, { kind: rng.int(4), angle: rng.range(-3, 3) }, events, 1 + rng.int(9));
  }
  return episode;
}

function transitions(): TransitionFacts[] {
  const rng = createRng(1);
  return Array.from({ length: 100 }, () => anyEpisode(rng, 12)).flatMap((episode) =>
    Array.from({ length: episode.length }, (_, t) => factsOf(episode, t)),
  );
}

describe("tasks", () => {
  it("have unique names that fit into flags and files", () => {
    expect(new Set(TASK_NAMES).size).toBe(TASKS.length);
    for (const name of TASK_NAMES) expect(name).toMatch(/^[a-z][a-z-]*$/);
  });

  for (const task of TASKS) {
    describe(task.name, () => {
      it("gives rewards from -1 to 1, some of them above 0", () => {
        const all = transitions();
        const goals = all.map((facts) => goalFor(facts));
        const rewards = all.map((facts, i) => task.reward(facts, goals[i]!, 0));
        for (const reward of rewards) expect(Math.abs(reward)).toBeLessThanOrEqual(1);
        expect(Math.max(...rewards)).toBeGreaterThan(0);
        expect(rewards.some((reward) => reward <= 0 && reward > -0.1)).toBe(true);
      });

      it("is over where anything is earned or lost, which happens once; only small costs are paid on the way", () => {
        for (const facts of transitions()) {
          const goal = goalFor(facts);
          const reward = task.reward(facts, goal, 0);
          if (reward > 0 || reward < -0.6) expect(task.terminated(facts, goal, 0)).toBe(true);
        }
      });

      it("is over when play is stopped, and not over while nothing has happened", () => {
        for (const facts of transitions()) {
          if (any(facts.events, STOPPED)) expect(task.terminated(facts, GOAL, 0)).toBe(true);
          const { nextObservation } = facts;
          const stays = task.situations.includes("carrier") ? nextObservation[SELF_CONTROLS.at] === 1 : true;
          const isElsewhere = Math.hypot(facts.after.puckX - GOAL[0]!, facts.after.puckY - GOAL[1]!) > 4;
          if (facts.events === 0 && stays && isElsewhere) expect(task.terminated(facts, GOAL, 0)).toBe(false);
        }
      });

      it("gives the same reward and terminated for a transition every time, and does not change it", () => {
        for (const facts of transitions().slice(0, 60)) {
          const before = JSON.stringify(facts);
          Object.freeze(facts);
          Object.freeze(facts.action);
          const judged = (): unknown[] => [task.reward(facts, GOAL, 0), task.terminated(facts, GOAL, 0)];
          expect(judged()).toEqual(judged());
          expect(JSON.stringify(facts)).toBe(before);
        }
      });

      it("looks ahead by a discount below 1, in at least one situation", () => {
        expect(task.gamma).toBeGreaterThan(0);
        expect(task.gamma).toBeLessThan(1);
        expect(task.situations.length).toBeGreaterThan(0);
      });

      it("is judged from the first situation in which it can be played, and cut where it is over", () => {
        const rng = createRng(3);
        const judgement = createJudgement(12);
        for (let i = 0; i < 50; i++) {
          const episode = anyEpisode(rng, 12);
          judgeEpisode(episode, task, GOAL, judgement);
          const { from, length, terminated } = judgement;
          for (let k = 0; k < length - 1; k++) expect(terminated[k]).toBe(0);
          const last = length > 0 && terminated[length - 1] === 1;
          if (!last && length > 0) expect(from + length).toBe(episode.length);
        }
      });

      if (task.goals !== undefined) {
        const { goals } = task;
        it("is earned and over for the goal that a transition has achieved", () => {
          let achieved = 0;
          for (const facts of transitions()) {
            const goal = new Float32Array(goals.size);
            if (!goals.achieved(facts, goal, 0)) continue;
            achieved++;
            expect([task.reward(facts, goal, 0), task.terminated(facts, goal, 0)]).toEqual([1, true]);
          }
          expect(achieved).toBeGreaterThan(0);
        });

        it("draws goals on the ice for any skater", () => {
          const sim = createSim({ ...matchConfig({ skatersPerTeam: 2 }), match: null }, 1);
          const rng = createRng(5);
          const goal = new Float32Array(goals.size);
          for (let i = 0; i < 200; i++) {
            goals.draw(sim, i % sim.skaters.length, rng, goal, 0);
            expect(Math.abs(goal[0]!)).toBeLessThan(30);
            expect(Math.abs(goal[1]!)).toBeLessThan(14);
          }
        });
      }

      /** The goal that the transition achieved, or a place. */
      function goalFor(facts: TransitionFacts): Float32Array {
        const goal = new Float32Array(2);
        return task.goals?.achieved(facts, goal, 0) === true ? goal : GOAL;
      }
    });
  }
});
