/**
 * A goalie keeps the puck out: reward 1 when an attack is over without a goal, because the own team or the goalie controls the
 * puck or play is stopped; -1 for a goal against. A save alone does not end it: the rebound has to be dealt with too.
 *
 * While the own team has the puck the task goes on, without a reward, until the next attack is over: where the goalie is when
 * that begins counts. (When every gain of the own team ended it, goalies were 7 m out of their net half of the time.)
 */
import { isOurs } from "../viewpoint/situation.ts";
import { any, DEAD, GAIN_OURS, GAIN_SELF, GOAL_AGAINST, STOPPED, type TransitionFacts } from "./facts.ts";
import type { HockeyTask } from "./task.ts";

/** Whether an attack of the opponents ends with the transition. */
function endsAttack({ observation, events }: TransitionFacts): boolean {
  return !isOurs(observation) && any(events, GAIN_OURS | STOPPED | DEAD);
}

export const save: HockeyTask = {
  name: "save",
  situations: ["goalie"],
  gamma: 0.96,
  reward(facts) {
    if (any(facts.events, GOAL_AGAINST)) return -1;
    return endsAttack(facts) ? 1 : 0;
  },
  terminated: (facts) => any(facts.events, GAIN_SELF | STOPPED) || endsAttack(facts),
};
