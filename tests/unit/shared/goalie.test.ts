import { describe, expect, it } from "@jest/globals";
import { FACEOFF_SPOTS, GOAL_LINE_X, nearestFaceoffSpot } from "../../../shared/rink.ts";
import { GOALIE_HOLD_TICKS, WHISTLE_TICKS } from "../../../shared/rules.ts";
import { placeSkater } from "../../../shared/sim/placement.ts";
import { givePuck, idleControls, ofKind, openRink, play, playUntil, runningMatch } from "../../support/rink.ts";
import { step, type Sim } from "../../../shared/sim/sim.ts";

/** Lets skater 0 release from (x, y) towards `aim`; skater 1 is the other player. */
function release(sim: Sim, stick: "pass" | "shoot", x: number, y: number, aim: number) {
  givePuck(sim, 0, x, y, aim);
  return play(sim, 40, ([control]) => Object.assign(control!, { stick, aim }));
}

describe("a save", () => {
  it("is the goalie's body in the way of an opponent's shot on target", () => {
    const sim = openRink("0 skater", "1 goalie");
    placeSkater(sim, 1, GOAL_LINE_X - 1.6, 0, Math.PI);
    const events = release(sim, "shoot", 10, 0, 0);
    expect(ofKind(events, "save")).toMatchObject([{ by: 1, from: 0 }]);
    expect(ofKind(events, "goalScored")).toEqual([]);
  });

  it("is also a slow puck on target that is covered", () => {
    const sim = openRink("0 skater", "1 goalie");
    placeSkater(sim, 1, GOAL_LINE_X - 1.6, 0, Math.PI);
    givePuck(sim, 0, 10, 0, 0);
    play(sim, 1, ([control]) => Object.assign(control!, { stick: "pass", aim: 0 }));
    sim.puck.vx = 14;
    const events = play(sim, 90);
    expect(ofKind(events, "save")).toHaveLength(1);
    expect(ofKind(events, "gain")).toMatchObject([{ by: 1, how: "cover" }]);
  });

  it("is not a shot that would have gone wide, nor one against a skater", () => {
    const wide = openRink("0 skater", "1 goalie");
    placeSkater(wide, 1, 20, 7, Math.PI);
    expect(ofKind(release(wide, "shoot", 10, 7, 0), "save")).toEqual([]);
    const blocked = openRink("0 skater", "1 skater");
    placeSkater(blocked, 1, GOAL_LINE_X - 3, 0, 0);
    expect(ofKind(release(blocked, "shoot", 10, 0, 0), "save")).toEqual([]);
  });

  it("is not a shot that glances off the goalie into the net", () => {
    for (const y of [1.68, -1.68]) {
      const sim = openRink("0 skater", "1 goalie");
      placeSkater(sim, 1, GOAL_LINE_X - 1.6, 0, Math.PI);
      const events = release(sim, "shoot", 10, y, 0);
      expect(ofKind(events, "goalScored")).toMatchObject([{ team: 0, by: 0 }]);
      expect(ofKind(events, "save")).toEqual([]);
      expect(sim.puck.lastTouch).toBe(1);
    }
  });

  it("is not a team-mate's pass back, nor a puck that nobody released", () => {
    const own = openRink("0 skater", "0 goalie");
    placeSkater(own, 1, 1.6 - GOAL_LINE_X, 0, 0);
    expect(ofKind(release(own, "pass", -12, 0, Math.PI), "save")).toEqual([]);
    const loose = openRink("0 skater", "1 goalie");
    placeSkater(loose, 1, GOAL_LINE_X - 1.6, 0, Math.PI);
    Object.assign(loose.puck, { x: 15, y: 0, vx: 40, vy: 0 });
    expect(ofKind(play(loose, 40), "save")).toEqual([]);
  });
});

describe("a goalie who holds the puck", () => {
  it("freezes it: a whistle, then a face-off at the nearest spot", () => {
    const sim = runningMatch({ skatersPerTeam: 1 });
    const goalie = sim.skaters.findIndex((skater) => skater.role === "goalie" && skater.team === 1);
    givePuck(sim, goalie, 23.9, -1, Math.PI);
    const spot = nearestFaceoffSpot(sim.puck.x, sim.puck.y);
    const toWhistle = playUntil(sim, (events) => ofKind(events, "whistle").length > 0);
    expect(ofKind(toWhistle, "whistle")).toMatchObject([{ reason: "frozen" }]);
    expect(sim.referee).toMatchObject({ phase: "whistle", spot });
    expect(sim.puck.carrier).toBe(-1);
    const toFaceoff = play(sim, WHISTLE_TICKS);
    expect(ofKind(toFaceoff, "faceoff")).toMatchObject([{ spot }]);
    expect(sim.puck).toMatchObject({ ...FACEOFF_SPOTS[spot], carrier: -1 });
    expect(FACEOFF_SPOTS[spot]).toEqual({ x: 18.5, y: -7 });
  });

  it("may hold it as long as the rules allow, and play it before", () => {
    const sim = runningMatch({ skatersPerTeam: 1 });
    const goalie = sim.skaters.findIndex((skater) => skater.role === "goalie" && skater.team === 1);
    givePuck(sim, goalie, 23.9, 0, Math.PI);
    expect(ofKind(play(sim, GOALIE_HOLD_TICKS - 1), "whistle")).toEqual([]);
    givePuck(sim, goalie, 23.9, 0, Math.PI);
    const controls = idleControls(sim);
    Object.assign(controls[goalie]!, { stick: "pass", aim: 2 });
    const kinds = Array.from({ length: 60 }, () => step(sim, controls).map((event) => event.kind)).flat();
    expect(kinds).toContain("release");
    expect(kinds).not.toContain("whistle");
  });
});
