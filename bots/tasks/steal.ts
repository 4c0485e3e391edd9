/**
 * A defender wins the puck: reward 1 when it controls it, -1 for a goal against (without that penalty a defender leaves the
 * shooter alone to lie in wait for the pass); over then, when a team-mate or the goalie has it, or when play is stopped.
 */
import { any, GAIN_OURS, GAIN_SELF, GOAL_AGAINST, STOPPED } from "./facts.ts";
import type { HockeyTask } from "./task.ts";

export const steal: HockeyTask = {
  name: "steal",
  situations: ["defender"],
  gamma: 0.95,
  reward: ({ events }) => (any(events, GAIN_SELF) ? 1 : any(events, GOAL_AGAINST) ? -1 : 0),
  terminated: ({ events }) => any(events, GAIN_OURS | STOPPED),
};
