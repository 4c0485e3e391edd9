import { describe, expect, it } from "@jest/globals";
import { GOAL_HALF_WIDTH, GOAL_LINE_X } from "../../../shared/rink.ts";
import { PUCK_RADIUS } from "../../../shared/rules.ts";
import { placeSkater } from "../../../shared/sim/placement.ts";
import { isInNet } from "../../support/geometry.ts";
import { givePuck, ofKind, openRink, play, playUntil, runningMatch, throwPuck } from "../../support/rink.ts";

describe("a goal", () => {
  it("counts from the front at every speed, for the team that attacks that end", () => {
    for (const speed of [3, 8, 15, 30, 45, 60]) {
      for (const side of [1, -1]) {
        const sim = openRink();
        throwPuck(sim, side * (GOAL_LINE_X - 1.03), 0.4, side * speed, 0);
        const goals = ofKind(play(sim, 60), "goalScored");
        expect(goals).toHaveLength(1);
        expect(goals[0]).toMatchObject({ team: side > 0 ? 0 : 1, by: -1, assist: -1 });
      }
    }
  });

  it("counts once, however long the puck stays in the net", () => {
    const sim = openRink();
    throwPuck(sim, 24, 0, 20, 8);
    expect(ofKind(play(sim, 300), "goalScored")).toHaveLength(1);
  });

  it("leaves the puck in the net until the face-off, even if a player skates at it or the netting gives it speed", () => {
    for (const side of [1, -1]) {
      for (const [y, vx, vy] of [
        [0, 60, 0],
        [-1.5, 20, 30],
        [1.5, 8, -3],
        [1.9, 3, 0],
      ] as const) {
        const sim = runningMatch({ skatersPerTeam: 1 });
        placeSkater(sim, 0, side * 20, y, 0);
        placeSkater(sim, 1, -side * 20, 5, 0);
        placeSkater(sim, 3, side * 20, -10, 0);
        throwPuck(sim, side * (GOAL_LINE_X - 0.5), y * side * 0.8, side * vx, vy * side);
        playUntil(sim, (events) => ofKind(events, "goalScored").length > 0);
        sim.skaters[0]!.vx = side * 12;
        while (sim.referee.phase === "goal") {
          expect(isInNet(sim.puck.x, sim.puck.y)).toBe(true);
          expect(Math.abs(sim.puck.x)).toBeGreaterThanOrEqual(GOAL_LINE_X + PUCK_RADIUS - 1e-9);
          play(sim, 1);
        }
        expect(sim.referee.phase).toBe("faceoff");
        expect([sim.puck.x, sim.puck.y]).toEqual([0, 0]);
      }
    }
  });

  it("needs all of the puck behind the line", () => {
    const sim = openRink();
    // It comes to rest on the line after v tau = 1.24 m.
    throwPuck(sim, GOAL_LINE_X - 1, 0, 0.6, 0);
    expect(ofKind(play(sim, 600), "goalScored")).toHaveLength(0);
    expect(sim.puck.x).toBeGreaterThan(GOAL_LINE_X - 0.1);
  });

  it("does not count from behind, through the side or wide of the posts", () => {
    const tries = [
      { x: 29, y: 0, vx: -60, vy: 0 },
      { x: 29, y: 3, vx: -40, vy: -20 },
      { x: 26.4, y: 9, vx: 0, vy: -60 },
      { x: 27, y: -9, vx: -10, vy: 50 },
      { x: 20, y: GOAL_HALF_WIDTH + 1, vx: 45, vy: 0 },
      { x: 20, y: 13, vx: 60, vy: 0 },
    ];
    for (const { x, y, vx, vy } of tries) {
      const sim = openRink();
      throwPuck(sim, x, y, vx, vy);
      expect(ofKind(play(sim, 25), "goalScored")).toHaveLength(0);
    }
  });

  it("counts when a body knocks the puck over the line", () => {
    const sim = openRink("0 skater");
    placeSkater(sim, 0, GOAL_LINE_X - 3.5, 0, Math.PI);
    throwPuck(sim, GOAL_LINE_X - 1, 0, 0, 0);
    sim.skaters[0]!.vx = 12;
    sim.skaters[0]!.lockTicks = 200;
    const goals = ofKind(
      play(sim, 60, ([control]) => Object.assign(control!, { moveX: 1, aim: Math.PI })),
      "goalScored",
    );
    expect(goals).toMatchObject([{ team: 0, by: 0 }]);
  });

  it("goes to the shooter, with the assist to the team-mate who passed", () => {
    const sim = openRink("0 skater", "0 skater");
    placeSkater(sim, 1, 15, 0, Math.PI);
    givePuck(sim, 0, 0, 0, 0);
    const passed = play(sim, 60, ([control]) => Object.assign(control!, { stick: "pass", aim: 0 }));
    expect(ofKind(passed, "gain")).toMatchObject([{ by: 1, from: 0, how: "reception" }]);
    const shot = play(sim, 90, ([, control]) => Object.assign(control!, { stick: "shoot", aim: 0 }));
    expect(ofKind(shot, "goalScored")).toMatchObject([{ team: 0, by: 1, assist: 0 }]);
  });

  it("scored by the defenders themselves counts for the attackers", () => {
    const sim = openRink("0 skater");
    givePuck(sim, 0, -18, 0, Math.PI);
    const events = play(sim, 60, ([control]) => Object.assign(control!, { stick: "shoot", aim: Math.PI }));
    expect(ofKind(events, "goalScored")).toMatchObject([{ team: 1, by: -1, assist: -1 }]);
  });

  it("off a goalie's body is still the shooter's", () => {
    const sim = openRink("0 skater", "1 goalie");
    placeSkater(sim, 1, GOAL_LINE_X - 1.6, 0, Math.PI);
    givePuck(sim, 0, 10, 0, 0);
    // Locked, so that the goalie cannot cover it.
    sim.skaters[1]!.lockTicks = 90;
    play(sim, 1, ([control]) => Object.assign(control!, { stick: "shoot", aim: 0 }));
    playUntil(sim, (events) => ofKind(events, "save").length > 0);
    // The rebound goes in after all.
    Object.assign(sim.puck, { x: 24.5, y: -1.85, vx: 30, vy: 0, carrier: -1 });
    expect(ofKind(play(sim, 30), "goalScored")).toMatchObject([{ team: 0, by: 0 }]);
  });

  it("in a match counts on the board, stops play and leads to a face-off at centre ice", () => {
    const sim = runningMatch({ skatersPerTeam: 1 });
    throwPuck(sim, 24, 1.85, 45, 0);
    const events = playUntil(sim, (all) => ofKind(all, "faceoff").length > 0);
    expect(ofKind(events, "goalScored")).toMatchObject([{ team: 0 }]);
    expect(ofKind(events, "whistle")).toMatchObject([{ reason: "goal" }]);
    expect(ofKind(events, "faceoff")).toMatchObject([{ spot: 0 }]);
    expect(sim.referee.score).toEqual([1, 0]);
    expect(sim.puck).toMatchObject({ x: 0, y: 0, carrier: -1 });
  });
});
