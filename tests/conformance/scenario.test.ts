import { describe, expect, it } from "@jest/globals";
import { drillOf, SCENARIO_NAMES, scenarioByName, SCENARIOS } from "../../bots/scenarios/registry.ts";
import { hasResult } from "../../bots/scenarios/seat.ts";
import { isDue, orderSeat, playOn, resetStage, type Stage } from "../../bots/scenarios/stage.ts";
import { TASK_NAMES, taskId, TASKS } from "../../bots/tasks/registry.ts";
import { controlFromAction } from "../../bots/viewpoint/actions.ts";
import { OBS_SIZE } from "../../bots/viewpoint/entries.ts";
import { observe } from "../../bots/viewpoint/observation.ts";
import { situationOf } from "../../bots/viewpoint/situation.ts";
import { randomAction } from "../../bots/policy/explorer.ts";
import { createRng } from "../../shared/rng.ts";
import { distanceToBoards } from "../support/geometry.ts";
import { anyStage } from "../support/stage.ts";

const STARTS = 200;

/** Plays an episode with random orders. Returns the events of every transition, by seat. */
function playRandomly(stage: Stage, seed: number): number[][] {
  const rng = createRng(seed);
  const action = { kind: 0, angle: 0 };
  const events = stage.seats.map((): number[] => []);
  do {
    stage.seats.forEach((seat, index) => {
      for (const transition of [seat.carrying, seat.moving]) {
        if (transition.state !== "over") continue;
        transition.state = "none";
        expect(transition.duration).toBeGreaterThan(0);
        events[index]!.push(transition.events);
      }
      if (!isDue(stage, seat)) return;
      randomAction(rng, stage.sim.puck.carrier === seat.skater, action);
      orderSeat(stage, seat, (control) => controlFromAction(action, stage.sim, seat.skater, control));
    });
  } while (playOn(stage));
  return events;
}

describe("scenarios", () => {
  it("have unique names, a sentence, and known tasks", () => {
    expect(new Set(SCENARIO_NAMES).size).toBe(SCENARIOS.length);
    for (const { name, summary, seats } of SCENARIOS) {
      expect(name).toMatch(/^[a-z][a-z-]*$/);
      expect(summary).toMatch(/^[A-Z].{20,}\.$/);
      for (const { tasks } of seats) for (const task of tasks) expect(TASK_NAMES).toContain(task);
    }
    expect(() => scenarioByName("dance")).toThrow(/unknown scenario "dance"; known: attack/);
  });

  it("practise every task", () => {
    for (const name of TASK_NAMES) {
      expect(drillOf(taskId(name)).seats.some(({ tasks }) => tasks.includes(name))).toBe(true);
    }
  });

  for (const scenario of SCENARIOS) {
    describe(scenario.name, () => {
      it("begins with everybody on the ice, nobody inside another, all of the roster placed anew", () => {
        const stage = anyStage(createRng(1), scenario);
        const { skaters } = stage.sim;
        for (let i = 0; i < STARTS; i++) {
          // Off the ice: whoever is not placed stays there.
          for (const skater of skaters) skater.x = 999;
          resetStage(stage);
          skaters.forEach(({ x, y, radius, id }) => {
            expect(distanceToBoards(x, y)).toBeGreaterThan(radius);
            for (const other of skaters.slice(id + 1)) {
              expect(Math.hypot(x - other.x, y - other.y)).toBeGreaterThan(0.9 * (radius + other.radius));
            }
          });
        }
      });

      it("begins in a situation in which each of its seats that is due can play one of its tasks", () => {
        const stage = anyStage(createRng(2), scenario);
        const observation = new Float32Array(OBS_SIZE);
        for (let i = 0; i < STARTS; i++) {
          resetStage(stage);
          const due = stage.seats.filter((seat) => isDue(stage, seat));
          expect(due.length).toBeGreaterThan(0);
          for (const { skater, tasks } of due) {
            observe(stage.sim, skater, observation);
            const situation = situationOf(observation);
            expect(tasks.some((task) => TASKS[task]!.situations.includes(situation))).toBe(true);
          }
        }
      });

      it("ends, with nothing open, and the same way for the same seed", () => {
        const stage = anyStage(createRng(3), scenario);
        for (let i = 0; i < 20; i++) {
          if (i > 0) resetStage(stage);
          playRandomly(stage, i);
          expect(stage.seats.some(hasResult)).toBe(false);
        }
        const play = (): number[][] => playRandomly(anyStage(createRng(4), scenario), 4);
        expect(play()).toEqual(play());
      });
    });
  }
});
