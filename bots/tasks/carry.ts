/**
 * The carrier brings the puck to a place on its own stick: reward 1 when it is there; over then, or when the puck leaves the
 * stick. The goal that a transition achieves is where the puck is while the carrier still has it.
 */
import { attackSide } from "../../shared/rink.ts";
import { hasPuck } from "../viewpoint/situation.ts";
import { any, LOSS_SELF, RELEASE_SELF, STOPPED, type TransitionFacts } from "./facts.ts";
import { isAt, writePlace } from "./places.ts";
import type { HockeyTask } from "./task.ts";

/** Near enough [m]. */
export const CARRY_RADIUS = 1.5;
/** A new goal is so far from the skater [m]. */
const NEAREST = 4;
const FARTHEST = 14;

/** Whether the carrier has had the puck all the time. */
function isCarrying({ events, nextObservation }: TransitionFacts): boolean {
  return hasPuck(nextObservation) && !any(events, RELEASE_SELF | LOSS_SELF | STOPPED);
}

export const carry: HockeyTask = {
  name: "carry",
  situations: ["carrier"],
  gamma: 0.95,
  reward: (facts, goal, at) =>
    isCarrying(facts) && isAt(facts.after.puckX, facts.after.puckY, goal, at, CARRY_RADIUS) ? 1 : 0,
  terminated: (facts, goal, at) =>
    !isCarrying(facts) || isAt(facts.after.puckX, facts.after.puckY, goal, at, CARRY_RADIUS),
  goals: {
    size: 2,
    achieved(facts, goal, at) {
      goal[at] = facts.after.puckX;
      goal[at + 1] = facts.after.puckY;
      return isCarrying(facts);
    },
    draw(sim, id, rng, goal, at) {
      const self = sim.skaters[id]!;
      const side = attackSide(self);
      const angle = rng.range(-Math.PI, Math.PI);
      const distance = rng.range(NEAREST, FARTHEST);
      writePlace(side * self.x + distance * Math.cos(angle), side * self.y + distance * Math.sin(angle), goal, at);
    },
  },
};
