import { describe, expect, it } from "@jest/globals";
import { GLIDE, PASS, SHOOT, SKATE } from "../../../bots/viewpoint/actions.ts";
import {
  coastDrill,
  createDrill,
  DRILL_DECISIONS,
  isTruncated,
  playAction,
  resetDrill,
  type Drill,
} from "../../../bots/scenarios/stage.ts";
import { CARRIER, DEFENDER, GOALIE, MATE } from "../../../bots/scenarios/attack.ts";
import { GOAL_LINE_X, type Point } from "../../../shared/rink.ts";
import { createRng } from "../../../shared/rng.ts";
import { TICKS_PER_DECISION } from "../../../shared/rules.ts";
import { placeSkater } from "../../../shared/sim/placement.ts";
import { distanceToBoards } from "../../support/geometry.ts";
import { givePuck } from "../../support/rink.ts";

/** A drill with players at the given places; the others are far away. */
function arranged(places: Partial<Record<"carrier" | "mate" | "defender" | "goalie", Point>>): Drill {
  const drill = createDrill(createRng(1));
  const far = { mate: { x: -25, y: -8 }, defender: { x: -25, y: 8 }, goalie: { x: -28, y: 0 } };
  const at = { carrier: { x: 10, y: 0 }, ...far, ...places };
  for (const [id, { x, y }] of [
    [MATE, at.mate],
    [DEFENDER, at.defender],
    [GOALIE, at.goalie],
  ] as const) {
    placeSkater(drill.sim, id, x, y, Math.PI);
  }
  givePuck(drill.sim, CARRIER, at.carrier.x, at.carrier.y, 0);
  return drill;
}

const towards = (from: Point, to: Point): number => Math.atan2(to.y - from.y, to.x - from.x);

describe("a drill's outcome", () => {
  it("is a goal when the shot goes in, after as many decisions as it took", () => {
    const drill = arranged({ carrier: { x: 12, y: 0 } });
    playAction(drill, { kind: SHOOT, angle: 0 });
    expect(drill.outcome).toBe("goal");
    // 12 m at up to 45 m/s: a third of a second.
    expect(drill.duration).toBeGreaterThanOrEqual(3);
    expect(drill.duration).toBeLessThanOrEqual(5);
    expect(drill.periods).toBe(drill.duration);
  });

  it("is the team-mate's when the puck arrives there, released as a pass or as a shot", () => {
    for (const kind of [PASS, SHOOT]) {
      // A shot can be caught only after it has slowed down.
      const mate = kind === PASS ? { x: 12, y: 10 } : { x: -18, y: 8 };
      const drill = arranged({ mate, carrier: { x: 4, y: -6 } });
      drill.sim.skaters[MATE]!.heading = towards(mate, { x: 4, y: -6 });
      playAction(drill, { kind, angle: towards({ x: 4, y: -6 }, mate) });
      expect(drill.outcome).toBe("teammate");
    }
  });

  it("is a save when the goalie stops it", () => {
    const drill = arranged({ carrier: { x: 14, y: 0 }, goalie: { x: GOAL_LINE_X - 1.6, y: 0 } });
    playAction(drill, { kind: SHOOT, angle: 0 });
    expect(drill.outcome).toBe("saved");
  });

  it("is the opponent's when the pass is intercepted", () => {
    const drill = arranged({ carrier: { x: 0, y: 0 }, defender: { x: 8, y: 0 } });
    playAction(drill, { kind: PASS, angle: 0 });
    expect(drill.outcome).toBe("opponent");
  });

  it("is none while the carrier keeps the puck: one decision, and the drill goes on", () => {
    const drill = arranged({});
    for (const kind of [GLIDE, SKATE]) {
      const { tick } = drill.sim;
      playAction(drill, { kind, angle: 1 });
      expect([drill.outcome, drill.duration, drill.sim.tick - tick]).toEqual(["none", 1, TICKS_PER_DECISION]);
    }
    expect(drill.periods).toBe(2);
  });

  it("is none with a longer duration when the carrier releases the puck and gets it back", () => {
    const drill = arranged({ carrier: { x: 0, y: 9 } });
    playAction(drill, { kind: PASS, angle: Math.PI / 2 });
    expect(drill.outcome).toBe("none");
    expect(drill.duration).toBeGreaterThan(2);
    expect(drill.sim.puck.carrier).toBe(CARRIER);
  });
});

describe("a drill", () => {
  it("is truncated when time runs out before anything is decided", () => {
    const drill = arranged({});
    let transitions = 0;
    while (!isTruncated(drill)) {
      // Keeps the defender away.
      placeSkater(drill.sim, DEFENDER, -25, 8, 0);
      playAction(drill, { kind: GLIDE, angle: 0 });
      expect(drill.outcome).toBe("none");
      transitions++;
    }
    expect(transitions).toBe(DRILL_DECISIONS);
    resetDrill(drill);
    expect([isTruncated(drill), drill.periods]).toEqual([false, 0]);
  });

  it("begins with the puck on the carrier's stick, room around the carrier, and everybody in the attacking half", () => {
    const drill = createDrill(createRng(2));
    for (let i = 0; i < 500; i++) {
      resetDrill(drill);
      const { skaters, puck } = drill.sim;
      expect(puck.carrier).toBe(CARRIER);
      for (const { id, x, y, radius } of skaters) {
        expect(distanceToBoards(x, y)).toBeGreaterThan(radius);
        expect(x).toBeGreaterThan(-3);
        if (id === CARRIER) continue;
        const { x: carrierX, y: carrierY } = skaters[CARRIER]!;
        expect(Math.hypot(carrierX - x, carrierY - y)).toBeGreaterThan(2 * radius);
      }
    }
  });

  it("begins the same way for the same seed, and differently for another", () => {
    const start = (seed: number): number[] => {
      const { skaters } = createDrill(createRng(seed)).sim;
      return skaters.flatMap(({ x, y }) => [x, y]);
    };
    expect(start(1)).toEqual(start(1));
    expect(start(1)).not.toEqual(start(2));
  });

  it("plays on after its end, for people who watch", () => {
    const drill = arranged({ carrier: { x: 14, y: 0 } });
    playAction(drill, { kind: SHOOT, angle: 0 });
    const { tick } = drill.sim;
    for (let i = 0; i < 30; i++) coastDrill(drill);
    expect(drill.sim.tick - tick).toBe(30);
    expect(drill.outcome).toBe("goal");
  });
});
