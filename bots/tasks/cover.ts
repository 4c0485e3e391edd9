/**
 * A defender helps its team to win the puck: reward 1 when the own team has it, -1 for a goal against; over then, or when play is
 * stopped. Being close to a team-mate costs a little: two who stand together cover one.
 */
import { any, GAIN_OURS, GOAL_AGAINST, STOPPED } from "./facts.ts";
import { crowding } from "./spacing.ts";
import type { HockeyTask } from "./task.ts";

export const cover: HockeyTask = {
  name: "cover",
  situations: ["defender"],
  gamma: 0.96,
  reward(facts) {
    if (any(facts.events, GAIN_OURS)) return 1;
    return any(facts.events, GOAL_AGAINST) ? -1 : crowding(facts);
  },
  terminated: ({ events }) => any(events, GAIN_OURS | STOPPED),
};
