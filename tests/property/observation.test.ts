import { describe, expect, it } from "@jest/globals";
import { double, integer, property } from "fast-check";
import { ACTION_KINDS, actionFromControl, controlFromAction, GLIDE } from "../../bots/viewpoint/actions.ts";
import { INPUT_SIZE, writeInput } from "../../bots/viewpoint/action-frame.ts";
import { MIRRORED_ENTRIES, OBS_SIZE, OBSERVATION_NAMES, observe } from "../../bots/viewpoint/observation.ts";
import { TASK_NAMES } from "../../bots/tasks/registry.ts";
import { idleControl } from "../../shared/control.ts";
import { createRng } from "../../shared/rng.ts";
import { placePuck, placeSkater } from "../../shared/sim/placement.ts";
import { createSim, matchConfig, type Sim } from "../../shared/sim/sim.ts";
import { mirrorSim } from "../support/mirror.ts";
import { anySeed, check } from "../support/properties.ts";

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
          const mirrored = seenBy(sim, id).map((value, k) => (MIRRORED_ENTRIES[k]! ? -value : value));
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
          const odd = seenBy(sim, id).findIndex((value) => !(Math.abs(value) <= 2));
          expect(OBSERVATION_NAMES[odd]).toBeUndefined();
        }
      }),
      50,
    );
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
        controlFromAction({ kind, angle }, sim.skaters[0]!, control);
        controlFromAction({ kind, angle: -angle }, image.skaters[0]!, mirrored);
        controlFromAction({ kind, angle }, other.skaters[2]!, away);
        expectClose([mirrored.moveX, mirrored.moveY], [control.moveX, -control.moveY]);
        expectClose([Math.cos(mirrored.aim), Math.sin(mirrored.aim)], [Math.cos(control.aim), -Math.sin(control.aim)]);
        expectClose([away.moveX, away.moveY], [-control.moveX, -control.moveY]);
        expectClose([Math.cos(away.aim), Math.sin(away.aim)], [-Math.cos(control.aim), -Math.sin(control.aim)]);
        expect([mirrored.stick, away.stick]).toEqual([control.stick, control.stick]);
      }),
      200,
    );
  });

  it("can be read back from its control", () => {
    check(
      property(anySeed, kinds, angles, (seed, kind, angle) => {
        const sim = anyMoment(seed, 1);
        const control = idleControl();
        const read = { kind: -1, angle: 9 };
        for (const { id } of sim.skaters) {
          controlFromAction({ kind, angle }, sim.skaters[id]!, control);
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
    const { skaters } = anyMoment(1, 1);
    for (const kind of [-1, 4, Number.NaN]) {
      expect(() => controlFromAction({ kind, angle: 0 }, skaters[0]!, idleControl())).toThrow(/kind must be 0 to 3/);
    }
  });
});

describe("a network input", () => {
  const input = (
    observation: readonly number[],
    kind: number,
    angle: number,
    task: number,
    mirror: 1 | -1,
  ): number[] => {
    const out = new Float32Array(INPUT_SIZE + 2);
    writeInput(out, 1, Float32Array.from([9, ...observation]), 1, kind, angle, task, mirror);
    expect([out[0], out[INPUT_SIZE + 1]]).toEqual([0, 0]);
    return [...out.subarray(1, INPUT_SIZE + 1)];
  };

  it("with mirror -1 is the input of the mirrored observation and action", () => {
    check(
      property(anySeed, sides, kinds, angles, (seed, skatersPerTeam, kind, angle) => {
        const seen = seenBy(anyMoment(seed, skatersPerTeam), 0);
        const mirrored = seen.map((value, k) => (MIRRORED_ENTRIES[k]! ? -value : value));
        expectClose(input(seen, kind, angle, 1, -1), input(mirrored, kind, -angle, 1, 1));
      }),
      200,
    );
  });

  it("ends with kind and task one-hot, and has only small finite numbers", () => {
    check(
      property(anySeed, sides, kinds, angles, (seed, skatersPerTeam, kind, angle) => {
        const seen = seenBy(anyMoment(seed, skatersPerTeam), 0);
        const values = input(seen, kind, angle, 1, 1);
        const expected = [
          ...ACTION_KINDS.map((_, k) => Number(k === kind)),
          ...TASK_NAMES.map((_, k) => Number(k === 1)),
        ];
        expect(values.slice(-expected.length)).toEqual(expected);
        expect(values.every((value) => Math.abs(value) <= 8)).toBe(true);
      }),
      200,
    );
  });
});
