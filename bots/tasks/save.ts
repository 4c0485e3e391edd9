/**
 * A goalie keeps the puck out: reward 1 when the attack is over without a goal, because the own team or the goalie controls
 * the puck or play is stopped. A save alone does not end it: the rebound has to be dealt with too.
 */
import { any, DEAD, GAIN_OURS, GOAL_AGAINST, STOPPED } from "./facts.ts";
import type { HockeyTask } from "./task.ts";

export const save: HockeyTask = {
  name: "save",
  situations: ["goalie"],
  gamma: 0.95,
  reward: ({ events }) => (!any(events, GOAL_AGAINST) && any(events, GAIN_OURS | STOPPED | DEAD) ? 1 : 0),
  terminated: ({ events }) => any(events, GAIN_OURS | STOPPED | DEAD),
};
