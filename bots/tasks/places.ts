/** Places on the ice as goals of tasks [m], with the attack to the right. */
import { HALF_LENGTH, HALF_WIDTH } from "../../shared/rink.ts";
import { clamp } from "../../shared/units.ts";

/** Goals stay so far from the boards [m]. */
const MARGIN = 2;

/** Whether (x, y) is within `radius` of the goal at `at`. */
export function isAt(x: number, y: number, goal: Float32Array, at: number, radius: number): boolean {
  const dx = x - goal[at]!;
  const dy = y - goal[at + 1]!;
  return dx * dx + dy * dy <= radius * radius;
}

/** Writes the place (x, y), or the nearest one that is well on the ice. */
export function writePlace(x: number, y: number, goal: Float32Array, at: number): void {
  goal[at] = clamp(x, MARGIN - HALF_LENGTH, HALF_LENGTH - MARGIN);
  goal[at + 1] = clamp(y, MARGIN - HALF_WIDTH, HALF_WIDTH - MARGIN);
}
