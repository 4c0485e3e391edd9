import { describe, expect, it } from "@jest/globals";
import { array, constantFrom, double, integer, oneof, property, record, type Arbitrary } from "fast-check";
import { STICKS, type Control } from "../../shared/control.ts";
import { GOAL_LINE_X } from "../../shared/rink.ts";
import { createRng } from "../../shared/rng.ts";
import { PUCK_RADIUS } from "../../shared/rules.ts";
import { placePuck, placeSkater } from "../../shared/sim/placement.ts";
import { createSim, matchConfig, step, type Sim, type SimConfig } from "../../shared/sim/sim.ts";
import { capture, hashSnapshot, restore, type SimSnapshot } from "../../shared/snapshot.ts";
import { distanceToBoards, isInNet } from "../support/geometry.ts";
import { mirrorControls, mirrorError, mirrorSim, type Mirror } from "../support/mirror.ts";
import { anySeed, check } from "../support/properties.ts";
import { idleControls } from "../support/rink.ts";
import { createWildPlay } from "../support/wild-play.ts";

const anyNumber = oneof(
  double({ min: -4, max: 4, noNaN: true }),
  constantFrom(Number.NaN, Infinity, -Infinity, 1e308, -1e308, 5e-324, -0),
);
const anyControl: Arbitrary<Control> = record({
  moveX: anyNumber,
  moveY: anyNumber,
  aim: anyNumber,
  stick: constantFrom(...STICKS),
});
const sides = integer({ min: 1, max: 5 });

/** Plays `ticks` ticks with wild controls drawn from `seed`. */
function playWild(sim: Sim, seed: number | string, ticks: number, afterTick: () => void = () => {}): void {
  const controls = idleControls(sim);
  const wild = createWildPlay(sim, createRng(seed));
  for (let i = 0; i < ticks; i++) {
    wild(controls);
    step(sim, controls);
    afterTick();
  }
}

/** The first position, velocity or heading that is impossible, in words; "" if there is none. */
function complaint(sim: Sim): string {
  for (const body of [...sim.skaters, sim.puck]) {
    if (!Number.isFinite(body.x + body.y + body.vx + body.vy)) return "not finite";
    if (distanceToBoards(body.x, body.y) < body.radius - 1e-9) return `through the boards at ${body.x}, ${body.y}`;
  }
  for (const { id, x, y, heading } of sim.skaters) {
    if (!(Math.abs(heading) <= Math.PI)) return `${id} heads to ${heading}`;
    if (isInNet(x, y)) return `${id} is in the net at ${x}, ${y}`;
  }
  return "";
}

describe("whatever the controls", () => {
  it("everything stays finite, on the ice and out of the nets; the puck gets into a net by the mouth only", () => {
    check(
      property(anySeed, sides, array(anyControl, { minLength: 1, maxLength: 30 }), (seed, skatersPerTeam, list) => {
        const sim = createSim(matchConfig({ skatersPerTeam }), seed);
        sim.referee.phase = "playing";
        let wasIn = false;
        for (let i = 0; i < 150; i++) {
          const controls = sim.skaters.map((skater) => list[(Math.floor(i / 5) + skater.id) % list.length]!);
          const wasPlaying = sim.referee.phase === "playing";
          const events = step(sim, controls);
          expect(complaint(sim)).toBe("");
          const isIn = isInNet(sim.puck.x, sim.puck.y) && Math.abs(sim.puck.x) > GOAL_LINE_X + PUCK_RADIUS;
          if (isIn && !wasIn && wasPlaying) expect(events.map((event) => event.kind)).toContain("goalScored");
          wasIn = isIn;
        }
      }),
      60,
    );
  });
});

describe("a simulation", () => {
  it("is determined by config, seed and controls, bit for bit", () => {
    check(
      property(anySeed, sides, (seed, skatersPerTeam) => {
        const run = (): number => {
          const sim = createSim(matchConfig({ skatersPerTeam }), seed);
          playWild(sim, seed, 400);
          return hashSnapshot(capture(sim));
        };
        expect(run()).toBe(run());
      }),
      10,
    );
  });

  it("restored from a snapshot, or from its JSON, continues bit for bit", () => {
    check(
      property(anySeed, sides, integer({ min: 1, max: 400 }), (seed, skatersPerTeam, ticks) => {
        const config = matchConfig({ skatersPerTeam });
        const sim = createSim(config, seed);
        playWild(sim, seed, ticks);
        const middle = capture(sim);
        const text = JSON.stringify(middle);
        playWild(sim, "after", 300);
        const end = hashSnapshot(capture(sim));

        const parsed: SimSnapshot = JSON.parse(text);
        const used = createSim(config, "used");
        playWild(used, "before", 50);
        for (const [other, snapshot] of [
          [createSim(config, "fresh"), middle],
          [used, parsed],
        ] as const) {
          restore(other, snapshot);
          playWild(other, "after", 300);
          expect(hashSnapshot(capture(other))).toBe(end);
        }
      }),
      15,
    );
  });
});

/** A rink without a match, as a random face-off drop would break the symmetry, with everybody at random positions. */
function openIce(seed: number, skatersPerTeam: number): Sim {
  const config: SimConfig = { ...matchConfig({ skatersPerTeam }), match: null };
  const sim = createSim(config, seed);
  const rng = createRng(seed).child("places");
  for (const { id } of sim.skaters) {
    placeSkater(sim, id, rng.range(-20, 20), rng.range(-11, 11), rng.range(-3, 3));
  }
  placePuck(sim, rng.range(-20, 20), rng.range(-11, 11));
  sim.puck.vx = rng.range(-30, 30);
  sim.puck.vy = rng.range(-30, 30);
  return sim;
}

/** Plays `sim` and its mirror image with mirrored controls until `isOver`; returns the largest difference [m]. */
function playMirrored(sim: Sim, mirror: Mirror, seed: number): number {
  const image = mirrorSim(sim, mirror);
  const controls = idleControls(sim);
  const mirrored = idleControls(sim);
  const wild = createWildPlay(sim, createRng(seed));
  for (let i = 0; i < 120; i++) {
    wild(controls);
    mirrorControls(sim, controls, mirrored, mirror);
    step(sim, controls);
    step(image, mirrored);
  }
  return mirrorError(sim, image, mirror);
}

describe("mirrored play", () => {
  it("top to bottom is the mirror image of the play", () => {
    check(
      property(anySeed, sides, (seed, skatersPerTeam) => {
        const sim = openIce(seed, skatersPerTeam);
        expect(playMirrored(sim, "top-bottom", seed)).toBeLessThan(1e-9);
      }),
      60,
    );
  });

  it("left to right, with the teams swapped, is the mirror image of the play", () => {
    check(
      property(anySeed, sides, (seed, skatersPerTeam) => {
        const sim = openIce(seed, skatersPerTeam);
        expect(playMirrored(sim, "left-right", seed)).toBeLessThan(1e-9);
      }),
      60,
    );
  });
});
