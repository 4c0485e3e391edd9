import { describe, expect, it } from "@jest/globals";
import { attack, CARRIER, DEFENDER, GOALIE, MATE } from "../../../bots/scenarios/attack.ts";
import { hasResult, HOLD_DECISIONS } from "../../../bots/scenarios/seat.ts";
import {
  coastStage,
  createStage,
  hasEnded,
  isDue,
  orderSeat,
  playOn,
  resetStage,
  type Stage,
} from "../../../bots/scenarios/stage.ts";
import { twoOnOne } from "../../../bots/scenarios/two-on-one.ts";
import { any, GAIN_MATE, RECEIVED, RELEASE_MATE, RELEASE_SELF } from "../../../bots/tasks/facts.ts";
import { taskId } from "../../../bots/tasks/registry.ts";
import { controlFromAction, GLIDE, PASS, SHOOT, SKATE, type Action } from "../../../bots/viewpoint/actions.ts";
import { GOAL_LINE_X, type Point } from "../../../shared/rink.ts";
import { createRng } from "../../../shared/rng.ts";
import { TICKS_PER_DECISION } from "../../../shared/rules.ts";
import { placeSkater } from "../../../shared/sim/placement.ts";
import { givePuck } from "../../support/rink.ts";
import { anyStage, playAction } from "../../support/stage.ts";

type Places = Partial<Record<"carrier" | "mate" | "defender" | "goalie", Point>>;

/** An attack with players at the given places; the others are far away. */
function arranged(places: Places, stage = anyStage(createRng(1))): Stage {
  const far = { mate: { x: -25, y: -8 }, defender: { x: -25, y: 8 }, goalie: { x: -28, y: 0 } };
  const at = { carrier: { x: 10, y: 0 }, ...far, ...places };
  for (const [id, { x, y }] of [
    [MATE, at.mate],
    [DEFENDER, at.defender],
    [GOALIE, at.goalie],
  ] as const) {
    placeSkater(stage.sim, id, x, y, Math.PI);
  }
  givePuck(stage.sim, CARRIER, at.carrier.x, at.carrier.y, 0);
  return stage;
}

const towards = (from: Point, to: Point): number => Math.atan2(to.y - from.y, to.x - from.x);

describe("a carrier's transition", () => {
  it("lasts until the shot is in the net, as many decisions as it took", () => {
    const stage = arranged({ carrier: { x: 12, y: 0 } });
    const { outcome, duration } = playAction(stage, { kind: SHOOT, angle: 0 });
    expect(outcome).toBe("goal");
    // 12 m at up to 45 m/s: a third of a second.
    expect(duration).toBeGreaterThanOrEqual(3);
    expect(duration).toBeLessThanOrEqual(6);
    expect(stage.periods).toBe(duration);
  });

  it("lasts until the team-mate has the puck, released as a pass or as a shot", () => {
    for (const kind of [PASS, SHOOT]) {
      // A shot can be caught only after it has slowed down.
      const mate = kind === PASS ? { x: 12, y: 10 } : { x: -18, y: 8 };
      const stage = arranged({ mate, carrier: { x: 4, y: -6 } });
      stage.sim.skaters[MATE]!.heading = towards(mate, { x: 4, y: -6 });
      expect(playAction(stage, { kind, angle: towards({ x: 4, y: -6 }, mate) }).outcome).toBe("teammate");
    }
  });

  it("lasts until the goalie has stopped it", () => {
    const stage = arranged({ carrier: { x: 14, y: 0 }, goalie: { x: GOAL_LINE_X - 1.6, y: 0 } });
    expect(["saved", "frozen"]).toContain(playAction(stage, { kind: SHOOT, angle: 0 }).outcome);
  });

  it("lasts until an opponent has intercepted the pass", () => {
    const stage = arranged({ carrier: { x: 0, y: 0 }, defender: { x: 8, y: 0 } });
    expect(playAction(stage, { kind: PASS, angle: 0 }).outcome).toBe("opponent");
  });

  it("is one decision long while the carrier keeps the puck", () => {
    const stage = arranged({});
    for (const kind of [GLIDE, SKATE]) {
      const { tick } = stage.sim;
      const { outcome, duration } = playAction(stage, { kind, angle: 1 });
      expect([outcome, duration, stage.sim.tick - tick]).toEqual(["none", 1, TICKS_PER_DECISION]);
    }
    expect(stage.periods).toBe(2);
  });

  it("is longer when the carrier releases the puck and gets it back", () => {
    const stage = arranged({ carrier: { x: 0, y: 9 } });
    const { events, duration } = playAction(stage, { kind: PASS, angle: Math.PI / 2 });
    expect(any(events, RELEASE_SELF)).toBe(true);
    expect(duration).toBeGreaterThan(2);
    expect(stage.sim.puck.carrier).toBe(CARRIER);
  });
});

