/**
 * Temporally extended epsilon-greedy exploration.
 *
 * An explorer skates in one direction for several decisions (single random steps would cancel out), releases in a
 * random direction, or takes the release with the greatest Q-value. The latter makes it shoot and pass even while Q
 * overrates skating on, as it usually does early in learning. Source: epsilon-z-greedy, Dabney, Ostrovski & Barreto
 * 2021.
 */
import type { Rng } from "../../shared/rng.ts";
import { PASS, SHOOT, SKATE, type Action } from "../viewpoint/actions.ts";

/** BEST_RELEASE_SHARE of explorations take the best release; SKATING_SHARE of the others skate, the rest release. */
const SKATING_SHARE = 0.5;
const BEST_RELEASE_SHARE = 0.25;
/** The most decisions that an explorer skates in one direction. */
const LONGEST_SKATE = 10;

/** One explorer: the action it repeats, and for how many more decisions. */
export interface Explorer {
  readonly action: Action;
  left: number;
}

/** An explorer that repeats nothing yet. */
export function createExplorer(): Explorer {
  return { action: { kind: SKATE, angle: 0 }, left: 0 };
}

/** Writes a random action in any direction: skating, or, with the puck, a pass or shot. */
export function randomAction(rng: Rng, hasPuck: boolean, action: Action): void {
  action.kind = !hasPuck || rng.next() < SKATING_SHARE ? SKATE : rng.next() < 0.5 ? PASS : SHOOT;
  action.angle = rng.range(-Math.PI, Math.PI);
}

/** Who chooses the action: the explorer, or the policy among all actions, or the policy among releases only. */
export type Choice = "explored" | "greedy" | "greedy-release";

/**
 * Decides who chooses the next action; if that is the explorer, writes it into `action`.
 *
 * @param epsilon probability of starting an exploration at this decision
 * @param hasPuck without it there is nothing to release
 */
export function explore(explorer: Explorer, epsilon: number, hasPuck: boolean, rng: Rng, action: Action): Choice {
  if (explorer.left > 0) explorer.left--;
  else if (rng.next() < epsilon) {
    if (hasPuck && rng.next() < BEST_RELEASE_SHARE) return "greedy-release";
    randomAction(rng, hasPuck, explorer.action);
    explorer.left = explorer.action.kind === SKATE ? rng.int(LONGEST_SKATE) : 0;
  } else return "greedy";
  action.kind = explorer.action.kind;
  action.angle = explorer.action.angle;
  return "explored";
}
