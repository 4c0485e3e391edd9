import { describe, expect, it } from "@jest/globals";
import { double, integer, property } from "fast-check";
import { ACTION_KINDS, actionFromControl, controlFromAction, GLIDE, SKATE } from "../../bots/viewpoint/actions.ts";
import { INPUT_SIZE, writeRow } from "../../bots/policy/network-input.ts";
import { N_TASKS, TASK_NAMES, taskId } from "../../bots/tasks/registry.ts";
import { OBS_SIZE, SELF_CONTROLS, VECTOR_ENTRIES } from "../../bots/viewpoint/entries.ts";
import { observe, observeWithPuck } from "../../bots/viewpoint/observation.ts";
import { situationOf } from "../../bots/viewpoint/situation.ts";
import { idleControl } from "../../shared/control.ts";
import { createRng } from "../../shared/rng.ts";
import { placePuck, placeSkater } from "../../shared/sim/placement.ts";
import { createSim, matchConfig, type Sim } from "../../shared/sim/sim.ts";
import { mirrorSim } from "../support/mirror.ts";
import { anySeed, check } from "../support/properties.ts";

/** Entries that change sign when the rink is mirrored top to bottom: the y of every vector. */
const MIRRORED = new Set(VECTOR_ENTRIES.map(({ at }) => at + 1));

const sides = integer({ min: 1, max: 5 });
const kinds = integer({ min: 0, max: ACTION_KINDS.length - 1 });
const angles = double({ min: -3.1, max: 3.1, noNaN: true });

/** A simulation with everybody and the puck at random positions and velocities. */
function anyMoment(seed: number, skatersPerTeam: number): Sim {
  const sim = createSim({ ...matchConfig({ skatersPerTeam }), match: null }, seed);
  const rng = createRng(seed).child("moment");
  for (const skater of sim.skaters) {
    placeSkater(sim, skater.id, rng.range(-28, 28), rng.range(-12, 12), rng.range(-3, 3));
    skater.vx = rng.range(-12, 12);
    skater.vy = rng.range(-12, 12);
  }
  placePuck(sim, rng.range(-28, 28), rng.range(-12, 12));
  sim.puck.vx = rng.range(-45, 45);
  sim.puck.vy = rng.range(-45, 45);
  return sim;
}

/** The rink rotated by half a turn, with the teams swapped. */
function turned(sim: Sim): Sim {
  return mirrorSim(mirrorSim(sim, "top-bottom"), "left-right");
}

function seenBy(sim: Sim, id: number): number[] {
  const observation = new Float32Array(OBS_SIZE);
  observe(sim, id, observation);
  return [...observation];
}

function expectClose(a: readonly number[], b: readonly number[]): void {
  const worst = a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
  expect(worst).toBeLessThan(1e-6);
}

describe("an observation", () => {
  it("of the mirrored rink is the mirrored observation", () => {
    check(
      property(anySeed, sides, (seed, skatersPerTeam) => {
        const sim = anyMoment(seed, skatersPerTeam);
        const image = mirrorSim(sim, "top-bottom");
        for (const { id } of sim.skaters) {
          const mirrored = seenBy(sim, id).map((value, k) => (MIRRORED.has(k) ? -value : value));
          expectClose(seenBy(image, id), mirrored);
        }
      }),
      50,
    );
  });

  it("of the away team is what the home team sees in the rotated rink", () => {
    check(
      property(anySeed, sides, (seed, skatersPerTeam) => {
        const sim = anyMoment(seed, skatersPerTeam);
        const image = turned(sim);
        for (let id = 0; id <= skatersPerTeam; id++) {
          expectClose(seenBy(sim, id + skatersPerTeam + 1), seenBy(image, id));
        }
      }),
      50,
    );
  });

  it("has only small numbers", () => {
    check(
      property(anySeed, sides, (seed, skatersPerTeam) => {
        const sim = anyMoment(seed, skatersPerTeam);
        for (const { id } of sim.skaters) {
          for (const value of seenBy(sim, id)) expect(Math.abs(value)).toBeLessThanOrEqual(2);
        }
      }),
      50,
    );
  });
});

