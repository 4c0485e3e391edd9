/**
 * Metres to pixels and back, on wide and on upright canvases.
 */
import { describe, expect, test } from "@jest/globals";
import { HALF_LENGTH, HALF_WIDTH } from "../../../shared/rink.ts";
import { fitView, iceDirection, iceFromScreen, screenFromIce, STRETCHES } from "../../../client/render/view.ts";

const PLACES = [
  { x: 0, y: 0 },
  { x: HALF_LENGTH, y: -HALF_WIDTH },
  { x: -12.5, y: 7.25 },
];
const VIEWS = {
  "a wide canvas": fitView(1366, 700, 1),
  "an upright phone attacking right": fitView(360, 690, 3, 1),
  "an upright phone attacking left": fitView(360, 690, 3, -1),
  "a practice rink": fitView(430, 350, 2, 1, STRETCHES.attack),
  "a practice rink for defenders": fitView(350, 430, 2, 1, STRETCHES.defence),
};

describe("the view", () => {
  test.each(Object.entries(VIEWS))("finds every place again on %s", (_name, view) => {
    for (const place of PLACES) {
      const at = screenFromIce(view, place.x, place.y);
      const back = iceFromScreen(view, at.x, at.y);
      expect(back.x).toBeCloseTo(place.x, 9);
      expect(back.y).toBeCloseTo(place.y, 9);
    }
  });

  test.each([
    ["lying", fitView(740, 310, 1)],
    ["upright", fitView(360, 690, 1)],
  ])("shows the whole rink on a %s phone", (_name, view) => {
    for (const x of [-HALF_LENGTH, HALF_LENGTH]) {
      for (const y of [-HALF_WIDTH, HALF_WIDTH]) {
        const at = screenFromIce(view, x, y);
        expect(at.x).toBeGreaterThanOrEqual(0);
        expect(at.x).toBeLessThanOrEqual(view.widthPx);
        expect(at.y).toBeGreaterThanOrEqual(0);
        expect(at.y).toBeLessThanOrEqual(view.heightPx);
      }
    }
  });

  test("puts the player's attack up on an upright canvas, where pushing up skates that way", () => {
    for (const attack of [1, -1] as const) {
      const view = fitView(360, 690, 1, attack);
      expect(screenFromIce(view, attack * HALF_LENGTH, 0).y).toBeLessThan(view.heightPx / 2);
      const direction = iceDirection(view, 0, -1);
      expect(direction.x).toBe(attack);
      expect(Math.abs(direction.y)).toBe(0);
    }
  });
});
