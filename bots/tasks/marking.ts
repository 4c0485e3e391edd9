/**
 * Where a defender stands to cover: goal-side of the opponent it marks, as the script assigns them.
 *
 * The opponents without the puck, those nearest to the goal first, each get the nearest defender that is left; the one who presses
 * the puck is left out. Whoever has nobody to mark guards the place in front of the goal.
 */
import { GOAL_LINE_X } from "../../shared/rink.ts";
import { MATES, OPPONENT_CONTROLS, OPPONENTS, PUCK_PLACE, SELF_PLACE, type PlayerEntry } from "../viewpoint/entries.ts";
import { LENGTH_SCALE } from "../viewpoint/observation.ts";

/** How far on the way from the opponent to the own goal the marker stands, as the script's. */
const GOAL_SIDE = 0.25;
/** Where the guard stands: so far in front of the goal [m], and so far to the side of the puck. */
const GUARD_DEPTH = 7;
const GUARD_SIDE = 0.4;
const GOAL_X = GOAL_LINE_X * LENGTH_SCALE;

/** Which opponents are marked, and which team-mates are taken; reused. */
const isMarked = OPPONENTS.map(() => false);
const isTaken = MATES.map(() => false);

/** Distance from the observer at `at` to where it covers [m]. */
export function distanceToCover(observation: Float32Array, at = 0): number {
  const goalX = -GOAL_X - observation[at + SELF_PLACE.at]!;
  const goalY = -observation[at + SELF_PLACE.at + 1]!;
  const puckX = observation[at + PUCK_PLACE.at]!;
  const puckY = observation[at + PUCK_PLACE.at + 1]!;
  isMarked.fill(false);
  isTaken.fill(false);
  const carrier = observation[at + OPPONENT_CONTROLS.at]! > 0 ? nearest(OPPONENTS, observation, at, puckX, puckY) : -1;
  if (carrier >= 0) isMarked[carrier] = true;
  const presser = nearest(MATES, observation, at, puckX, puckY);
  if (presser >= 0) isTaken[presser] = true;

  for (;;) {
    const mark = nearest(OPPONENTS, observation, at, goalX, goalY, isMarked);
    if (mark < 0) break;
    isMarked[mark] = true;
    const x = observation[at + OPPONENTS[mark]!.place.at]!;
    const y = observation[at + OPPONENTS[mark]!.place.at + 1]!;
    const mate = nearest(MATES, observation, at, x, y, isTaken);
    const { place } = MATES[Math.max(0, mate)]!;
    const mateDistance = Math.hypot(observation[at + place.at]! - x, observation[at + place.at + 1]! - y);
    if (mate >= 0 && mateDistance < Math.hypot(x, y)) isTaken[mate] = true;
    else return Math.hypot(x + (goalX - x) * GOAL_SIDE, y + (goalY - y) * GOAL_SIDE) / LENGTH_SCALE;
  }
  const guardX = goalX + GUARD_DEPTH * LENGTH_SCALE;
  const guardY = goalY + (puckY - goalY) * GUARD_SIDE;
  return Math.hypot(guardX, guardY) / LENGTH_SCALE;
}

/** Index of the player nearest to (x, y), of those that are there and not in `without`; -1 if there is none. */
function nearest(
  players: readonly PlayerEntry[],
  observation: Float32Array,
  at: number,
  x: number,
  y: number,
  without?: readonly boolean[],
): number {
  let best = -1;
  let least = Infinity;
  for (let i = 0; i < players.length; i++) {
    const { isThere, place } = players[i]!;
    if (without?.[i] || observation[at + isThere.at] === 0) continue;
    const dx = observation[at + place.at]! - x;
    const dy = observation[at + place.at + 1]! - y;
    const distance = dx * dx + dy * dy;
    if (distance >= least) continue;
    least = distance;
    best = i;
  }
  return best;
}
