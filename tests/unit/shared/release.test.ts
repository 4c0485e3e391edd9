import { snapAngle } from "../../../shared/angle.ts";
import { describe, expect, it } from "@jest/globals";
import {
  BLADE_REACH,
  PASS_SPEED,
  PUCK_GLIDE_SECONDS,
  PUCK_TOP_SPEED,
  RELEASE_LOCK_TICKS,
  RELEASE_TOLERANCE,
  SHOT_SPEED,
  WINDUP_TICKS,
} from "../../../shared/rules.ts";
import { placeSkater } from "../../../shared/sim/placement.ts";
import { givePuck, ofKind, openRink, play, playUntil, speedOf, throwPuck } from "../../support/rink.ts";

describe("a carried puck", () => {
  it("stays on the blade while its carrier skates and turns", () => {
    const sim = openRink("0 skater");
    givePuck(sim, 0, 0, 0, 0);
    const skater = sim.skaters[0]!;
    for (let i = 0; i < 200; i++) {
      play(sim, 1, ([control]) => Object.assign(control!, { moveX: Math.cos(i / 20), moveY: 1, aim: i / 15 }));
      const blade = { x: skater.x + BLADE_REACH * Math.cos(skater.heading), y: skater.y };
      expect(Math.hypot(sim.puck.x - skater.x, sim.puck.y - skater.y)).toBeLessThan(2.2);
      expect(Math.abs(sim.puck.x - blade.x)).toBeLessThan(1.2);
    }
    expect(sim.puck.carrier).toBe(0);
  });
});

describe("a release", () => {
  it("sends a pass and a shot on their way at their speeds, exactly along the aim", () => {
    for (const { stick, speed } of [
      { stick: "pass" as const, speed: PASS_SPEED },
      { stick: "shoot" as const, speed: SHOT_SPEED },
    ]) {
      const sim = openRink("0 skater");
      givePuck(sim, 0, 0, 0, 0.3);
      const events = play(sim, 1, ([control]) => Object.assign(control!, { stick, aim: 0.35 }));
      expect(ofKind(events, "release")).toEqual([
        { kind: "release", tick: sim.tick, by: 0, stick, aim: snapAngle(0.35) },
      ]);
      // The puck has already slid for a tick.
      expect(speedOf(sim.puck)).toBeGreaterThan(0.99 * speed);
      expect(speedOf(sim.puck)).toBeLessThanOrEqual(speed);
      expect(Math.atan2(sim.puck.vy, sim.puck.vx)).toBeCloseTo(0.35, 5);
      expect(sim.puck.carrier).toBe(-1);
    }
  });

  it("winds up until the stick is near the aim, keeping the aim it began with", () => {
    const sim = openRink("0 skater");
    givePuck(sim, 0, 0, 0, 0);
    let ticks = 0;
    const events = playUntilRelease();
    expect(ticks).toBeGreaterThan(5);
    expect(ticks).toBeLessThanOrEqual(WINDUP_TICKS);
    expect(events[0]!.aim).toBeCloseTo(2, 5);

    function playUntilRelease() {
      for (;;) {
        const isFirst = ticks++ === 0;
        const order = isFirst ? { stick: "shoot", aim: 2 } : { stick: "hold", aim: -2 };
        const released = ofKind(
          play(sim, 1, ([control]) => Object.assign(control!, order)),
          "release",
        );
        if (released.length > 0) return released;
      }
    }
  });

  it("goes where the stick points when the wind-up has lasted too long", () => {
    const sim = openRink("0 skater");
    givePuck(sim, 0, 0, 0, 0);
    const skater = sim.skaters[0]!;
    play(sim, 1, ([control]) => Object.assign(control!, { stick: "pass", aim: 2 }));
    // The carrier is turned back every tick, so that the stick never reaches the aim.
    let released: ReturnType<typeof ofKind<"release">> = [];
    let ticks = 1;
    for (; released.length === 0 && ticks < 100; ticks++) {
      skater.heading = 0;
      released = ofKind(play(sim, 1), "release");
    }
    expect(ticks).toBe(WINDUP_TICKS);
    expect(Math.abs(released[0]!.aim)).toBeLessThan(RELEASE_TOLERANCE);
  });

  it("passes through its own shooter, who cannot touch the puck until the lock is over", () => {
    const sim = openRink("0 skater");
    givePuck(sim, 0, 12, 0, 0);
    const skater = sim.skaters[0]!;
    play(sim, 1, ([control]) => Object.assign(control!, { stick: "pass", aim: 0 }));
    // The puck is put back on the blade every tick: it is caught as soon as the lock is over, not before.
    const x = skater.x + BLADE_REACH;
    let ticks = 0;
    while (sim.puck.carrier < 0 && ticks++ < 100) {
      Object.assign(sim.puck, { x, y: 0, vx: 0, vy: 0 });
      play(sim, 1);
    }
    expect(ticks).toBe(RELEASE_LOCK_TICKS);
  });

  it("is caught by a team-mate's blade: a reception", () => {
    const sim = openRink("0 skater", "0 skater");
    placeSkater(sim, 1, 12, 5, Math.PI);
    givePuck(sim, 0, 0, 5, 0);
    const events = play(sim, 60, ([control]) => Object.assign(control!, { stick: "pass", aim: 0 }));
    expect(ofKind(events, "gain")).toMatchObject([{ by: 1, from: 0, how: "reception" }]);
    expect(sim.puck.carrier).toBe(1);
  });

  it("slows down on the ice with the puck's time constant", () => {
    const sim = openRink();
    throwPuck(sim, -10, 0, 12, 0);
    play(sim, 60);
    expect(speedOf(sim.puck)).toBeCloseTo(12 * Math.exp(-1 / PUCK_GLIDE_SECONDS), 6);
  });

  it("never makes the puck faster than its limit", () => {
    const sim = openRink();
    throwPuck(sim, -10, 0, 500, 500);
    play(sim, 1);
    expect(speedOf(sim.puck)).toBeLessThanOrEqual(PUCK_TOP_SPEED + 1e-9);
  });

  it("needs the puck: without it pass and shoot do nothing", () => {
    const sim = openRink("0 skater");
    placeSkater(sim, 0, 0, 0, 0);
    expect(play(sim, 60, ([control]) => Object.assign(control!, { stick: "shoot", aim: 1 }))).toEqual([]);
  });

  it("is cancelled when the puck is lost during the wind-up", () => {
    const sim = openRink("0 skater");
    givePuck(sim, 0, 0, 0, 0);
    play(sim, 1, ([control]) => Object.assign(control!, { stick: "shoot", aim: 3 }));
    Object.assign(sim.puck, { x: 10, y: 10 });
    const lost = playUntil(sim, (events) => ofKind(events, "loss").length > 0);
    expect(ofKind(lost, "loss")).toMatchObject([{ by: 0, to: -1 }]);
    expect(ofKind(play(sim, 60), "release")).toEqual([]);
  });
});
