import { describe, expect, it } from "@jest/globals";
import { createPractice } from "../../../bots/play/practice.ts";
import { networkSpec, parseTrainConfig, type TrainConfig } from "../../../bots/run/config.ts";
import type { Checkpoint } from "../../../bots/checkpoint/checkpoint.ts";
import { initialParameters } from "../../../bots/network/network.ts";
import { createBotTeam, readThought } from "../../../bots/play/bot-team.ts";
import { TASK_NAMES, taskId, TASKS } from "../../../bots/tasks/registry.ts";
import { idleControl } from "../../../shared/control.ts";
import { createRng } from "../../../shared/rng.ts";
import { TICKS_PER_DECISION } from "../../../shared/rules.ts";
import { createSim, matchConfig, step } from "../../../shared/sim/sim.ts";
import { givePuck, idleControls, runningMatch } from "../../support/rink.ts";

function untrained(seed: number, settings: Partial<TrainConfig> = {}): Checkpoint {
  const config = parseTrainConfig({ hidden: [8], ...settings });
  const spec = networkSpec(config);
  const progress = { decisions: seed, gradientSteps: 0, episodes: 0, seconds: 0 };
  return { config, spec, progress, adamStep: 0, vectors: { online: initialParameters(spec, createRng(seed)) } };
}

/** Settings of a run that learns all tasks, in drills and matches. */
const WHOLE_MATCHES = {
  collect: Object.fromEntries(TASK_NAMES.map((name) => [name, 1])),
  scenarios: { match: 0.5 },
};

describe("the bots of a match", () => {
  it("play matches, learnt and scripted, with 1 to 5 skaters a side", () => {
    for (const checkpoint of [null, untrained(1), untrained(1, WHOLE_MATCHES)]) {
      for (const skatersPerTeam of [1, 3, 5]) {
        const sim = createSim(matchConfig({ skatersPerTeam, periods: 1, periodSeconds: 10 }), 1);
        const team = createBotTeam({ checkpoint, skaters: sim.skaters.length });
        const controls = idleControls(sim);
        let gains = 0;
        for (let tick = 0; tick < 600; tick++) {
          if (tick % TICKS_PER_DECISION === 0) {
            for (const { id } of sim.skaters) team.decide(sim, id, controls[id]!);
          }
          gains += step(sim, controls).filter((event) => event.kind === "gain").length;
        }
        // Without training, whole teams may leave the puck alone.
        if (checkpoint?.config.scenarios["match"] === undefined) expect(gains).toBeGreaterThan(0);
        for (const { id } of sim.skaters) expect(team.thought(id).task).not.toBe("");
      }
    }
  });

  it("act by value in every job, once they have learnt all of them in matches", () => {
    const sim = runningMatch({ skatersPerTeam: 2 });
    const team = createBotTeam({ checkpoint: untrained(1, WHOLE_MATCHES), skaters: sim.skaters.length });
    const think = (): string[][] =>
      sim.skaters.map(({ id }) => {
        team.decide(sim, id, idleControl());
        const { task, values } = team.thought(id);
        return [task, ...values.map((value) => value.task)];
      });
    givePuck(sim, 0, -20, 0, 0);
    const [carrier, mate, goalie, first, second] = think();
    expect(["shoot", "pass"]).toContain(carrier![0]);
    expect(carrier!.slice(1)).toEqual(["shoot", "pass"]);
    expect(mate).toEqual(["open", "open"]);
    expect(goalie).toEqual(["save", "save"]);
    // One of the opponents goes for the puck, the other one covers.
    expect([first![0]!, second![0]!].toSorted((a, b) => a.localeCompare(b))).toEqual(["cover", "steal"]);
    for (const opponent of [first, second]) expect(opponent!.slice(1)).toEqual(["steal", "cover"]);
    givePuck(sim, 2, -25, 0, 0);
    expect(think()[2]).toEqual(["pass", "pass"]);
  });

  it("send one of the team for a puck that the team has released, the others get open", () => {
    const sim = runningMatch({ skatersPerTeam: 3 });
    const team = createBotTeam({ checkpoint: untrained(1, WHOLE_MATCHES), skaters: sim.skaters.length });
    givePuck(sim, 0, 0, 0, 0);
    Object.assign(sim.puck, { carrier: -1, releasedBy: 0, releasedAt: sim.tick });
    const tasks = [0, 1, 2].map((id) => {
      team.decide(sim, id, idleControl());
      return team.thought(id).task;
    });
    expect(tasks.toSorted((a, b) => a.localeCompare(b))).toEqual(["open", "open", "steal"]);
  });

  it("of a checkpoint that has met drills alone report values as carriers in the attacking half, and not otherwise", () => {
    const sim = runningMatch({ skatersPerTeam: 2 });
    const team = createBotTeam({ checkpoint: untrained(1), skaters: sim.skaters.length });
    givePuck(sim, 0, 10, 0, 0);
    for (const { id } of sim.skaters) team.decide(sim, id, idleControl());
    const { task, values } = team.thought(0);
    expect(["shoot", "pass"]).toContain(task);
    expect(values.map((value) => value.task)).toEqual(["shoot", "pass"]);
    for (const { value } of values) {
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1);
    }
    expect(team.thought(1).values).toEqual([]);
    expect(team.thought(2).task).toBe("goalie");
  });

  it("have no value for passing when there is nobody to pass to", () => {
    const sim = runningMatch({ skatersPerTeam: 1 });
    const team = createBotTeam({ checkpoint: untrained(1), skaters: sim.skaters.length });
    givePuck(sim, 0, 10, 0, 0);
    team.decide(sim, 0, idleControl());
    const { task, values } = team.thought(0);
    expect([task, ...values.map((value) => value.task)]).toEqual(["shoot", "shoot"]);
  });

  it("do not change their action while they wind up a release", () => {
    const sim = runningMatch({ skatersPerTeam: 1 });
    const team = createBotTeam({ checkpoint: untrained(1), skaters: sim.skaters.length });
    givePuck(sim, 0, 10, 0, 0);
    sim.skaters[0]!.windupStick = "shoot";
    const control = { ...idleControl(), moveX: 0.123 };
    team.decide(sim, 0, control);
    expect(control.moveX).toBe(0.123);
  });

  it("follow the script in what their weights have not learnt", () => {
    const sim = runningMatch({ skatersPerTeam: 2 });
    const saver = untrained(1);
    const checkpoint = { ...saver, config: { ...saver.config, collect: { save: 1 } } };
    const team = createBotTeam({ checkpoint, skaters: sim.skaters.length });
    givePuck(sim, 0, 10, 0, 0);
    team.decide(sim, 0, idleControl());
    expect(team.thought(0)).toEqual({ task: "carry", values: [] });
  });

  it("do not report numbers that are not finite", () => {
    const values = Float32Array.from([Number.NaN, 7]);
    expect(readThought({ task: "pass", values })).toEqual({ task: "pass", values: [{ task: "pass", value: 1 }] });
  });
});