describe("the situation that is read from an observation", () => {
  it("is the one of the simulation, for every skater, with every puck", () => {
    check(
      property(
        anySeed,
        sides,
        integer({ min: -1, max: 11 }),
        integer({ min: -1, max: 11 }),
        (seed, n, holder, sender) => {
          const sim = anyMoment(seed, n);
          const count = sim.skaters.length;
          sim.puck.carrier = holder < count ? holder : -1;
          sim.puck.releasedBy = sim.puck.carrier < 0 && sender < count ? sender : -1;
          const { carrier, releasedBy } = sim.puck;
          sim.tick = 100;
          const last = carrier >= 0 ? carrier : releasedBy;
          for (const { id, team, role } of sim.skaters) {
            const isOurs = last >= 0 && sim.skaters[last]!.team === team;
            const expected =
              carrier === id ? "carrier" : role === "goalie" ? "goalie" : isOurs ? "attacker" : "defender";
            expect(situationOf(Float32Array.from(seenBy(sim, id)))).toBe(expected);
          }
        },
      ),
      100,
    );
  });

  it("is the carrier's for a skater who is imagined with the puck", () => {
    const sim = anyMoment(3, 2);
    sim.puck.carrier = 4;
    const observation = new Float32Array(OBS_SIZE);
    observeWithPuck(sim, 1, observation);
    expect(situationOf(observation)).toBe("carrier");
  });
});

describe("a goalie", () => {
  it("sees a release late, as a puck that still lies where it was released", () => {
    const sim = anyMoment(5, 1);
    const goalie = sim.skaters.findIndex(({ role, team }) => role === "goalie" && team === 1);
    Object.assign(sim.puck, { x: 10, y: 2, vx: 0, vy: 0, carrier: 0 });
    const before = seenBy(sim, goalie);
    Object.assign(sim.puck, { x: 12, vx: 40, carrier: -1, releasedBy: 0, releasedAt: 97 });
    sim.tick = 100;
    expectClose(seenBy(sim, goalie), before);
    sim.tick = 110;
    const later = seenBy(sim, goalie);
    expect(later).not.toEqual(before);
    // A skater sees it at once.
    sim.tick = 100;
    expect(seenBy(sim, 2)).not.toEqual(before);
  });
});

describe("an action", () => {
  it("mirrored gives the mirrored control, and for the away team the rotated one", () => {
    check(
      property(anySeed, kinds, angles, (seed, kind, angle) => {
        const sim = anyMoment(seed, 1);
        const image = mirrorSim(sim, "top-bottom");
        const other = turned(sim);
        const [control, mirrored, away] = [idleControl(), idleControl(), idleControl()];
        for (const rink of [sim, image]) rink.puck.carrier = 0;
        other.puck.carrier = 2;
        controlFromAction({ kind, angle }, sim, 0, control);
        controlFromAction({ kind, angle: -angle }, image, 0, mirrored);
        controlFromAction({ kind, angle }, other, 2, away);
        expectClose([mirrored.moveX, mirrored.moveY], [control.moveX, -control.moveY]);
        expectClose([Math.cos(mirrored.aim), Math.sin(mirrored.aim)], [Math.cos(control.aim), -Math.sin(control.aim)]);
        expectClose([away.moveX, away.moveY], [-control.moveX, -control.moveY]);
        expectClose([Math.cos(away.aim), Math.sin(away.aim)], [-Math.cos(control.aim), -Math.sin(control.aim)]);
        expect([mirrored.stick, away.stick]).toEqual([control.stick, control.stick]);
      }),
      200,
    );
  });

  it("without the puck points the stick at the puck, whatever the skating direction", () => {
    const sim = anyMoment(2, 1);
    const control = idleControl();
    const { x, y } = sim.skaters[0]!;
    for (const kind of [GLIDE, SKATE]) {
      controlFromAction({ kind, angle: 2 }, sim, 0, control);
      expect(control.aim).toBeCloseTo(Math.atan2(sim.puck.y - y, sim.puck.x - x), 9);
    }
  });

  it("can be read back from its control", () => {
    check(
      property(anySeed, kinds, angles, (seed, kind, angle) => {
        const sim = anyMoment(seed, 1);
        const control = idleControl();
        const read = { kind: -1, angle: 9 };
        for (const { id } of sim.skaters) {
          controlFromAction({ kind, angle }, sim, id, control);
          actionFromControl(control, sim.skaters[id]!, read);
          expect(read.kind).toBe(kind);
          if (kind !== GLIDE)
            expectClose([Math.cos(read.angle), Math.sin(read.angle)], [Math.cos(angle), Math.sin(angle)]);
        }
      }),
      200,
    );
  });

  it("of an unknown kind is refused", () => {
    const sim = anyMoment(1, 1);
    for (const kind of [-1, 4, Number.NaN]) {
      expect(() => controlFromAction({ kind, angle: 0 }, sim, 0, idleControl())).toThrow(/kind must be 0 to 3/);
    }
  });
});

