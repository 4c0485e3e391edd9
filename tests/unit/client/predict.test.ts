/**
 * Motion on the rink between the states of the server, on the SDK's own prediction.
 */
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { Motion } from "../../../client/predict.ts";
import { idleControl, type Control } from "../../../shared/control.ts";
import { createFakeMatch, TICK_MS, type FakeMatch } from "../../support/fake-match.ts";

const RIGHT: Control = { ...idleControl(), moveX: 1 };

let match: FakeMatch;
let motion: Motion;

beforeEach(() => {
  match = createFakeMatch();
  motion = new Motion(match.room);
  frame(0);
});
afterEach(() => {
  motion.dispose();
  match.dispose();
});

/** Draws one screen frame `ms` after the last; returns where the player's skater is drawn. */
function frame(ms: number, control: Control = RIGHT, isFresh = true): number {
  match.wait(ms);
  return motion.advance(match.nowMs(), control, isFresh).skaters[0]!.x;
}

/** Draws screen frames for `ticks` ticks; returns where the player's skater is drawn in the last. */
function skate(ticks: number, isFresh = true): number {
  let x = 0;
  for (let i = 0; i < ticks; i++) x = frame(TICK_MS, RIGHT, isFresh);
  return x;
}

describe("the player's skater", () => {
  it("moves before the server has answered, with one input for each tick", () => {
    expect(skate(30)).toBeGreaterThan(0.3);
    expect(match.sent()).toBe(30);
  });

  it("is at the server's position once all inputs are processed and the correction has faded", () => {
    skate(30);
    Object.assign(match.server.skaters[0]!, { x: -4, y: 1, vx: 0, vy: 0 });
    match.patch(30);
    for (let i = 0; i < 60; i++) frame(TICK_MS, idleControl());
    expect(motion.frame.skaters[0]!.x).toBeCloseTo(-4, 1);
    expect(motion.frame.skaters[0]!.y).toBeCloseTo(1, 1);
  });

  it("stands still on a dead connection, and nothing is sent that would arrive in a burst", () => {
    skate(30);
    const x = skate(2, false);
    expect(skate(300, false)).toBeCloseTo(x, 5);
    expect(match.sent()).toBe(30);
  });

  it("moves again when messages arrive", () => {
    skate(30);
    const x = skate(120, false);
    expect(skate(30)).toBeGreaterThan(x + 0.3);
    expect(match.sent()).toBe(60);
  });

  it("does not make up for a pause of the page", () => {
    skate(10);
    frame(60_000);
    expect(match.sent()).toBeLessThanOrEqual(15);
    skate(10);
    expect(match.sent()).toBeLessThanOrEqual(25);
  });

  it("sends nothing and does not move for a person without a place", () => {
    match.server.skaters[0]!.sessionId = "";
    match.patch();
    expect(skate(30)).toBeCloseTo(0, 2);
    expect(motion.frame.you).toBe(-1);
    expect(match.sent()).toBe(0);
  });

  it("is predicted as soon as the person gets a place", () => {
    match.server.skaters[0]!.sessionId = "";
    match.patch();
    skate(5);
    match.server.skaters[1]!.sessionId = "you";
    match.patch();
    skate(30);
    expect(motion.frame.you).toBe(1);
    expect(motion.frame.skaters[1]!.x).toBeGreaterThan(-9.8);
    expect(match.sent()).toBeGreaterThan(25);
  });

  it("glides while play is stopped, whatever the person does", () => {
    match.server.phase = "faceoff";
    match.patch();
    expect(skate(30)).toBeCloseTo(0, 2);
  });

  it("is left to the server while a bot plays for the person", () => {
    match.server.skaters[0]!.isConnected = false;
    match.patch();
    expect(skate(30)).toBeCloseTo(0, 2);
  });
});

describe("the others", () => {
  /** The server moves the bot by 0.2 m a patch from x = -10. */
  function skateBot(patches: number): void {
    for (let i = 0; i < patches; i++) {
      match.server.skaters[1]!.x += 0.2;
      match.patch();
      frame(TICK_MS);
      frame(TICK_MS);
    }
  }

  it("are drawn between two states, a little late, and stop where they were last seen", () => {
    skateBot(10);
    const drawn = motion.frame.skaters[1]!.x;
    expect(drawn).toBeGreaterThan(-9);
    expect(drawn).toBeLessThan(-8.1);
    skate(120, false);
    expect(motion.frame.skaters[1]!.x).toBeCloseTo(-8, 1);
  });

  it("are not drawn sliding across the ice when all are placed", () => {
    skateBot(10);
    match.server.skaters[1]!.x = 12;
    match.server.epoch++;
    match.patch();
    frame(TICK_MS);
    expect(motion.frame.skaters[1]!.x).toBeCloseTo(12, 1);
  });
});

describe("the puck", () => {
  it("is drawn at the stick of the predicted skater, without a lag", () => {
    match.server.puck.carrier = 0;
    match.patch();
    skate(60);
    const [you] = motion.frame.skaters;
    expect(motion.frame.puck.x).toBeGreaterThan(you!.x);
    expect(motion.frame.puck.x - you!.x).toBeLessThan(2);
  });
});
