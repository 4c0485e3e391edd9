/**
 * Where a shot has the best chance: in the wider gap beside the goalie.
 *
 * Reads positions, produces an angle on the ice. Used for people who aim without a pointing device and by scripted bots.
 */
import { GOAL_HALF_WIDTH, GOAL_LINE_X, POST_RADIUS, type Point } from "./rink.ts";
import { PUCK_RADIUS, SKATING } from "./rules.ts";

/** A puck whose middle comes nearer to a post than this hits it [m]. */
const POST_MARGIN = PUCK_RADIUS + POST_RADIUS;
/** A puck whose middle passes nearer to the middle of the goalie than this hits the body [m]. */
const BODY_REACH = SKATING.goalie.radius + PUCK_RADIUS;

/** How near to the post in the gap: 0 at the post, 1 at the goalie, who will move. */
const POST_SHARE = 0.25;

/**
 * The angle [rad] of a shot from `from` at the goal on `side` (+1 right, -1 left): into the wider gap between the
 * goalie and a post, or the middle of the mouth without a goalie in front of it. Where the goalie leaves no gap, it is
 * the edge of the mouth farther from the goalie.
 */
export function openSide(from: Point, side: 1 | -1, goalie: Point | null): number {
  // Everything is seen with the goal to the right; y grows with the angle.
  const depth = Math.max(0.5, GOAL_LINE_X - from.x * side);
  const low = Math.atan2(POST_MARGIN - GOAL_HALF_WIDTH - from.y * side, depth);
  const high = Math.atan2(GOAL_HALF_WIDTH - POST_MARGIN - from.y * side, depth);
  const best = goalie === null ? (low + high) / 2 : besideGoalie(from, side, goalie, low, high);
  return Math.atan2(side * Math.sin(best), side * Math.cos(best));
}

function besideGoalie(from: Point, side: number, goalie: Point, low: number, high: number): number {
  const dx = (goalie.x - from.x) * side;
  const dy = (goalie.y - from.y) * side;
  if (dx <= 0) return (low + high) / 2;
  const middle = Math.atan2(dy, dx);
  const half = Math.asin(Math.min(1, BODY_REACH / Math.hypot(dx, dy)));
  const below = Math.min(middle - half, high) - low;
  const above = high - Math.max(middle + half, low);
  if (below > above) return low + Math.max(0, below) * POST_SHARE;
  return high - Math.max(0, above) * POST_SHARE;
}
