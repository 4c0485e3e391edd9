/**
 * Collisions with everything on the rink that does not move: boards, posts and nets.
 *
 * Reads and corrects the position and velocity of one round body. A rounded rectangle and capsules have exact normals,
 * while matter-js approximates circles by polygons, which turns a rebound by up to 12 degrees. Without bodies for the
 * rink in matter-js the measured throughput is twice as high.
 */
import {
  CORNER_RADIUS,
  GOAL_HALF_WIDTH,
  GOAL_LINE_X,
  HALF_LENGTH,
  HALF_WIDTH,
  NET_BACK_HALF_WIDTH,
  NET_DEPTH,
  NET_RADIUS,
  POST_RADIUS,
} from "../rink.ts";
import { NET_RESTITUTION } from "../rules.ts";

/** The position and velocity of a round body [m, m/s]. */
export interface RoundBody {
  x: number;
  y: number;
  vx: number;
  vy: number;
}

/**
 * Keeps `body` inside the boards and out of the goal frames, reflecting its velocity.
 *
 * @param radius of the body [m]
 * @param restitution share of the normal speed that boards and posts give back, 0 to 1
 * @param mouth whether the body may pass between the posts: open for the puck, closed for players
 * @returns the greatest speed into an obstacle [m/s], 0 for no contact
 */
export function collideWithRink(
  body: RoundBody,
  radius: number,
  restitution: number,
  mouth: "open" | "closed" = "closed",
): number {
  if (isFarFromAll(body, radius)) return 0;
  const goals = collideWithGoals(body, radius, restitution, mouth);
  const boards = collideWithBoards(body, radius, restitution);
  return goals > boards ? goals : boards;
}

/** Whether a player or the puck is so far from corners, ends, side boards and goals that it touches nothing. */
export function isFarFromAll({ x, y }: RoundBody, radius: number): boolean {
  const freeX = HALF_LENGTH - CORNER_RADIUS - POST_RADIUS;
  const freeY = HALF_WIDTH - radius;
  return x < freeX && x > -freeX && y < freeY && y > -freeY;
}

/** The boards: the inside of a rectangle with rounded corners. See `collideWithRink`. */
export function collideWithBoards(body: RoundBody, radius: number, restitution: number): number {
  const absX = Math.abs(body.x);
  const absY = Math.abs(body.y);
  const cornerX = HALF_LENGTH - CORNER_RADIUS;
  const cornerY = HALF_WIDTH - CORNER_RADIUS;
  if (absX > cornerX && absY > cornerY) {
    const dx = absX - cornerX;
    const dy = absY - cornerY;
    const distance = Math.sqrt(dx * dx + dy * dy);
    const most = CORNER_RADIUS - radius;
    if (distance <= most) return 0;
    const normalX = (-dx / distance) * Math.sign(body.x);
    const normalY = (-dy / distance) * Math.sign(body.y);
    return pushOut(body, normalX, normalY, distance - most, restitution);
  }
  let impact = 0;
  if (absX > HALF_LENGTH - radius) {
    impact = pushOut(body, -Math.sign(body.x), 0, absX - (HALF_LENGTH - radius), restitution);
  }
  if (absY > HALF_WIDTH - radius) {
    const sideImpact = pushOut(body, 0, -Math.sign(body.y), absY - (HALF_WIDTH - radius), restitution);
    if (sideImpact > impact) impact = sideImpact;
  }
  return impact;
}

/** Posts and nets of both goals. See `collideWithRink`. */
export function collideWithGoals(
  body: RoundBody,
  radius: number,
  restitution: number,
  mouth: "open" | "closed",
): number {
  const margin = radius + POST_RADIUS;
  const depth = Math.abs(body.x) - GOAL_LINE_X;
  if (depth < -margin || depth > NET_DEPTH + margin || Math.abs(body.y) > GOAL_HALF_WIDTH + margin) return 0;

  const side = body.x > 0 ? 1 : -1;
  const front = side * GOAL_LINE_X;
  const back = side * (GOAL_LINE_X + NET_DEPTH);
  // Both goals are seen from centre ice, so that the same numbers with other signs meet in the same order.
  const post = side * GOAL_HALF_WIDTH;
  const corner = side * NET_BACK_HALF_WIDTH;
  let impact = 0;
  if (mouth === "closed") {
    impact = hitCapsule(body, radius, front, -post, front, post, POST_RADIUS, restitution);
  } else {
    const left = hitCapsule(body, radius, front, -post, front, -post, POST_RADIUS, restitution);
    const right = hitCapsule(body, radius, front, post, front, post, POST_RADIUS, restitution);
    impact = left + right;
  }
  hitCapsule(body, radius, front, -post, back, -corner, NET_RADIUS, NET_RESTITUTION);
  hitCapsule(body, radius, front, post, back, corner, NET_RADIUS, NET_RESTITUTION);
  hitCapsule(body, radius, back, -corner, back, corner, NET_RADIUS, NET_RESTITUTION);
  return impact;
}

/** Collides a body with the capsule of radius `thickness` around (ax, ay)-(bx, by). Returns the impact speed [m/s]. */
function hitCapsule(
  body: RoundBody,
  radius: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
  thickness: number,
  restitution: number,
): number {
  const alongX = bx - ax;
  const alongY = by - ay;
  const lengthSquared = alongX * alongX + alongY * alongY;
  let share = lengthSquared === 0 ? 0 : ((body.x - ax) * alongX + (body.y - ay) * alongY) / lengthSquared;
  if (share < 0) share = 0;
  else if (share > 1) share = 1;
  const dx = body.x - (ax + share * alongX);
  const dy = body.y - (ay + share * alongY);
  const reach = radius + thickness;
  const distanceSquared = dx * dx + dy * dy;
  if (distanceSquared >= reach * reach || distanceSquared === 0) return 0;
  const distance = Math.sqrt(distanceSquared);
  return pushOut(body, dx / distance, dy / distance, reach - distance, restitution);
}

/** Moves `body` by `depth` [m] along the unit normal and reflects its velocity. Returns the impact speed [m/s]. */
function pushOut(body: RoundBody, normalX: number, normalY: number, depth: number, restitution: number): number {
  body.x += normalX * depth;
  body.y += normalY * depth;
  const into = -(body.vx * normalX + body.vy * normalY);
  if (into <= 0) return 0;
  body.vx += normalX * into * (1 + restitution);
  body.vy += normalY * into * (1 + restitution);
  return into;
}
