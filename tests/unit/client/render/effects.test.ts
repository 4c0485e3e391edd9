import { setGlobal } from "../../../support/page.ts";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { Effects } from "../../../../client/render/effects.ts";
import { emptyFrame, emptySkater } from "../../../../client/render/frame.ts";
import type { GameEvent } from "../../../../shared/events.ts";

const GOAL: GameEvent = { kind: "goalScored", tick: 1, team: 0, by: 0, assist: -1 };
const FRAME = emptyFrame();

/** How many specks and rings `effects` paints, and whether all of it is at finite places. */
function painted(effects: Effects): { specks: number; rings: number } {
  const count = { specks: 0, rings: 0 };
  const numbers: number[] = [];
  effects.paint(
    // Only what effects use of a context.
    Object.assign(Object.create(null), {
      beginPath() {},
      stroke() {},
      arc: (...place: number[]) => numbers.push(...place.slice(0, 3)) && count.rings++,
      fillRect: (...place: number[]) => numbers.push(...place) && count.specks++,
    }),
  );
  expect(numbers.every(Number.isFinite)).toBe(true);
  return count;
}

beforeEach(() => setGlobal("matchMedia", undefined));

describe("effects", () => {
  it("of a goal are rings and specks that pass", () => {
    const effects = new Effects();
    effects.show(GOAL, FRAME);
    expect(painted(effects)).toEqual({ specks: 90, rings: 3 });
    effects.advance(FRAME, 0.6);
    expect(painted(effects).rings).toBe(0);
    for (let i = 0; i < 30; i++) effects.advance(FRAME, 0.1);
    expect(painted(effects)).toEqual({ specks: 0, rings: 0 });
  });

  it("of a goal against the person who plays are one quiet ring", () => {
    const effects = new Effects();
    const frame = emptyFrame();
    frame.skaters.push({ ...emptySkater(), team: 1 });
    frame.you = 0;
    effects.show(GOAL, frame);
    expect(painted(effects)).toEqual({ specks: 0, rings: 1 });
    effects.show({ ...GOAL, team: 1 }, frame);
    expect(painted(effects)).toEqual({ specks: 90, rings: 4 });
  });

  it("never have more than 260 specks", () => {
    const effects = new Effects();
    for (let i = 0; i < 10; i++) effects.show(GOAL, FRAME);
    expect(painted(effects).specks).toBe(260);
  });

  it("are over at once when nobody looked for a while", () => {
    const effects = new Effects();
    effects.show(GOAL, FRAME);
    effects.clear();
    expect(painted(effects)).toEqual({ specks: 0, rings: 0 });
  });

  it("of a sharp stop are snow, but not of the first sight after a pause", () => {
    const effects = new Effects();
    const frame = emptyFrame();
    const skater = { ...emptySkater(), vx: 10 };
    frame.skaters.push(skater);
    effects.advance(frame, 0.016);
    skater.vx = 6;
    effects.advance(frame, 0.016);
    expect(painted(effects).specks).toBeGreaterThan(0);
    effects.clear();
    skater.vx = 3.5;
    effects.advance(frame, 0.016);
    expect(painted(effects).specks).toBe(0);
  });

  it("are left out for people who asked their system for less motion", () => {
    setGlobal("matchMedia", () => ({ matches: true }));
    const effects = new Effects();
    effects.show(GOAL, FRAME);
    expect(painted(effects)).toEqual({ specks: 0, rings: 0 });
  });

  it("begin at a check only where there is such a skater", () => {
    const effects = new Effects();
    effects.show({ kind: "check", tick: 1, by: 0, on: 5, at: 9 }, FRAME);
    expect(painted(effects).specks).toBe(0);
  });
});
