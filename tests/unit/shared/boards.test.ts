import { describe, expect, it } from "@jest/globals";
import {
  CORNER_RADIUS,
  GOAL_HALF_WIDTH,
  GOAL_LINE_X,
  HALF_LENGTH,
  HALF_WIDTH,
  NET_DEPTH,
} from "../../../shared/rink.ts";
import { BOARD_RESTITUTION, PUCK_RADIUS } from "../../../shared/rules.ts";
import { placeSkater } from "../../../shared/sim/placement.ts";
import { collideWithBoards, type RoundBody } from "../../../shared/sim/boards.ts";
import { passesThroughNetting } from "../../../shared/sim/netting.ts";
import { distanceToBoards, isInNet } from "../../support/geometry.ts";
import { ofKind, openRink, play, speedOf, throwPuck } from "../../support/rink.ts";

describe("boards", () => {
  it("reflect a puck exactly about the normal of each round corner", () => {
    for (const degrees of [10, 25, 45, 60, 80, 100, 150, 200, 250, 280, 310, 350]) {
      const angle = (degrees * Math.PI) / 180;
      const normal = { x: -Math.cos(angle), y: -Math.sin(angle) };
      const reach = CORNER_RADIUS - PUCK_RADIUS + 0.05;
      const body: RoundBody = {
        x: -Math.sign(normal.x) * (HALF_LENGTH - CORNER_RADIUS) - normal.x * reach,
        y: -Math.sign(normal.y) * (HALF_WIDTH - CORNER_RADIUS) - normal.y * reach,
        // Into the corner, a little from the side.
        vx: -20 * normal.x - 5 * normal.y,
        vy: -20 * normal.y + 5 * normal.x,
      };
      const into = collideWithBoards(body, PUCK_RADIUS, 0.75);
      expect(into).toBeCloseTo(20, 10);
      expect(body.vx * normal.x + body.vy * normal.y).toBeCloseTo(15, 10);
      expect(body.vy * normal.x - body.vx * normal.y).toBeCloseTo(5, 10);
      expect(distanceToBoards(body.x, body.y)).toBeCloseTo(PUCK_RADIUS, 10);
    }
  });

  it("keep their share of the speed of a puck that hits them at a right angle", () => {
    const sim = openRink();
    throwPuck(sim, 5, 12, 0, 20);
    let before = 0;
    for (let i = 0; i < 60 && sim.puck.vy > 0; i++) {
      before = sim.puck.vy;
      play(sim, 1);
    }
    expect(-sim.puck.vy / before).toBeGreaterThan(BOARD_RESTITUTION - 0.02);
    expect(-sim.puck.vy / before).toBeLessThanOrEqual(BOARD_RESTITUTION);
  });

  it("report a hard hit once and a soft touch never", () => {
    const hits = (speed: number) => {
      const sim = openRink();
      throwPuck(sim, 0, 12, 0, speed);
      return ofKind(play(sim, 40), "boardHit");
    };
    expect(hits(20)).toHaveLength(1);
    expect(hits(20)[0]!.at).toBeGreaterThan(18);
    expect(hits(2)).toHaveLength(0);
  });

  it("carry a puck round the corner", () => {
    const sim = openRink();
    throwPuck(sim, 10, HALF_WIDTH - PUCK_RADIUS, 30, 0);
    play(sim, 90);
    expect(sim.puck.x).toBeGreaterThan(20);
    expect(sim.puck.y).toBeLessThan(5);
  });

  it("stop a skater at top speed", () => {
    const sim = openRink("0 skater");
    placeSkater(sim, 0, 20, 10, 0);
    play(sim, 240, ([control]) => Object.assign(control!, { moveX: 1, moveY: 0.3 }));
    const skater = sim.skaters[0]!;
    expect(distanceToBoards(skater.x, skater.y)).toBeGreaterThanOrEqual(skater.radius - 1e-9);
  });
});

describe("goal frames", () => {
  it("keep skaters out of the mouth", () => {
    const sim = openRink("0 skater");
    for (const y of [-2, 0, 1.5]) {
      placeSkater(sim, 0, 18, y, 0);
      play(sim, 180, ([control]) => {
        control!.moveX = 1;
        expect(isInNet(sim.skaters[0]!.x, sim.skaters[0]!.y)).toBe(false);
      });
      expect(sim.skaters[0]!.x).toBeLessThan(GOAL_LINE_X);
    }
  });

  it("rebound a puck from a post and report it", () => {
    const sim = openRink();
    throwPuck(sim, 20, GOAL_HALF_WIDTH, 40, 0);
    const events = play(sim, 30);
    expect(ofKind(events, "postHit")).toHaveLength(1);
    expect(ofKind(events, "goalScored")).toHaveLength(0);
    expect(sim.puck.vx).toBeLessThan(-20);
  });

  it("stop a puck that comes from behind or from the side", () => {
    const sim = openRink();
    throwPuck(sim, HALF_LENGTH - 1, 0, -45, 0);
    play(sim, 30);
    expect(sim.puck.x).toBeGreaterThan(GOAL_LINE_X + NET_DEPTH);
    expect(speedOf(sim.puck)).toBeLessThan(5);
    throwPuck(sim, GOAL_LINE_X + 1.2, 10, 0, -45);
    play(sim, 30, () => expect(isInNet(sim.puck.x, sim.puck.y)).toBe(false));
  });

  it("hold a puck that is pressed against the netting by a body that overlaps it", () => {
    const sim = openRink("0 skater");
    placeSkater(sim, 0, GOAL_LINE_X + NET_DEPTH + 1, 0, Math.PI);
    throwPuck(sim, GOAL_LINE_X + NET_DEPTH + 0.56, 0.1, 0, 0);
    sim.skaters[0]!.lockTicks = 30;
    play(sim, 20, () => expect(isInNet(sim.puck.x, sim.puck.y)).toBe(false));
  });

  it("let nothing through their sides and back, and everything through the mouth", () => {
    expect(passesThroughNetting(28, 0, 27, 0)).toBe(true);
    expect(passesThroughNetting(27, 0, 28, 0)).toBe(true);
    expect(passesThroughNetting(-26.5, GOAL_HALF_WIDTH + 1, -26.5, GOAL_HALF_WIDTH - 1)).toBe(true);
    expect(passesThroughNetting(25, 1, 26, 1)).toBe(false);
    expect(passesThroughNetting(26, 1, 25, 1)).toBe(false);
    expect(passesThroughNetting(28, 5, 26, 6)).toBe(false);
  });
});
