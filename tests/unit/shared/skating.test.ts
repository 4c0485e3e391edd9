import { describe, expect, it } from "@jest/globals";
import { SKATING } from "../../../shared/rules.ts";
import { placeSkater } from "../../../shared/sim/placement.ts";
import { openRink, play, speedOf } from "../../support/rink.ts";

const { topSpeed, glideSeconds, turnRate } = SKATING.skater;

describe("skating", () => {
  it("reaches 90% of top speed after about 0.8 s and never exceeds it", () => {
    const sim = openRink("0 skater");
    placeSkater(sim, 0, -25, 0, 0);
    const skater = sim.skaters[0]!;
    const push = (controls: { moveX: number }[]): void => {
      controls[0]!.moveX = 1;
    };
    let ticks = 0;
    while (speedOf(skater) < 0.9 * topSpeed) {
      play(sim, 1, push);
      ticks++;
    }
    expect(ticks / 60).toBeGreaterThan(0.7);
    expect(ticks / 60).toBeLessThan(0.9);
    play(sim, 60, push);
    expect(speedOf(skater)).toBeLessThanOrEqual(topSpeed);
    expect(speedOf(skater)).toBeGreaterThan(0.99 * topSpeed);
  });

  it("glides on without pushing, losing speed with its time constant", () => {
    const sim = openRink("0 skater");
    placeSkater(sim, 0, -15, 0, 0);
    const skater = sim.skaters[0]!;
    skater.vx = 10;
    play(sim, 60);
    expect(speedOf(skater)).toBeCloseTo(10 * Math.exp(-1 / glideSeconds), 5);
    expect(skater.x).toBeCloseTo(-15 + 10 * glideSeconds * (1 - Math.exp(-1 / glideSeconds)), 0);
  });

  it("brakes much faster than it glides", () => {
    const distanceWith = (moveX: number): number => {
      const sim = openRink("0 skater");
      placeSkater(sim, 0, 0, 0, 0);
      const skater = sim.skaters[0]!;
      skater.vx = 10;
      for (let i = 0; i < 120 && skater.vx > 0.5; i++) play(sim, 1, ([control]) => (control!.moveX = moveX));
      return skater.x;
    };
    expect(distanceWith(-1)).toBeLessThan(distanceWith(0) / 4);
  });

  it("skates at half the speed with half the effort, as fast diagonally as straight", () => {
    const speedWith = (moveX: number, moveY: number): number => {
      const sim = openRink("0 skater");
      placeSkater(sim, 0, -20, -9, 0);
      play(sim, 90, ([control]) => Object.assign(control!, { moveX, moveY }));
      return speedOf(sim.skaters[0]!);
    };
    expect(speedWith(0.5, 0)).toBeCloseTo(topSpeed / 2, 0);
    expect(speedWith(1, 1)).toBeCloseTo(speedWith(1, 0), 5);
    expect(speedWith(1, 1)).toBeLessThanOrEqual(topSpeed);
  });

  it("turns the stick at most by its turning rate, the shorter way round, and stops on the aim", () => {
    const sim = openRink("0 skater");
    placeSkater(sim, 0, 0, 0, 3);
    const skater = sim.skaters[0]!;
    const aimAt = (aim: number) => play(sim, 1, ([control]) => (control!.aim = aim));
    aimAt(-3);
    expect(skater.heading).toBeCloseTo(3 + turnRate / 60 - 2 * Math.PI, 5);
    aimAt(-3);
    expect(skater.heading).toBeCloseTo(-3, 5);
    aimAt(-3);
    expect(skater.heading).toBeCloseTo(-3, 5);
    for (let i = 0; i < 100; i++) {
      aimAt(i);
      expect(Math.abs(skater.heading)).toBeLessThanOrEqual(Math.PI);
    }
  });

  it("lets a goalie start faster and skate slower than a skater", () => {
    const sim = openRink("0 skater", "0 goalie");
    placeSkater(sim, 0, 0, 6, 0);
    placeSkater(sim, 1, 0, -6, 0);
    const push = (controls: { moveX: number }[]): void => controls.forEach((control) => (control.moveX = 1));
    play(sim, 6, push);
    const share = sim.skaters.map((skater) => speedOf(skater) / skater.profile.topSpeed);
    expect(share[1]!).toBeGreaterThan(share[0]!);
    play(sim, 60, push);
    expect(speedOf(sim.skaters[1]!)).toBeLessThan(speedOf(sim.skaters[0]!));
  });
});
