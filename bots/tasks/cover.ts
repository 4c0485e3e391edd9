/**
 * A defender helps its team to win the puck: reward 1 when the own team has it, -1 for a goal against; over then, or when play is
 * stopped. On the way it costs a little to be far from where it is to cover (see marking.ts), and to be close to a team-mate: two who
 * stand together cover one.
 */
import { any, GAIN_OURS, GOAL_AGAINST, STOPPED, type TransitionFacts } from "./facts.ts";
import { distanceToCover } from "./marking.ts";
import { crowding } from "./spacing.ts";
import type { HockeyTask } from "./task.ts";

/** Reward per decision period and metre from where it is to cover. */
const AWAY = -0.004;
const FARTHEST = 10;

function marking({ nextObservation, duration }: TransitionFacts): number {
  return duration * AWAY * Math.min(FARTHEST, distanceToCover(nextObservation));
}

export const cover: HockeyTask = {
  name: "cover",
  situations: ["defender"],
  gamma: 0.96,
  reward(facts) {
    if (any(facts.events, GAIN_OURS)) return 1;
    return any(facts.events, GOAL_AGAINST) ? -1 : crowding(facts) + marking(facts);
  },
  terminated: ({ events }) => any(events, GAIN_OURS | STOPPED),
};
