import { describe, expect, it } from "@jest/globals";
import { double, property } from "fast-check";
import { cosine, sine, snapAngle, turnBetween } from "../../../shared/angle.ts";
import { check } from "../../support/properties.ts";

const anyAngle = double({ min: -Math.PI, max: Math.PI, noNaN: true });

describe("an angle on the grid", () => {
  it("is within a step of the angle, in (-pi, pi], however many turns there are", () => {
    expect(snapAngle(-Math.PI)).toBe(Math.PI);
    expect(snapAngle(1 + 200 * Math.PI)).toBeCloseTo(1, 5);
    expect(Math.abs(snapAngle(-1e308))).toBeLessThanOrEqual(Math.PI);
    check(
      property(anyAngle, (angle) => {
        expect(Math.cos(snapAngle(angle) - angle)).toBeGreaterThan(1 - 1e-11);
        expect(snapAngle(snapAngle(angle))).toBe(snapAngle(angle));
      }),
      200,
    );
  });

  it("has the sine and cosine of mathematics", () => {
    check(
      property(anyAngle, (angle) => {
        const snapped = snapAngle(angle);
        expect(cosine(snapped)).toBeCloseTo(Math.cos(snapped), 14);
        expect(sine(snapped)).toBeCloseTo(Math.sin(snapped), 14);
      }),
      200,
    );
  });

  it("turned by half a turn has the opposite sine and cosine exactly", () => {
    check(
      property(anyAngle, (angle) => {
        const snapped = snapAngle(angle);
        const turned = snapAngle(snapped + Math.PI);
        expect(cosine(turned) + cosine(snapped)).toBeCloseTo(0, 300);
        expect(sine(turned) + sine(snapped)).toBeCloseTo(0, 300);
        expect(snapAngle(turned + Math.PI)).toBeCloseTo(snapped, 300);
      }),
      200,
    );
  });

  it("is reached by the shorter turn, half a turn being positive from both ends", () => {
    expect(turnBetween(0, Math.PI)).toBe(Math.PI);
    expect(turnBetween(Math.PI, 0)).toBe(Math.PI);
    expect(turnBetween(3, -3)).toBeCloseTo(2 * Math.PI - 6, 5);
  });
});
