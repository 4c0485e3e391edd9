import { describe, expect, it } from "@jest/globals";
import { copyControl, idleControl, type Control } from "../../../shared/control.ts";
import { placeSkater } from "../../../shared/sim/placement.ts";
import { createSim, matchConfig } from "../../../shared/sim/sim.ts";
import { capture, greatestDistance, hashSnapshot, restore } from "../../../shared/snapshot.ts";
import { clamp, wrapAngle } from "../../../shared/units.ts";
import { openRink, play, runningMatch } from "../../support/rink.ts";

describe("a match config", () => {
  it("has the asked number of skaters and one goalie a side", () => {
    for (const skatersPerTeam of [1, 2, 3, 4, 5]) {
      const { roster } = matchConfig({ skatersPerTeam });
      for (const team of [0, 1]) {
        const side = roster.filter((spec) => spec.team === team);
        expect(side.filter((spec) => spec.role === "skater")).toHaveLength(skatersPerTeam);
        expect(side.filter((spec) => spec.role === "goalie")).toHaveLength(1);
      }
    }
  });

  it("says what is wrong and what is allowed", () => {
    const { NaN: none } = Number;
    expect(() => matchConfig({ skatersPerTeam: 0 })).toThrow(
      /skatersPerTeam must be a whole number from 1 to 5, not 0/,
    );
    expect(() => matchConfig({ skatersPerTeam: 6 })).toThrow(RangeError);
    expect(() => matchConfig({ skatersPerTeam: 2.5 })).toThrow(/not 2.5/);
    expect(() => matchConfig({ periods: 0 })).toThrow(/periods must be 1 or more, not 0/);
    expect(() => matchConfig({ periods: none })).toThrow(RangeError);
    expect(() => matchConfig({ periodSeconds: 0 })).toThrow(/periodSeconds must be above 0 and at most 3600, not 0/);
    expect(() => matchConfig({ periodSeconds: none })).toThrow(RangeError);
    expect(() => matchConfig({ periodSeconds: Infinity })).toThrow(RangeError);
  });

  it("with an empty roster is an empty rink", () => {
    expect(createSim({ roster: [], match: null }, 1).skaters).toEqual([]);
  });
});

describe("a control", () => {
  const legal = (partial: Partial<Control>): Control => {
    const to = idleControl();
    copyControl(to, { ...idleControl(), ...partial });
    return to;
  };

  it("keeps its move within the unit disc", () => {
    const { moveX, moveY } = legal({ moveX: 3, moveY: -4 });
    expect(Math.hypot(moveX, moveY)).toBeCloseTo(1, 10);
    expect([Math.sign(moveX), Math.sign(moveY)]).toEqual([1, -1]);
    expect(legal({ moveX: 0.3, moveY: -0.4 })).toMatchObject({ moveX: 0.3, moveY: -0.4 });
    expect(legal({ moveX: -Infinity })).toMatchObject({ moveX: -1, moveY: 0 });
  });

  it("turns numbers that are not finite into standing still", () => {
    expect(legal({ moveX: Number.NaN, moveY: Number.NaN, aim: Number.NaN })).toEqual(idleControl());
    expect(legal({ aim: Infinity }).aim).toBe(0);
  });

  it("wraps its aim", () => {
    expect(legal({ aim: 3 * Math.PI }).aim).toBeCloseTo(Math.PI, 10);
    expect(legal({ aim: -4 }).aim).toBeCloseTo(2 * Math.PI - 4, 5);
  });
});

describe("angles and limits", () => {
  it("wraps into (-pi, pi]", () => {
    expect(wrapAngle(Math.PI)).toBe(Math.PI);
    expect(wrapAngle(-Math.PI)).toBe(Math.PI);
    for (let angle = -50; angle < 50; angle += 0.37) {
      const wrapped = wrapAngle(angle);
      expect(Math.abs(wrapped)).toBeLessThanOrEqual(Math.PI);
      expect(Math.cos(wrapped)).toBeCloseTo(Math.cos(angle), 9);
      expect(Math.sin(wrapped)).toBeCloseTo(Math.sin(angle), 9);
    }
  });

  it("clamps, and NaN to the low end", () => {
    expect([clamp(-2, 0, 1), clamp(2, 0, 1), clamp(0.5, 0, 1), clamp(Number.NaN, 0, 1)]).toEqual([0, 1, 0.5, 0]);
  });
});

describe("placing", () => {
  it("refuses a skater that is not there", () => {
    expect(() => placeSkater(openRink("0 skater"), 1, 0, 0, 0)).toThrow(/skater must be 0 to 0, not 1/);
  });
});

describe("a snapshot", () => {
  it("of another roster is refused", () => {
    const snapshot = capture(openRink("0 skater"));
    expect(() => restore(openRink("0 skater", "1 skater"), snapshot)).toThrow(
      /snapshot has 1 skaters, the simulation 2/,
    );
  });

  it("is a copy: it does not change when the simulation goes on", () => {
    const sim = runningMatch();
    const before = capture(sim);
    const text = JSON.stringify(before);
    play(sim, 50, (controls) => controls.forEach((control) => (control.moveX = 1)));
    expect(JSON.stringify(before)).toBe(text);
    expect(greatestDistance(before, capture(sim))).toBeGreaterThan(1);
    expect(greatestDistance(before, before)).toBe(0);
    expect(hashSnapshot(before)).not.toBe(hashSnapshot(capture(sim)));
  });
});
