/**
 * Places players and the puck directly, for face-offs, drills and tests.
 */
import { snapAngle } from "../angle.ts";
import { attackSide, GOAL_LINE_X, HALF_WIDTH, type Point } from "../rink.ts";
import { clamp } from "../units.ts";
import type { Sim } from "./world.ts";

/** Face-off positions of a team attacking to the right, relative to the spot [m]: the centre first. */
const FORMATION: readonly Point[] = [
  { x: -2.4, y: 0 },
  { x: -3.5, y: -6 },
  { x: -3.5, y: 6 },
  { x: -9, y: -3.5 },
  { x: -9, y: 3.5 },
];

/** How far in front of the goal line a goalie waits [m]. */
export const GOALIE_DEPTH = 1.6;

/** Skaters line up at most this far from centre ice [m]: in front of the goals, clear of the goalies. */
const FORMATION_MOST_X = GOAL_LINE_X - 4;

/** Places `skater` at rest at (x, y) [m], facing `heading` [rad]. */
export function placeSkater(sim: Sim, skater: number, x: number, y: number, heading: number): void {
  const body = sim.skaters[skater];
  if (body === undefined) throw new RangeError(`skater must be 0 to ${sim.skaters.length - 1}, not ${skater}`);
  body.x = x;
  body.y = y;
  body.vx = 0;
  body.vy = 0;
  body.heading = snapAngle(heading);
  body.lockTicks = 0;
  body.pokeTicks = 0;
  body.windupStick = "hold";
  body.windupTicks = 0;
  body.windupAim = 0;
}

/** Places the puck at rest at (x, y) [m]. If `carrier` is not -1, that skater carries it: (x, y) must be the blade. */
export function placePuck(sim: Sim, x: number, y: number, carrier = -1): void {
  const { puck } = sim;
  puck.x = x;
  puck.y = y;
  puck.vx = 0;
  puck.vy = 0;
  puck.carrier = carrier;
  puck.lastTouch = carrier;
  puck.scorer = carrier;
  puck.assistant = -1;
  puck.releasedBy = -1;
  puck.releasedAt = 0;
  puck.carriedTicks = 0;
  puck.stillTicks = 0;
  puck.stillX = x;
  puck.stillY = y;
  sim.epoch++;
}

/** Places everybody for the face-off at `spot`, with the puck on it. */
export function placeForFaceoff(sim: Sim, spot: Point): void {
  for (const skater of sim.skaters) {
    const forward = attackSide(skater);
    const heading = skater.team === 0 ? 0 : Math.PI;
    if (skater.role === "goalie") {
      placeSkater(sim, skater.id, -forward * (GOAL_LINE_X - GOALIE_DEPTH), 0, heading);
      continue;
    }
    const place = FORMATION[skater.place % FORMATION.length]!;
    const x = clamp(spot.x + forward * place.x, -FORMATION_MOST_X, FORMATION_MOST_X);
    const y = clamp(spot.y + forward * place.y, 1.5 - HALF_WIDTH, HALF_WIDTH - 1.5);
    placeSkater(sim, skater.id, x, y, heading);
  }
  placePuck(sim, spot.x, spot.y);
}
