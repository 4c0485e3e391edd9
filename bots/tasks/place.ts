/**
 * The carrier sends the puck to a place: reward 1 when it is received there by the own team, or comes to rest there; over as
 * soon as the outcome of the release is known. A pass into space is such a place. The goal that a release achieves is where
 * the puck was received or came to rest.
 */
import { attackSide } from "../../shared/rink.ts";
import { PUCK_VELOCITY } from "../viewpoint/entries.ts";
import { PUCK_SPEED_SCALE } from "../viewpoint/observation.ts";
import {
  any,
  DEAD,
  GAIN_MATE,
  GAIN_OURS,
  GAIN_OWN_GOALIE,
  GAIN_THEIRS,
  LOSS_SELF,
  RELEASE_SELF,
  SAVE_THEIRS,
  STOPPED,
  type TransitionFacts,
} from "./facts.ts";
import { isAt, writePlace } from "./places.ts";
import type { HockeyTask } from "./task.ts";

/** Near enough [m]. */
export const PLACE_RADIUS = 2.5;
/** A slower puck is at rest [m/s]. */
const REST_SPEED = 2;
/** A new goal is at most so far from a team-mate [m]. */
const MATE_DISTANCE = 5;

const OVER = GAIN_MATE | GAIN_OWN_GOALIE | GAIN_THEIRS | SAVE_THEIRS | STOPPED | DEAD | RELEASE_SELF | LOSS_SELF;

/** Whether the carrier's release was received, or came to rest. */
function hasArrived({ events, nextObservation }: TransitionFacts): boolean {
  if (!any(events, RELEASE_SELF) || any(events, GAIN_THEIRS | STOPPED)) return false;
  const vx = nextObservation[PUCK_VELOCITY.at]! / PUCK_SPEED_SCALE;
  const vy = nextObservation[PUCK_VELOCITY.at + 1]! / PUCK_SPEED_SCALE;
  return any(events, GAIN_OURS) || vx * vx + vy * vy < REST_SPEED * REST_SPEED;
}

export const place: HockeyTask = {
  name: "place",
  situations: ["carrier"],
  gamma: 0.88,
  reward: (facts, goal, at) =>
    hasArrived(facts) && isAt(facts.after.puckX, facts.after.puckY, goal, at, PLACE_RADIUS) ? 1 : 0,
  terminated: ({ events }) => any(events, OVER),
  goals: {
    size: 2,
    achieved(facts, goal, at) {
      goal[at] = facts.after.puckX;
      goal[at + 1] = facts.after.puckY;
      return hasArrived(facts);
    },
    draw(sim, id, rng, goal, at) {
      const self = sim.skaters[id]!;
      const side = attackSide(self);
      const mates = sim.skaters.filter((mate) => mate.team === self.team && mate.id !== id && mate.role !== "goalie");
      const { x, y } = mates.length === 0 ? self : mates[rng.int(mates.length)]!;
      const angle = rng.range(-Math.PI, Math.PI);
      const distance = MATE_DISTANCE * Math.sqrt(rng.next());
      writePlace(side * x + distance * Math.cos(angle), side * y + distance * Math.sin(angle), goal, at);
    },
  },
};
