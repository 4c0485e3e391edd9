/** Random places for the starts of drills [m]. */
import { GOAL_LINE_X, HALF_LENGTH, HALF_WIDTH, type Point } from "../../shared/rink.ts";
import type { Rng } from "../../shared/rng.ts";
import { BLADE_REACH } from "../../shared/rules.ts";
import { GOALIE_DEPTH, placePuck, placeSkater } from "../../shared/sim/placement.ts";
import type { Sim } from "../../shared/sim/world.ts";

/** Nobody starts nearer to another skater than this [m]. */
const CLEARANCE = 2.5;
/** Nor nearer to the boards, and to the goal line, than this [m]. */
const FROM_BOARDS = 2;
const FROM_GOAL_LINE = 5;
const MOST_ATTEMPTS = 60;
/** The fastest start [m/s]. */
const START_SPEED = 4;

/** How a skater is placed around another one. */
export interface Around {
  /** Least and greatest distance [m]. */
  readonly distance: readonly [number, number];
  /** Direction, and by how much it may differ [rad]. */
  readonly towards: number;
  readonly spread: number;
}

/** A place around `centre` that is on the ice in front of the goal lines and clear of `others`. */
export function placeAround(
  rng: Rng,
  centre: Point,
  { distance, towards, spread }: Around,
  others: readonly Point[] = [],
): Point {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    // Where there is no room, the direction is given up first.
    const angle = towards + (attempt < MOST_ATTEMPTS / 3 ? rng.range(-spread, spread) : rng.range(-Math.PI, Math.PI));
    const length = rng.range(distance[0], distance[1]);
    const place = { x: centre.x + length * Math.cos(angle), y: centre.y + length * Math.sin(angle) };
    const isOnIce = Math.abs(place.x) < GOAL_LINE_X - FROM_GOAL_LINE && Math.abs(place.y) < HALF_WIDTH - FROM_BOARDS;
    const isClear = others.every(({ x, y }) => Math.hypot(place.x - x, place.y - y) > CLEARANCE);
    if (isOnIce && isClear) return place;
  }
  // All attempts failed, which hardly ever happens. Straight towards the other end there is always ice.
  return { x: centre.x - Math.sign(centre.x || 1) * distance[0], y: centre.y };
}

/** Places skater `id` at `place`, looking at `target`, moving at random. */
export function placeMoving(sim: Sim, id: number, place: Point, target: Point, rng: Rng): void {
  placeSkater(sim, id, place.x, place.y, Math.atan2(target.y - place.y, target.x - place.x));
  const skater = sim.skaters[id]!;
  skater.vx = rng.range(-START_SPEED, START_SPEED);
  skater.vy = rng.range(-START_SPEED, START_SPEED);
}

/** Places skater `id` at `place` with the puck on its stick, looking and moving at random. */
export function placeCarrier(sim: Sim, id: number, place: Point, rng: Rng): void {
  const heading = rng.range(-Math.PI, Math.PI);
  const ahead = { x: place.x + Math.cos(heading), y: place.y + Math.sin(heading) };
  placeMoving(sim, id, place, ahead, rng);
  placePuck(sim, place.x + BLADE_REACH * Math.cos(heading), place.y + BLADE_REACH * Math.sin(heading), id);
}

/** Shares of goalies that have left their goal: by a few metres, as after a rebound; and lost, behind it or far from it. */
const OUT_SHARE = 0.15;
const LOST_SHARE = 0.1;
const MOST_OUT = 4;
const MOST_LOST = 20;

/** Places goalie `id` somewhere: mostly in front of the goal on `side`, else out of it. */
export function placeGoalieSomewhere(sim: Sim, id: number, side: -1 | 1, rng: Rng): void {
  placeGoalie(sim, id, side, rng);
  const goalie = sim.skaters[id]!;
  const chance = rng.next();
  if (chance < OUT_SHARE) {
    goalie.x -= side * rng.range(0, MOST_OUT);
    goalie.y += rng.range(-MOST_OUT, MOST_OUT);
  } else if (chance < OUT_SHARE + LOST_SHARE) {
    const isBehind = rng.next() < 0.3;
    goalie.x =
      side * (isBehind ? HALF_LENGTH - goalie.radius - 0.1 : rng.range(GOAL_LINE_X - MOST_LOST, GOAL_LINE_X - 2));
    goalie.y = rng.range(-1, 1) * (isBehind ? 4 : HALF_WIDTH - FROM_BOARDS);
  }
}

/** Places goalie `id` in front of the goal on `side` (-1 left, 1 right), somewhat off its middle. */
export function placeGoalie(sim: Sim, id: number, side: -1 | 1, rng: Rng): void {
  placeSkater(sim, id, side * (GOAL_LINE_X - GOALIE_DEPTH), rng.range(-1.5, 1.5), side > 0 ? Math.PI : 0);
}
