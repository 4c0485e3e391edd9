/** The situation of a skater, read from its observation: it decides which tasks can be played and which actions there are. */
import { IS_GOALIE, MATE_CONTROLS, OUR_RELEASE, SELF_CONTROLS } from "./entries.ts";

/**
 * "carrier": has the puck. "attacker": the own team has it, or has released it. "defender": the opponents have it, or
 * nobody. "goalie": a goalie without the puck.
 */
export type Situation = "carrier" | "attacker" | "defender" | "goalie";

/** The situation of whoever made the observation at `at`. */
export function situationOf(observation: Float32Array, at = 0): Situation {
  if (hasPuck(observation, at)) return "carrier";
  if (observation[at + IS_GOALIE.at]! > 0) return "goalie";
  return isOurs(observation, at) ? "attacker" : "defender";
}

/** Whether a team-mate has the puck, or the own team has released it last. */
export function isOurs(observation: Float32Array, at = 0): boolean {
  return observation[at + MATE_CONTROLS.at]! > 0 || observation[at + OUR_RELEASE.at]! > 0;
}

/** Whether the observer has the puck: without it, nothing can be released. */
export function hasPuck(observation: Float32Array, at = 0): boolean {
  return observation[at + SELF_CONTROLS.at]! > 0;
}
