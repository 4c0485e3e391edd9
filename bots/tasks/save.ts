/**
 * A goalie keeps the puck out: reward 1 when an attack is over without a goal, because the own team or the goalie controls the
 * puck or play is stopped; -1 for a goal against. A save alone does not end it: the rebound has to be dealt with too.
 *
 * While the own team has the puck the task goes on until the next attack is over: where the goalie is when that begins counts.
 * Being away from the goal costs a little. (When every gain of the own team ended the task and being away cost nothing, goalies
 * were 7 m out of their net half of the time.)
 */
import { GOAL_LINE_X } from "../../shared/rink.ts";
import { isOurs } from "../viewpoint/situation.ts";
import { any, DEAD, GAIN_OURS, GAIN_SELF, GOAL_AGAINST, STOPPED, type TransitionFacts } from "./facts.ts";
import type { HockeyTask } from "./task.ts";

/** Farther than this from the middle of the goal line a goalie is away [m]; the script's is at most 3.5 m from it. */
const HOME_DISTANCE = 4;
/** Reward of a decision that ends so: a second of it costs 0.3 of a success. */
const AWAY_REWARD = -0.03;

/** Behind the goal line it is away too: from there it takes seconds to be in front of the goal again. */
function isAway({ after: { selfX, selfY } }: TransitionFacts): boolean {
  return selfX < -GOAL_LINE_X - 0.5 || Math.hypot(selfX + GOAL_LINE_X, selfY) > HOME_DISTANCE;
}

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
    if (endsAttack(facts)) return 1;
    return isAway(facts) ? AWAY_REWARD : 0;
  },
  terminated: (facts) => any(facts.events, GAIN_SELF | STOPPED) || endsAttack(facts),
};