describe("two seats", () => {
  const order = (stage: Stage, index: number, action: Action): void => {
    const seat = stage.seats[index]!;
    orderSeat(stage, seat, (control) => controlFromAction(action, stage.sim, seat.skater, control));
  };

  it("act at the same time; who has released acts without the puck while its pass is on the way", () => {
    const stage = arranged({ carrier: { x: 0, y: 0 }, mate: { x: 14, y: 0 } }, anyStage(createRng(1), twoOnOne));
    const [passer, receiver] = [stage.seats[0]!, stage.seats[1]!];
    expect([isDue(stage, passer), isDue(stage, receiver)]).toEqual([true, true]);
    order(stage, 0, { kind: PASS, angle: 0 });
    order(stage, 1, { kind: GLIDE, angle: 0 });
    let received = 0;
    let moves = 0;
    for (let i = 0; i < 40 && received === 0; i++) {
      playOn(stage);
      if (receiver.moving.state === "over") {
        if (any(receiver.moving.events, RECEIVED)) received = receiver.moving.events;
        receiver.moving.state = "none";
      }
      if (passer.moving.state === "over") {
        // The pass itself is not over yet.
        expect(passer.carrying.state).toBe("open");
        passer.moving.state = "none";
        moves++;
      }
      for (const index of [0, 1]) if (isDue(stage, stage.seats[index]!)) order(stage, index, { kind: GLIDE, angle: 0 });
    }
    expect(any(received, RECEIVED)).toBe(true);
    expect(moves).toBeGreaterThan(0);
    expect(passer.carrying.state).toBe("over");
    expect(any(passer.carrying.events, GAIN_MATE)).toBe(true);
    expect(any(passer.carrying.events, RELEASE_MATE)).toBe(false);
  });

  it("hold an order without the puck while it is carried, and end it when the puck is released or loose", () => {
    const stage = arranged({ carrier: { x: 0, y: 0 }, mate: { x: 14, y: 9 } }, anyStage(createRng(1), twoOnOne));
    const receiver = stage.seats[1]!;
    /** How long each order of the receiver lasts while the carrier gives the orders that `next` says. */
    const durations = (next: () => Action, periods: number): number[] => {
      const found: number[] = [];
      const until = stage.periods + periods;
      while (stage.periods < until) {
        for (const seat of stage.seats) {
          for (const transition of [seat.carrying, seat.moving]) {
            if (transition.state !== "over") continue;
            if (seat === receiver) found.push(transition.duration);
            transition.state = "none";
          }
        }
        if (isDue(stage, stage.seats[0]!)) order(stage, 0, next());
        if (isDue(stage, receiver)) order(stage, 1, { kind: SKATE, angle: 0 });
        playOn(stage);
      }
      return found;
    };
    const held = durations(() => ({ kind: GLIDE, angle: 0 }), 10);
    expect(held.slice(0, 2)).toEqual([HOLD_DECISIONS, HOLD_DECISIONS]);
    // A pass into free ice: the order ends with the release, and the puck is loose from then on.
    const loose = durations(() => ({ kind: PASS, angle: Math.PI / 2 }), 6);
    expect(loose.slice(1).every((duration) => duration === 1)).toBe(true);
    expect(loose.length).toBeGreaterThan(3);
  });

  it("write a held order anew in every decision: the stick of who has no puck follows it", () => {
    const stage = arranged({ carrier: { x: 0, y: 0 }, mate: { x: 14, y: 0 } }, anyStage(createRng(1), twoOnOne));
    order(stage, 0, { kind: SKATE, angle: Math.PI / 2 });
    order(stage, 1, { kind: GLIDE, angle: 0 });
    const before = stage.controls[MATE]!.aim;
    while (stage.seats[1]!.moving.state === "open") {
      if (isDue(stage, stage.seats[0]!)) order(stage, 0, { kind: SKATE, angle: Math.PI / 2 });
      playOn(stage);
      if (stage.seats[0]!.carrying.state === "over") stage.seats[0]!.carrying.state = "none";
    }
    expect(stage.controls[MATE]!.aim).not.toBe(before);
  });

  it("act only for tasks that are practised; the scenario drives them otherwise", () => {
    const stage = createStage(twoOnOne, createRng(1), [taskId("shoot")]);
    arranged({ mate: { x: 14, y: 4 } }, stage);
    expect(stage.seats.map((seat) => isDue(stage, seat))).toEqual([true, false]);
    const before = { ...stage.controls[MATE]! };
    order(stage, 0, { kind: GLIDE, angle: 0 });
    playOn(stage);
    expect(stage.controls[MATE]).not.toEqual(before);
  });
});

describe("a stage", () => {
  it("gives no more orders when time is up, and ends when nothing is open", () => {
    const stage = arranged({});
    const seat = stage.seats[0]!;
    let transitions = 0;
    while (isDue(stage, seat)) {
      // Keeps the defender away.
      placeSkater(stage.sim, DEFENDER, -25, 8, 0);
      expect(playAction(stage, { kind: GLIDE, angle: 0 }).outcome).toBe("none");
      transitions++;
    }
    expect(transitions).toBe(attack.decisions);
    expect([hasEnded(stage), playOn(stage)]).toEqual([true, false]);
    resetStage(stage);
    expect([hasEnded(stage), stage.periods, isDue(stage, seat)]).toEqual([false, 0, true]);
  });

  it("lets a release that is on its way when time is up come to its end", () => {
    const stage = arranged({ carrier: { x: 12, y: 0 } });
    stage.periods = attack.decisions - 1;
    expect(playAction(stage, { kind: SHOOT, angle: 0 }).outcome).toBe("goal");
    expect(stage.periods).toBeGreaterThan(attack.decisions);
  });

  it("begins the same way for the same seed, and differently for another", () => {
    const start = (seed: number): number[] => anyStage(createRng(seed)).sim.skaters.flatMap(({ x, y }) => [x, y]);
    expect(start(1)).toEqual(start(1));
    expect(start(1)).not.toEqual(start(2));
  });

  it("plays on after its end, for people who watch", () => {
    const stage = arranged({ carrier: { x: 14, y: 0 } });
    playAction(stage, { kind: SHOOT, angle: 0 });
    const { tick } = stage.sim;
    for (let i = 0; i < 30; i++) coastStage(stage);
    expect(stage.sim.tick - tick).toBe(30);
    expect(stage.seats.some(hasResult)).toBe(false);
  });
});
