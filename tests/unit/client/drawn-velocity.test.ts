import { describe, expect, it } from "@jest/globals";
import { followVelocity } from "../../../client/drawn-velocity.ts";

describe("a drawn velocity", () => {
  it("approaches the velocity of the drawn motion", () => {
    const figure = { x: 0, y: 0, vx: 0, vy: 0 };
    for (let i = 0; i < 60; i++) {
      figure.x += 6 / 60;
      figure.y -= 3 / 60;
      followVelocity(figure, figure.x - 6 / 60, figure.y + 3 / 60, 1 / 60);
    }
    expect(figure.vx).toBeCloseTo(6, 3);
    expect(figure.vy).toBeCloseTo(-3, 3);
  });

  it("is zero across a placement, or without a previous position", () => {
    const figure = { x: 20, y: 0, vx: 5, vy: 5 };
    followVelocity(figure, -20, 0, 1 / 60);
    expect([figure.vx, figure.vy]).toEqual([0, 0]);
    followVelocity(figure, Number.NaN, Number.NaN, 1 / 60);
    expect([figure.vx, figure.vy]).toEqual([0, 0]);
    figure.x = 20.1;
    followVelocity(figure, 20, 0, 1 / 60);
    expect(figure.vx).toBeGreaterThan(0);
  });
});
