/**
 * Geometry of the rink [m]: origin at centre ice, +x towards the right goal, +y down the screen.
 *
 * The ice has the size of an international rink (IIHF rule 1: 60 m x 26-30 m, corners 7-8.5 m). Goals, skaters and the
 * puck are enlarged about three times, as on a table-hockey board, so that they can be seen and hit from above. Measured
 * against the scripted goalie alone, a standing player's shot beside the goalie scores 23% from 10 m and 15% from 16 m; one
 * at once after a pass across 60% (`npm run bench -- shooter`).
 */
import type { Team } from "./rules.ts";

/** Half the length of the ice, centre to end boards [m]. */
export const HALF_LENGTH = 30;
/** Half the width of the ice, centre to side boards [m]. */
export const HALF_WIDTH = 14;
/** Radius of the rounded corners [m]. */
export const CORNER_RADIUS = 7;
/** Distance of each goal line from centre ice [m]. */
export const GOAL_LINE_X = 25.5;
/** Half the width of the goal mouth, from its middle to the centre of a post [m]. */
export const GOAL_HALF_WIDTH = 2.7;
/** Depth of the net behind the goal line [m]. */
export const NET_DEPTH = 2;
/** Radius of a goal post [m]. */
export const POST_RADIUS = 0.3;
/** Half the thickness of the netting frame [m]. */
export const NET_RADIUS = 0.1;
/** Radius of the crease, a half disc in front of each goal [m]. */
export const CREASE_RADIUS = 5;
/** Distance of the blue lines from centre ice [m]. */
export const BLUE_LINE_X = 8.9;
/** Radius of a face-off circle [m]. */
export const FACEOFF_CIRCLE_RADIUS = 4.5;

/** A part of the ice: what people who watch a drill need to see. */
export type Ice = "whole" | "attack" | "defence";

/** Half the width of the net at its back [m]; nets taper. */
export const NET_BACK_HALF_WIDTH = GOAL_HALF_WIDTH - 0.8;

/** +1 if a player attacks towards +x, -1 if towards -x. */
export function attackSide(player: { readonly team: Team }): 1 | -1 {
  return player.team === 0 ? 1 : -1;
}

/** A place on the ice [m]. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The nine face-off spots: centre, four in the neutral zone, four in the end zones. */
export const FACEOFF_SPOTS: readonly Point[] = [
  { x: 0, y: 0 },
  { x: -7, y: -7 },
  { x: -7, y: 7 },
  { x: 7, y: -7 },
  { x: 7, y: 7 },
  { x: -18.5, y: -7 },
  { x: -18.5, y: 7 },
  { x: 18.5, y: -7 },
  { x: 18.5, y: 7 },
];

/**
 * Index in `FACEOFF_SPOTS` of the spot nearest to (x, y). Of two equally near ones, that with the greater x * y: seen
 * from the other end of the rink, the choice is the same.
 */
export function nearestFaceoffSpot(x: number, y: number): number {
  let best = 0;
  let bestDistance = Infinity;
  for (let i = 0; i < FACEOFF_SPOTS.length; i++) {
    const spot = FACEOFF_SPOTS[i]!;
    const chosen = FACEOFF_SPOTS[best]!;
    const distance = Math.hypot(spot.x - x, spot.y - y);
    if (distance > bestDistance) continue;
    if (distance === bestDistance && spot.x * spot.y <= chosen.x * chosen.y) continue;
    bestDistance = distance;
    best = i;
  }
  return best;
}