describe("a network input", () => {
  const PASSING = taskId("pass");
  const PLACING = taskId("place");
  const input = (
    observation: readonly number[],
    kind: number,
    angle: number,
    task: number,
    mirror: 1 | -1,
    goal: readonly number[] = [0, 0],
  ): number[] => {
    const out = new Float32Array(3 * INPUT_SIZE);
    const states = Float32Array.from([...observation.map(() => 9), ...observation]);
    writeRow(out, 1, states, 1, Float32Array.from([9, 9, ...goal]), 1, kind, angle, task, mirror);
    for (const k of [INPUT_SIZE - 1, 2 * INPUT_SIZE]) expect(out[k]).toBe(0);
    return [...out.subarray(INPUT_SIZE, 2 * INPUT_SIZE)];
  };

  it("with mirror -1 is the input of the mirrored observation, goal and action", () => {
    check(
      property(anySeed, sides, kinds, angles, (seed, skatersPerTeam, kind, angle) => {
        const seen = seenBy(anyMoment(seed, skatersPerTeam), 0);
        const mirrored = seen.map((value, k) => (MIRRORED.has(k) ? -value : value));
        expectClose(
          input(seen, kind, angle, PLACING, -1, [12, 5]),
          input(mirrored, kind, -angle, PLACING, 1, [12, -5]),
        );
      }),
      200,
    );
  });

  it("ends with kind and task one-hot, and has only small finite numbers", () => {
    check(
      property(anySeed, sides, kinds, angles, (seed, skatersPerTeam, kind, angle) => {
        const seen = seenBy(anyMoment(seed, skatersPerTeam), 0);
        const values = input(seen, kind, angle, PASSING, 1);
        const expected = [
          ...ACTION_KINDS.map((_, k) => Number(k === kind)),
          ...TASK_NAMES.map((_, k) => Number(k === PASSING)),
        ];
        expect(values.slice(-expected.length)).toEqual(expected);
        expect(values.every((value) => Math.abs(value) <= 8)).toBe(true);
      }),
      200,
    );
  });

  it("of a release is the same in the rotated rink: only directions relative to the action count", () => {
    const rotate = (observation: readonly number[], by: number): number[] => {
      const rotated = [...observation];
      for (const { at, name } of VECTOR_ENTRIES) {
        if (name === "self place") continue;
        const [x, y] = [observation[at]!, observation[at + 1]!];
        rotated[at] = x * Math.cos(by) - y * Math.sin(by);
        rotated[at + 1] = x * Math.sin(by) + y * Math.cos(by);
      }
      return rotated;
    };
    check(
      property(anySeed, angles, angles, (seed, angle, by) => {
        const seen = seenBy(anyMoment(seed, 3), 0);
        const here = input(seen, 2, angle, PASSING, 1);
        const there = input(rotate(seen, by), 2, angle + by, PASSING, 1);
        // The goals of the rink do not turn with it: their entries differ.
        const same = here.filter((value, k) => Math.abs(value - there[k]!) < 1e-4).length;
        expect(same).toBeGreaterThanOrEqual(INPUT_SIZE - 10);
      }),
      100,
    );
  });

  it("of a release does not depend on the order of the players", () => {
    const sim = anyMoment(4, 3);
    const [first, second] = [sim.skaters[1]!, sim.skaters[2]!];
    const before = input(seenBy(sim, 0), 3, 0.4, PASSING, 1);
    const copy = { ...first };
    Object.assign(first, { x: second.x, y: second.y, vx: second.vx, vy: second.vy, heading: second.heading });
    Object.assign(second, { x: copy.x, y: copy.y, vx: copy.vx, vy: copy.vy, heading: copy.heading });
    expectClose(input(seenBy(sim, 0), 3, 0.4, PASSING, 1), before);
  });

  it("has the goal only for tasks that have one", () => {
    const seen = seenBy(anyMoment(6, 2), 0);
    expect(input(seen, 1, 0, PASSING, 1, [10, 4])).toEqual(input(seen, 1, 0, PASSING, 1, [-10, 7]));
    expect(input(seen, 1, 0, PLACING, 1, [10, 4])).not.toEqual(input(seen, 1, 0, PLACING, 1, [-10, 7]));
    expect(N_TASKS).toBe(TASK_NAMES.length);
    expect(seen[SELF_CONTROLS.at]).toBe(0);
  });
});
