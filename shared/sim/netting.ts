/** The netting of the goals: what cannot pass through it, and the puck that stays in it after a goal. */
import { GOAL_HALF_WIDTH, GOAL_LINE_X, NET_BACK_HALF_WIDTH, NET_DEPTH, NET_RADIUS } from "../rink.ts";
import { PUCK_RADIUS } from "../rules.ts";
import { clamp } from "../units.ts";
import type { RoundBody } from "./boards.ts";

/** Share of the puck's speed that is left after a tick in the netting. */
const NETTING_KEEP = 0.85;

/**
 * Whether the straight line from (fromX, fromY) to (toX, toY) passes through the netting of a goal: its sides or its
 * back, not its mouth. A puck that overlaps a player can be pushed out by more than the thickness of the netting.
 */
export function passesThroughNetting(fromX: number, fromY: number, toX: number, toY: number): boolean {
  if (Math.abs(toX) < GOAL_LINE_X && Math.abs(fromX) < GOAL_LINE_X) return false;
  const side = toX > 0 ? 1 : -1;
  const front = side * GOAL_LINE_X;
  const back = side * (GOAL_LINE_X + NET_DEPTH);
  const post = side * GOAL_HALF_WIDTH;
  const corner = side * NET_BACK_HALF_WIDTH;
  return (
    segmentsCross(fromX, fromY, toX, toY, front, -post, back, -corner) ||
    segmentsCross(fromX, fromY, toX, toY, back, -corner, back, corner) ||
    segmentsCross(fromX, fromY, toX, toY, back, corner, front, post)
  );
}

/** Whether segment a-b crosses segment c-d: the ends of each lie on opposite sides of the other. */
function segmentsCross(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): boolean {
  const c = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  const d = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax);
  if (c * d > 0) return false;
  const a = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx);
  const b = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx);
  return a * b < 0;
}

/**
 * Keeps a puck that has just scored in the net, and slows it down: it lies there until the face-off. Called after every
 * tick of the pause.
 */
export function holdInNet(puck: RoundBody): void {
  const side = puck.x > 0 ? 1 : -1;
  const depth = puck.x * side - GOAL_LINE_X;
  const margin = PUCK_RADIUS + NET_RADIUS;
  const held = clamp(depth, PUCK_RADIUS, NET_DEPTH - margin);
  const most = GOAL_HALF_WIDTH + (held / NET_DEPTH) * (NET_BACK_HALF_WIDTH - GOAL_HALF_WIDTH) - margin;
  const y = clamp(puck.y, -most, most);
  puck.vx = held === depth ? puck.vx * NETTING_KEEP : 0;
  puck.vy = y === puck.y ? puck.vy * NETTING_KEEP : 0;
  puck.x = side * (GOAL_LINE_X + held);
  puck.y = y;
}
