/**
 * A defender wins the puck: reward 1 when the own team controls it, -1 for a goal against (without that penalty a defender
 * leaves the shooter alone to lie in wait for the pass); over then, or when play is stopped.
 */
import { any, GAIN_OURS, GOAL_AGAINST, STOPPED } from "./facts.ts";
import type { HockeyTask } from "./task.ts";

export const steal: HockeyTask = {
  name: "steal",
  situations: ["defender"],
  gamma: 0.95,
  reward: ({ events }) => (any(events, GAIN_OURS) ? 1 : any(events, GOAL_AGAINST) ? -1 : 0),
  terminated: ({ events }) => any(events, GAIN_OURS | STOPPED),
};
