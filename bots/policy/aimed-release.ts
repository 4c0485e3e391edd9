/**
 * Where an exploring carrier aims: at something that it sees. Of directions drawn evenly all round, one in thirty meets the
 * mouth of a goal 15 m away, and of those the goalie stops most, so that a learner would hardly ever see a goal.
 */
import { GOAL_HALF_WIDTH, GOAL_LINE_X } from "../../shared/rink.ts";
import type { Rng } from "../../shared/rng.ts";
import { MATES, PUCK_PLACE, SELF_PLACE } from "../viewpoint/entries.ts";
import { LENGTH_SCALE } from "../viewpoint/observation.ts";

/** The greatest random error of a pass at a team-mate [rad]. */
const PASS_ERROR = 0.35;

/** The direction [rad], attack to the right, from the puck to a random place in the mouth of the goal. */
export function aimAtGoal(observation: Float32Array, state: number, rng: Rng): number {
  const x = GOAL_LINE_X * LENGTH_SCALE - observation[state + SELF_PLACE.at]! - observation[state + PUCK_PLACE.at]!;
  const target = rng.range(-GOAL_HALF_WIDTH, GOAL_HALF_WIDTH) * LENGTH_SCALE;
  const y = target - observation[state + SELF_PLACE.at + 1]! - observation[state + PUCK_PLACE.at + 1]!;
  return Math.atan2(y, x);
}

/** The direction [rad] from the puck to about where a random team-mate is; any direction if there is none. */
export function aimAtMate(observation: Float32Array, state: number, rng: Rng): number {
  const { isThere, place } = MATES[rng.int(MATES.length)]!;
  if (observation[state + isThere.at] === 0) return rng.range(-Math.PI, Math.PI);
  const x = observation[state + place.at]! - observation[state + PUCK_PLACE.at]!;
  const y = observation[state + place.at + 1]! - observation[state + PUCK_PLACE.at + 1]!;
  return Math.atan2(y, x) + rng.range(-PASS_ERROR, PASS_ERROR);
}