describe("a practice rink", () => {
  it("plays drill after drill of the tasks in turn, and names how each ended until the next begins", () => {
    const practice = createPractice({ seed: 1, checkpoint: null, tasks: ["shoot", "pass"] });
    expect(practice.outcome).toBe("none");
    const tasks: string[] = [practice.task];
    for (let tick = 0; tick < 60 * 120 && practice.drillsPlayed < 6; tick++) {
      const { drillsPlayed, outcome } = practice;
      practice.tick();
      if (practice.drillsPlayed > drillsPlayed) {
        tasks.push(practice.task);
        expect(outcome).not.toBe("none");
        expect(practice.outcome).toBe("none");
      }
    }
    expect(tasks).toEqual(["shoot", "pass", "shoot", "pass", "shoot", "pass", "shoot"]);
    expect(practice.thought(0).values.map(({ task }) => task)).toEqual(["shoot", "pass"]);
    expect(practice.thought(1)).toEqual({ task: "", values: [] });
  });

  it.each(TASK_NAMES)("plays the drill of %s to its end, with its goal if it has one", (task) => {
    const practice = createPractice({ seed: 2, checkpoint: null, tasks: [task] });
    expect(practice.goal === null).toBe(TASKS[taskId(task)]!.goals === undefined);
    for (let tick = 0; tick < 60 * 60 && practice.drillsPlayed < 2; tick++) {
      practice.tick();
      if (practice.isSuccess) expect(practice.outcome).not.toBe("timeout");
    }
    expect(practice.drillsPlayed).toBe(2);
  });

  it("plays on with new weights", () => {
    const practice = createPractice({ seed: 1, checkpoint: untrained(1), tasks: ["pass"] });
    for (let i = 0; i < 60; i++) practice.tick();
    practice.setCheckpoint(untrained(2));
    const { tick } = practice.sim;
    for (let i = 0; i < 60; i++) practice.tick();
    expect(practice.sim.tick).toBe(tick + 60);
  });

  it("needs at least one known task", () => {
    expect(() => createPractice({ seed: 1, checkpoint: null, tasks: [] })).toThrow(/at least one task/);
    expect(() => createPractice({ seed: 1, checkpoint: null, tasks: ["dance"] })).toThrow(/unknown task "dance"/);
  });
});
