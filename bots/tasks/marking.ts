/** Where a defender stands to mark an opponent. */
import { GOAL_LINE_X } from "../../shared/rink.ts";
import { OPPONENT_CONTROLS, OPPONENTS, PUCK_PLACE, SELF_PLACE } from "../viewpoint/entries.ts";
import { LENGTH_SCALE } from "../viewpoint/observation.ts";

/** How far on the way from the opponent to the own goal the marker stands, as the script's. */
const GOAL_SIDE = 0.25;
const GOAL_X = GOAL_LINE_X * LENGTH_SCALE;

/**
 * Distance from the observer to the nearest place from which an opponent is marked [m]; the one with the puck is left out. 0
 * if there is nobody to mark.
 */
export function distanceToMark(observation: Float32Array, at = 0): number {
  const carrier = observation[at + OPPONENT_CONTROLS.at]! > 0 ? nearestToPuck(observation, at) : -1;
  const goalX = -GOAL_X - observation[at + SELF_PLACE.at]!;
  const goalY = -observation[at + SELF_PLACE.at + 1]!;
  let least = Infinity;
  for (let i = 0; i < OPPONENTS.length; i++) {
    const { isThere, place } = OPPONENTS[i]!;
    if (i === carrier || observation[at + isThere.at] === 0) continue;
    const x = observation[at + place.at]!;
    const y = observation[at + place.at + 1]!;
    least = Math.min(least, Math.hypot(x + (goalX - x) * GOAL_SIDE, y + (goalY - y) * GOAL_SIDE));
  }
  return least === Infinity ? 0 : least / LENGTH_SCALE;
}

/** Index of the opponent nearest to the puck. */
function nearestToPuck(observation: Float32Array, at: number): number {
  let best = -1;
  let least = Infinity;
  for (let i = 0; i < OPPONENTS.length; i++) {
    const { isThere, place } = OPPONENTS[i]!;
    if (observation[at + isThere.at] === 0) continue;
    const x = observation[at + place.at]! - observation[at + PUCK_PLACE.at]!;
    const y = observation[at + place.at + 1]! - observation[at + PUCK_PLACE.at + 1]!;
    const distance = x * x + y * y;
    if (distance >= least) continue;
    least = distance;
    best = i;
  }
  return best;
}
