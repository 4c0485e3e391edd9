/**
 * The player's skater drawn among the others.
 */
import { describe, expect, it } from "@jest/globals";
import { standApart, type Standing } from "../../../client/stand-apart.ts";

const at = (x: number, y: number, server = { x, y }): Standing => ({ drawn: { x, y }, server, radius: 0.9 });

/** Where the player's skater is drawn. */
function place(own: Standing, ...others: Standing[]): { x: number; y: number } {
  standApart(own, others);
  return own.drawn;
}

describe("the player's skater", () => {
  it("stays where it is predicted when nobody is in the way", () => {
    expect(place(at(0, 0), at(1.9, 0), at(0, -2), at(20, 5))).toEqual({ x: 0, y: 0 });
  });

  it("touches the body it pushes", () => {
    const figure = place(at(0.6, 0, { x: 0, y: 0 }), at(1.6, 0, { x: 1.8, y: 0 }));
    expect(figure.x).toBeCloseTo(-0.2);
    expect(figure.y).toBeCloseTo(0);
  });

  it("stays behind the body it chases, even if it is drawn beyond it", () => {
    const figure = place(at(2.2, 0.3, { x: 0, y: 0 }), at(1.4, 0, { x: 2, y: 0 }));
    expect(figure.x).toBeLessThan(0);
    expect(Math.hypot(figure.x - 1.4, figure.y)).toBeCloseTo(1.8);
    expect(figure.y).toBeCloseTo(0.3);
  });

  it("finds room between two others", () => {
    const others = [at(1.4, 0.5), at(-1.4, 0.5)];
    const figure = place(at(0, 0, { x: 0, y: -1 }), ...others);
    for (const { drawn } of others) {
      expect(Math.hypot(figure.x - drawn.x, figure.y - drawn.y)).toBeGreaterThan(1.75);
    }
  });

  it("passes beside a body without a jump", () => {
    let last: { x: number; y: number } | null = null;
    for (let x = -4; x <= 4; x += 0.05) {
      const figure = place(at(x + 1, 1, { x, y: 1.9 }), at(0, 0));
      if (last !== null) expect(Math.hypot(figure.x - last.x, figure.y - last.y)).toBeLessThan(0.3);
      last = figure;
    }
  });

  it("is not moved by a body that the server has far away", () => {
    expect(place(at(0, 0, { x: -9, y: 0 }), at(0.5, 0))).toEqual({ x: 0, y: 0 });
  });
});
