import { describe, expect, it } from "@jest/globals";
import { passAim, shotAim } from "../../../../client/input/assist.ts";
import { emptyFrame, emptySkater, type SkaterFigure } from "../../../../client/render/frame.ts";
import { GOAL_HALF_WIDTH, GOAL_LINE_X, POST_RADIUS } from "../../../../shared/rink.ts";

const skater = (fields: Partial<SkaterFigure>): SkaterFigure => ({ ...emptySkater(), ...fields });

describe("a shot without a pointing device", () => {
  /** The y at which a shot by `you` crosses the goal line. */
  const yAtLine = (you: SkaterFigure, ...others: SkaterFigure[]): number => {
    const frame = emptyFrame();
    frame.skaters.push(you, ...others);
    const aim = shotAim(frame, you, 1);
    const side = you.team === 0 ? 1 : -1;
    expect(Math.sign(Math.cos(aim))).toBe(side);
    return you.y + Math.tan(aim) * (side * GOAL_LINE_X - you.x);
  };

  it.each([0, 1] as const)("of team %i goes at the middle of the mouth it attacks if no goalie is there", (team) => {
    const side = team === 0 ? 1 : -1;
    expect(yAtLine(skater({ team, x: 10 * side }))).toBeCloseTo(0);
    expect(Math.abs(yAtLine(skater({ team, x: 10 * side, y: 5 })))).toBeLessThan(0.2);
  });

  it.each([0, 1] as const)("of team %i goes between the goalie and the post that is farther away", (team) => {
    const side = team === 0 ? 1 : -1;
    for (const away of [0.8, -0.8]) {
      const goalie = skater({ team: team === 0 ? 1 : 0, role: "goalie", x: 23.5 * side, y: away });
      for (const y of [-4, 0, 4]) {
        const line = yAtLine(skater({ team, x: 12 * side, y }), goalie) * -Math.sign(away);
        if (y === 0) expect(line).toBeGreaterThan(0.5);
        expect(Math.abs(line)).toBeLessThan(GOAL_HALF_WIDTH - POST_RADIUS);
      }
    }
  });

  it("goes where one faces when the goal is behind or far away", () => {
    const frame = emptyFrame();
    expect(shotAim(frame, skater({ team: 0, x: GOAL_LINE_X + 1 }), 2)).toBe(2);
    expect(shotAim(frame, skater({ team: 0, x: -20 }), 2)).toBe(2);
  });
});

describe("a pass without a pointing device", () => {
  const you = skater({ team: 0 });

  it("goes to the team-mate nearest to where one faces, led by its motion", () => {
    const frame = emptyFrame();
    const ahead = skater({ team: 0, x: 10, y: 0, vy: 2 });
    const aside = skater({ team: 0, x: 0, y: 10 });
    frame.skaters.push(you, ahead, aside);
    expect(passAim(frame, you, 0.1)).toBeCloseTo(Math.atan2(0.7, 10));
    expect(passAim(frame, you, 1.5)).toBeCloseTo(Math.PI / 2);
  });

  it("never goes to opponents or to the goalie, and straight ahead without a team-mate", () => {
    const frame = emptyFrame();
    frame.skaters.push(you, skater({ team: 1, x: 10 }), skater({ team: 0, x: 10, role: "goalie" }));
    expect(passAim(frame, you, -0.4)).toBe(-0.4);
  });
});
