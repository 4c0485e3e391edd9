import { describe, expect, it } from "@jest/globals";
import { passAim, shotAim } from "../../../../client/input/assist.ts";
import { emptyFrame, emptySkater, type SkaterFigure } from "../../../../client/render/frame.ts";
import { GOAL_LINE_X } from "../../../../shared/rink.ts";

const skater = (fields: Partial<SkaterFigure>): SkaterFigure => ({ ...emptySkater(), ...fields });

describe("a shot without a pointing device", () => {
  it.each([0, 1] as const)("of team %i goes at the middle of the mouth it attacks", (team) => {
    const side = team === 0 ? 1 : -1;
    const aim = shotAim(skater({ team, x: 10 * side, y: 5 }), 1);
    expect(Math.tan(aim)).toBeCloseTo(-5 / (side * (GOAL_LINE_X - 10)));
    expect(Math.sign(Math.cos(aim))).toBe(side);
  });

  it("goes where one faces when the goal is behind or far away", () => {
    expect(shotAim(skater({ team: 0, x: GOAL_LINE_X + 1 }), 2)).toBe(2);
    expect(shotAim(skater({ team: 0, x: -20 }), 2)).toBe(2);
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
