import { describe, expect, it } from "@jest/globals";
import { CATCH_SPEED, CHECK_SPEED, LOST_LOCK_TICKS, POKE_TICKS } from "../../../shared/rules.ts";
import { placeSkater } from "../../../shared/sim/placement.ts";
import { givePuck, ofKind, openRink, play, playUntil, throwPuck, type PlayerText } from "../../support/rink.ts";

describe("a loose puck", () => {
  it("is picked up by the blade that reaches it", () => {
    const sim = openRink("0 skater");
    placeSkater(sim, 0, 0, 0, 0);
    throwPuck(sim, 1.6, 0.3, 0, 0);
    expect(play(sim, 1)).toMatchObject([{ kind: "gain", by: 0, from: -1, how: "pickup" }]);
  });

  it("is out of reach of the skater's back", () => {
    const sim = openRink("0 skater");
    placeSkater(sim, 0, 0, 0, 0);
    throwPuck(sim, -1.6, 0, 0, 0);
    expect(play(sim, 60)).toEqual([]);
  });

  it("is too fast to catch above the catching speed", () => {
    const caught = (speed: number): boolean => {
      const sim = openRink("0 skater");
      placeSkater(sim, 0, 0, 0, 0);
      throwPuck(sim, 1.5, -4, 0, speed);
      return ofKind(play(sim, 20), "gain").length > 0;
    };
    expect(caught(CATCH_SPEED - 2)).toBe(true);
    expect(caught(CATCH_SPEED + 8)).toBe(false);
  });

  it("goes to the nearer of two blades", () => {
    const sim = openRink("0 skater", "1 skater");
    placeSkater(sim, 0, -2, 0, 0);
    placeSkater(sim, 1, 1.9, 0, Math.PI);
    throwPuck(sim, 0, 0, 0, 0);
    expect(ofKind(play(sim, 1), "gain")).toMatchObject([{ by: 1 }]);
  });

  it("exactly between two blades goes to either at random, as seeded", () => {
    const winners = new Set<number>();
    const sim = openRink("0 skater", "1 skater");
    for (let i = 0; i < 40; i++) {
      placeSkater(sim, 0, -2, 0, 0);
      placeSkater(sim, 1, 2, 0, Math.PI);
      throwPuck(sim, 0, 0, 0, 0);
      winners.add(ofKind(play(sim, 1), "gain")[0]!.by);
    }
    expect(winners).toEqual(new Set([0, 1]));
  });
});

describe("taking the puck away", () => {
  it("an opponent's pass on its way is intercepted", () => {
    const sim = openRink("0 skater", "1 skater");
    placeSkater(sim, 1, 12, 5, Math.PI);
    givePuck(sim, 0, 0, 5, 0);
    const events = play(sim, 60, ([control]) => Object.assign(control!, { stick: "pass", aim: 0 }));
    expect(ofKind(events, "gain")).toMatchObject([{ by: 1, from: 0, how: "interception" }]);
  });

  it("a pass that bounced off somebody's body is only picked up", () => {
    const sim = openRink("0 skater", "1 skater");
    placeSkater(sim, 1, 12, 5, 0);
    givePuck(sim, 0, 0, 5, 0);
    play(sim, 40, ([control]) => Object.assign(control!, { stick: "pass", aim: 0 }));
    expect(sim.puck).toMatchObject({ releasedBy: -1, lastTouch: 1 });
    throwPuck(sim, sim.skaters[1]!.x + 1.5, sim.skaters[1]!.y, 0, 0);
    expect(ofKind(play(sim, 1), "gain")).toMatchObject([{ by: 1, how: "pickup" }]);
  });

  it("a blade at the puck steals it after the poke time, and the skater who lost it cannot take it back at once", () => {
    const sim = openRink("0 skater", "1 skater");
    givePuck(sim, 0, 0, 0, 0);
    placeSkater(sim, 1, 1.5, 1.6, -Math.PI / 2);
    let ticks = 0;
    const events = playUntil(sim, (all) => {
      ticks++;
      return ofKind(all, "gain").length > 0;
    });
    expect(ticks).toBe(POKE_TICKS);
    expect(events).toMatchObject([
      { kind: "loss", by: 0, to: 1 },
      { kind: "gain", by: 1, from: 0, how: "steal" },
    ]);
    expect(sim.skaters[0]!.lockTicks).toBe(LOST_LOCK_TICKS);
    ticks = 0;
    playUntil(sim, (all) => {
      ticks++;
      return ofKind(all, "gain").some((gain) => gain.by === 0);
    });
    expect(ticks).toBeGreaterThanOrEqual(LOST_LOCK_TICKS);
  });

  it("a poke must last: one that comes and goes takes nothing", () => {
    const sim = openRink("0 skater", "1 skater");
    givePuck(sim, 0, 0, 0, 0);
    const events = play(sim, 80, (_, tick) => placeNear(tick % 8 < 3));
    expect(events).toEqual([]);

    function placeNear(isNear: boolean): void {
      const poker = sim.skaters[1]!;
      Object.assign(poker, { x: 1.5, y: isNear ? 1.6 : 5, vx: 0, vy: 0, heading: -Math.PI / 2 });
    }
  });

  it("team-mates do not poke each other", () => {
    const sim = openRink("0 skater", "0 skater");
    givePuck(sim, 0, 0, 0, 0);
    placeSkater(sim, 1, 1.5, 1.6, -Math.PI / 2);
    expect(play(sim, 60)).toEqual([]);
  });

  it("nobody pokes a goalie who covers the puck", () => {
    const sim = openRink("0 goalie", "1 skater");
    givePuck(sim, 0, -20, 0, 0);
    placeSkater(sim, 1, sim.puck.x, 1.6, -Math.PI / 2);
    expect(play(sim, 60)).toEqual([]);
  });
});

describe("a body check", () => {
  const collide = (other: PlayerText, speed: number) => {
    const sim = openRink("0 skater", other);
    givePuck(sim, 0, 0, 0, Math.PI);
    placeSkater(sim, 1, 2.5, 0, Math.PI);
    sim.skaters[1]!.vx = -speed;
    const events = play(sim, 30, (controls) => (controls[0]!.aim = Math.PI));
    return { sim, events };
  };

  it("frees the carrier's puck when it is hard enough", () => {
    const { events } = collide("1 skater", 12);
    expect(ofKind(events, "check")[0]).toMatchObject({ by: 1, on: 0 });
    expect(ofKind(events, "check")[0]!.at).toBeGreaterThan(CHECK_SPEED);
    expect(ofKind(events, "loss")[0]).toMatchObject({ by: 0, to: 1 });
  });

  it("does nothing when it is soft or between team-mates", () => {
    expect(collide("1 skater", 5).events).toEqual([]);
    const friendly = collide("0 skater", 12);
    expect(friendly.events).toEqual([]);
    expect(friendly.sim.puck.carrier).toBe(0);
    expect(friendly.sim.skaters[0]!.vx).toBeLessThan(-1);
  });

  it("moves the lighter body more: bodies exchange momentum", () => {
    const { sim } = collide("1 skater", 12);
    expect(sim.skaters[0]!.x).toBeLessThan(-0.5);
    expect(sim.skaters[1]!.vx).toBeGreaterThan(-6);
  });
});
