/**
 * Temporally extended epsilon-greedy exploration.
 *
 * An explorer skates in one direction for several decisions (single random steps would cancel out), releases in a
 * random direction, or takes the release with the greatest Q-value. The latter makes it shoot and pass even while Q
 * overrates skating on, as it usually does early in learning. Source: epsilon-z-greedy, Dabney, Ostrovski & Barreto
 * 2021.
 */
import type { Rng } from "../../shared/rng.ts";
import { GLIDE, isRelease, PASS, SHOOT, SKATE, type Action } from "../viewpoint/actions.ts";
import { IS_GOALIE, OBS_SIZE } from "../viewpoint/entries.ts";
import { hasPuck } from "../viewpoint/situation.ts";
import { aimAtGoal, aimAtMate } from "./aimed-release.ts";

/** BEST_RELEASE_SHARE of explorations take the best release; SKATING_SHARE of the others skate, the rest release. */
const SKATING_SHARE = 0.5;
const BEST_RELEASE_SHARE = 0.25;
/** Without the puck, the share of explorations that glide; the others skate. */
const GLIDING_SHARE = 0.1;
/** Share of the random releases that are aimed at something, see aimed-release.ts. */
const AIMED_SHARE = 0.5;
/**
 * The most decisions that an explorer skates in one direction: with the puck, of 0.1 s each; without it, of up to 0.3 s each; a
 * goalie, who would soon be far out of its net.
 */
const LONGEST_CARRY = 10;
const LONGEST_SKATE = 4;
const LONGEST_GOALIE_SKATE = 2;

/** One explorer: the action it repeats, and for how many more decisions. */
export interface Explorer {
  readonly action: Action;
  left: number;
}

/** An explorer that repeats nothing yet. */
export function createExplorer(): Explorer {
  return { action: { kind: SKATE, angle: 0 }, left: 0 };
}

/** Writes a random action in any direction: skating, gliding without the puck, or, with it, a pass or shot. */
export function randomAction(rng: Rng, withPuck: boolean, action: Action): void {
  if (!withPuck && rng.next() < GLIDING_SHARE) {
    action.kind = GLIDE;
    action.angle = 0;
    return;
  }
  action.kind = !withPuck || rng.next() < SKATING_SHARE ? SKATE : rng.next() < 0.5 ? PASS : SHOOT;
  action.angle = rng.range(-Math.PI, Math.PI);
}

/** Who chooses the action: the explorer, or the policy among all actions, or the policy among releases only. */
export type Choice = "explored" | "greedy" | "greedy-release";

/**
 * Decides who chooses the next action; if that is the explorer, writes it into `action`.
 *
 * @param epsilon probability of starting an exploration at this decision
 * @param observations what the skater sees is their row `state`; without the puck there is nothing to release
 */
export function explore(
  explorer: Explorer,
  epsilon: number,
  observations: Float32Array,
  state: number,
  rng: Rng,
  action: Action,
): Choice {
  const at = state * OBS_SIZE;
  if (explorer.left > 0) explorer.left--;
  else if (rng.next() < epsilon) {
    const withPuck = hasPuck(observations, at);
    if (withPuck && rng.next() < BEST_RELEASE_SHARE) return "greedy-release";
    randomAction(rng, withPuck, explorer.action);
    const { kind } = explorer.action;
    const isGoalie = observations[at + IS_GOALIE.at]! > 0;
    const longest = withPuck ? LONGEST_CARRY : isGoalie ? LONGEST_GOALIE_SKATE : LONGEST_SKATE;
    explorer.left = isRelease(kind) ? 0 : rng.int(longest);
    if (isRelease(kind) && rng.next() < AIMED_SHARE) {
      explorer.action.angle = (kind === SHOOT ? aimAtGoal : aimAtMate)(observations, at, rng);
    }
  } else return "greedy";
  action.kind = explorer.action.kind;
  action.angle = explorer.action.angle;
  return "explored";
}
