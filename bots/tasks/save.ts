/**
 * A goalie keeps the puck out: reward 1 when an attack is over without a goal, because the own team or the goalie controls the
 * puck or play is stopped; -1 for a goal against. A save alone does not end it: the rebound has to be dealt with too.
 *
 * While the own team has the puck the task goes on until the next attack is over: where the goalie is when that begins counts. Being
 * away from the goal costs, the more the farther: a constant cost, or a potential (Ng, Harada & Russell 1999), which adds nothing to
 * the difference between one action and another, did not bring goalies home.
 */
import { GOAL_LINE_X } from "../../shared/rink.ts";
import { GOALIE_DEPTH } from "../../shared/sim/placement.ts";
import { clamp } from "../../shared/units.ts";
import { isOurs } from "../viewpoint/situation.ts";
import { any, DEAD, GAIN_OURS, GAIN_SELF, GOAL_AGAINST, STOPPED, type Places, type TransitionFacts } from "./facts.ts";
import type { HockeyTask } from "./task.ts";

/** Farther than this from its place in front of the goal a goalie is away [m]; from behind the goal the way is longer. */
const HOME_DISTANCE = 2.5;
const DETOUR = 4;
const FARTHEST = 15;
/** Reward per decision period and metre. */
const AWAY = -0.004;

/** How far the goalie is away, from 0 to FARTHEST [m]. */
function distanceAway({ selfX, selfY }: Places): number {
  const way = Math.hypot(selfX + GOAL_LINE_X - GOALIE_DEPTH, selfY) + (selfX < -GOAL_LINE_X ? DETOUR : 0);
  return clamp(way - HOME_DISTANCE, 0, FARTHEST);
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
    return facts.duration * AWAY * distanceAway(facts.after);
  },
  terminated: (facts) => any(facts.events, GAIN_SELF | STOPPED) || endsAttack(facts),
};
