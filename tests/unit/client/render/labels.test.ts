import { expect, it } from "@jest/globals";
import { emptyFrame, emptySkater } from "../../../../client/render/frame.ts";
import { paintLabels } from "../../../../client/render/labels.ts";
import { fitView } from "../../../../client/render/view.ts";
import { HALF_WIDTH } from "../../../../shared/rink.ts";

const PHONE = fitView(390, 780, 1, 1);
const NAME_PX = 110;

/** Where the name of a skater at `y` [m] is painted on an upright phone: its left and right edge [px]. */
function nameEdges(y: number): readonly [number, number] {
  const xs: number[] = [];
  const frame = { ...emptyFrame(), you: 0, skaters: [{ ...emptySkater(), y, name: "Ada", isAway: true }] };
  const context = Object.assign(Object.create(null), {
    measureText: () => ({ width: NAME_PX }),
    strokeText: (_text: string, x: number) => xs.push(x),
    fillText() {},
  });
  paintLabels(context, PHONE, frame, { names: true, thoughts: false });
  expect(xs.length).toBe(1);
  return [xs[0]! - NAME_PX / 2, xs[0]! + NAME_PX / 2];
}

it.each([-HALF_WIDTH, HALF_WIDTH])("the name of a skater at the boards is not cut off: y = %d m", (y) => {
  const [left, right] = nameEdges(y);
  expect(left).toBeGreaterThan(0);
  expect(right).toBeLessThan(PHONE.widthPx);
});

it("the name of a skater at centre ice is centred below it", () => {
  const [left, right] = nameEdges(0);
  expect((left + right) / 2).toBeCloseTo(PHONE.widthPx / 2);
});
