/**
 * An attacker without the puck gets open: a reward when it receives a pass, the greater the nearer to the opponents' goal;
 * over when the opponents have the puck. Being close to a team-mate costs a little.
 */
import { GOAL_LINE_X } from "../../shared/rink.ts";
import { clamp } from "../../shared/units.ts";
import { any, DEAD, GAIN_SELF, GAIN_THEIRS, RECEIVED, STOPPED, type TransitionFacts } from "./facts.ts";
import { crowding } from "./spacing.ts";
import type { HockeyTask } from "./task.ts";

/** A reception within this distance of the goal is worth 1; FAR_WORTH from FAR on, and in proportion between them [m]. */
const NEAR = 10;
const FAR = 45;
const FAR_WORTH = 0.4;

function worthOf({ after: { selfX, selfY } }: TransitionFacts): number {
  const distance = Math.hypot(GOAL_LINE_X - selfX, selfY);
  return 1 - (1 - FAR_WORTH) * clamp((distance - NEAR) / (FAR - NEAR), 0, 1);
}

export const open: HockeyTask = {
  name: "open",
  situations: ["attacker"],
  gamma: 0.95,
  reward: (facts) => (any(facts.events, RECEIVED) ? worthOf(facts) : crowding(facts)),
  terminated: ({ events }) => any(events, GAIN_SELF | RECEIVED | GAIN_THEIRS | STOPPED | DEAD),
};
