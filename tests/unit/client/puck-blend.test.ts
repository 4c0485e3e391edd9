/**
 * The puck between the server's timeline and that of the player's stick.
 */
import { expect, test } from "@jest/globals";
import { PuckBlend } from "../../../client/puck-blend.ts";

const puck = () => ({ x: 0, y: 0, vx: 0, vy: 0, carrier: -1 });

test("the puck does not jump when it comes onto the player's stick, and reaches the blade soon", () => {
  const blend = new PuckBlend();
  const drawn = puck();
  blend.place(drawn, 0, 0, false, 0);
  blend.place(drawn, 2, 0, true, 1);
  expect(drawn.x).toBeLessThan(0.1);
  for (let ms = 17; ms < 420; ms += 16) blend.place(drawn, 2, 0, true, ms);
  expect(drawn.x).toBeCloseTo(2, 1);
});

test("a placed puck is drawn there at once", () => {
  const blend = new PuckBlend();
  const drawn = puck();
  blend.place(drawn, 20, 5, true, 0);
  blend.reset();
  blend.place(drawn, 0, 0, false, 16);
  expect(drawn).toMatchObject({ x: 0, y: 0 });
});
