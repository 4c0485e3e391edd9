/**
 * The rink's geometry as distances, written independently of shared/sim/boards.ts, to check the physics with.
 */
import {
  CORNER_RADIUS,
  GOAL_HALF_WIDTH,
  GOAL_LINE_X,
  HALF_LENGTH,
  HALF_WIDTH,
  NET_DEPTH,
  type Point,
} from "../../shared/rink.ts";

/** Half the width of the net at its back [m]. */
const NET_BACK = GOAL_HALF_WIDTH - 0.8;

/** Distance of (x, y) from the boards [m]; negative outside. A rounded rectangle by its signed distance function. */
export function distanceToBoards(x: number, y: number): number {
  const dx = Math.abs(x) - (HALF_LENGTH - CORNER_RADIUS);
  const dy = Math.abs(y) - (HALF_WIDTH - CORNER_RADIUS);
  const outside = Math.hypot(Math.max(dx, 0), Math.max(dy, 0));
  return CORNER_RADIUS - outside - Math.min(Math.max(dx, dy), 0);
}

/** Whether (x, y) is in the trapezium that posts and netting enclose, either goal. */
export function isInNet(x: number, y: number): boolean {
  const depth = Math.abs(x) - GOAL_LINE_X;
  if (depth <= 0 || depth >= NET_DEPTH) return false;
  const halfWidth = GOAL_HALF_WIDTH + ((NET_BACK - GOAL_HALF_WIDTH) * depth) / NET_DEPTH;
  return Math.abs(y) < halfWidth;
}

/** Distance of (x, y) from the frame (posts and netting) of the nearer goal, taken as lines without thickness [m]. */
export function distanceToNetting(x: number, y: number): number {
  const ax = Math.abs(x);
  const ay = Math.abs(y);
  const corner = { x: GOAL_LINE_X + NET_DEPTH, y: NET_BACK };
  const side = distanceToSegment({ x: ax, y: ay }, { x: GOAL_LINE_X, y: GOAL_HALF_WIDTH }, corner);
  const back = distanceToSegment({ x: ax, y: ay }, corner, { x: corner.x, y: 0 });
  return Math.min(side, back);
}

function distanceToSegment(p: Point, a: Point, b: Point): number {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const share = Math.min(1, Math.max(0, ((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(p.x - a.x - share * dx, p.y - a.y - share * dy);
}
