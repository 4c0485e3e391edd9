/**
 * The network's input: observation, goal, action and task, seen from the action.
 *
 * Q takes the action as an input (QT-Opt, Kalashnikov et al. 2018). A release is seen in its own frame: the rink rotated
 * so that it points along +x, and team-mates and opponents in the order of how near they are to its line. There all
 * releases look alike: "the team-mate is 8 m ahead and 1 m beside the line". What is learnt for one direction, and for
 * one team-mate, holds for all (measured in a prototype: ten times fewer decisions than with one output per direction).
 * Skating is seen in the rink's own axes, with the cosine and sine of its direction, and how well it leads to everything that
 * one may want to skate to or away from: the cosine of the angle between them. (Without these products of state and action,
 * the values of skating here or there hardly differed far from the goal, and goalies did not find home.)
 */
import { GOAL_HALF_WIDTH, GOAL_LINE_X } from "../../shared/rink.ts";
import { GOALIE_DEPTH } from "../../shared/sim/placement.ts";
import { ACTION_KINDS, isRelease, SKATE } from "./actions.ts";
import {
  FLAG_ENTRIES,
  MATES,
  OPPONENTS,
  OWN_GOALIE,
  PUCK_PLACE,
  PUCK_VELOCITY,
  SELF_HEADING,
  SELF_PLACE,
  SELF_VELOCITY,
  THEIR_GOALIE,
  type PlayerEntry,
} from "./entries.ts";
import { LENGTH_SCALE } from "./observation.ts";

/** Units of places, and of fine sideways distances, in the input [m]. */
const PLACE_UNIT = 10;
const FINE_UNIT = 2;
const TO_PLACE = 1 / LENGTH_SCALE / PLACE_UNIT;
const TO_FINE = 1 / LENGTH_SCALE / FINE_UNIT;
const POST_Y = GOAL_HALF_WIDTH * LENGTH_SCALE;
/** 0.6 m, in observation units. */
const NEXT_TO = 0.02;
/** Vectors shorter than this, in observation units, have hardly a direction: 0.3 m, or 0.4 m/s of the puck. */
const NO_DIRECTION = 0.01;
const GOAL_X = GOAL_LINE_X * LENGTH_SCALE;
/** The place in front of the own goal. */
const HOME_X = -GOAL_X + GOALIE_DEPTH * LENGTH_SCALE;

/** Numbers of a goal: a place on the ice [m], with the attack to the right. */
export const GOAL_SIZE = 2;

/** Inputs of a vector, of a place that is also given on the finer scale, and of another player. */
const VECTOR = 2;
const FINE_PLACE = 3;
const PLAYER = FINE_PLACE + VECTOR;

/** Length of one input without the task's one-hot identifier, which stands at its end. */
export const STATE_ACTION_SIZE =
  FLAG_ENTRIES.length +
  2 * VECTOR + // own velocity and heading
  FINE_PLACE + // own goal
  FINE_PLACE +
  1 +
  VECTOR + // puck
  2 + // distances from the line between puck and own goal, and from the puck's way
  (MATES.length + OPPONENTS.length + 2) * PLAYER +
  2 * FINE_PLACE + // posts
  FINE_PLACE + // the task's goal
  VECTOR + // direction of skating
  5 +
  MATES.length +
  OPPONENTS.length + // its share of the velocity; how well it leads to goals, puck and players
  ACTION_KINDS.length;

/** Length of one input for `taskCount` tasks. */
export function inputSize(taskCount: number): number {
  return STATE_ACTION_SIZE + taskCount;
}

/** The frame that an input is written in, and where; reused. */
const frame: { out: Float32Array; k: number; cos: number; sin: number; side: 1 | -1 } = {
  out: new Float32Array(0),
  k: 0,
  cos: 1,
  sin: 0,
  side: 1,
};

/** Offsets of the players of an observation in the order in which they are written; reused. */
const matesInOrder = MATES.slice();
const opponentsInOrder = OPPONENTS.slice();
const nearness = new Float64Array(Math.max(MATES.length, OPPONENTS.length));

/**
 * Writes one input into `out` from `outAt`.
 *
 * @param observation from `at`, [OBS_SIZE]
 * @param goals from `goalAt`, [GOAL_SIZE] where the task's goal is [m]; null if it has none
 * @param kind of the action, an index in ACTION_KINDS
 * @param angle of the action [rad], attack to the right
 * @param mirror -1: everything is mirrored top to bottom, the angle included; 1: nothing is
 */
export function writeInput(
  out: Float32Array,
  outAt: number,
  observation: Float32Array,
  at: number,
  goals: Float32Array | null,
  goalAt: number,
  kind: number,
  angle: number,
  task: number,
  taskCount: number,
  mirror: 1 | -1 = 1,
): void {
  const isReleasing = isRelease(kind);
  frame.out = out;
  frame.k = outAt;
  frame.cos = isReleasing ? Math.cos(angle) : 1;
  frame.sin = isReleasing ? Math.sin(angle) : 0;
  // In the action's frame, mirroring both rink and action changes only the sign of the sideways entries.
  frame.side = mirror;
  const mates = isReleasing ? sortAlong(matesInOrder, MATES, observation, at) : MATES;
  const opponents = isReleasing ? sortAlong(opponentsInOrder, OPPONENTS, observation, at) : OPPONENTS;

  writeFlags(observation, at, mates, opponents);
  writeVector(observation[at + SELF_VELOCITY.at]!, observation[at + SELF_VELOCITY.at + 1]!);
  writeVector(observation[at + SELF_HEADING.at]!, observation[at + SELF_HEADING.at + 1]!);
  const selfX = observation[at + SELF_PLACE.at]!;
  const selfY = observation[at + SELF_PLACE.at + 1]!;
  writeFinePlace(-GOAL_X - selfX, -selfY);
  writePuck(observation, at, -GOAL_X - selfX, -selfY);
  for (let i = 0; i < mates.length; i++) writePlayer(observation, at, mates[i]!);
  for (let i = 0; i < opponents.length; i++) writePlayer(observation, at, opponents[i]!);
  writePlayer(observation, at, OWN_GOALIE);
  writePlayer(observation, at, THEIR_GOALIE);
  // Mirroring exchanges the posts, so their order is reversed.
  writeFinePlace(GOAL_X - selfX, -mirror * POST_Y - selfY);
  writeFinePlace(GOAL_X - selfX, mirror * POST_Y - selfY);
  if (goals === null) writeFinePlace(0, 0);
  else writeFinePlace(goals[goalAt]! * LENGTH_SCALE - selfX, goals[goalAt + 1]! * LENGTH_SCALE - selfY);

  writeSkating(kind === SKATE, angle, observation, at, goals, goalAt);
  let { k } = frame;
  for (let i = 0; i < ACTION_KINDS.length; i++) out[k++] = i === kind ? 1 : 0;
  for (let i = 0; i < taskCount; i++) out[k++] = i === task ? 1 : 0;
}

/** The direction of skating, and how well it leads to everything; zeros if the action is another one. */
function writeSkating(
  isSkating: boolean,
  angle: number,
  observation: Float32Array,
  at: number,
  goals: Float32Array | null,
  goalAt: number,
): void {
  const { out, side } = frame;
  const cos = isSkating ? Math.cos(angle) : 0;
  const sin = isSkating ? Math.sin(angle) : 0;
  let { k } = frame;
  out[k++] = cos;
  out[k++] = sin * side;
  out[k++] = observation[at + SELF_VELOCITY.at]! * cos + observation[at + SELF_VELOCITY.at + 1]! * sin;
  const selfX = observation[at + SELF_PLACE.at]!;
  const selfY = observation[at + SELF_PLACE.at + 1]!;
  out[k++] = leadTo(HOME_X - selfX, -selfY, cos, sin);
  out[k++] = leadTo(GOAL_X - selfX, -selfY, cos, sin);
  out[k++] = leadTo(observation[at + PUCK_PLACE.at]!, observation[at + PUCK_PLACE.at + 1]!, cos, sin);
  const goalX = goals === null ? 0 : goals[goalAt]! * LENGTH_SCALE - selfX;
  const goalY = goals === null ? 0 : goals[goalAt + 1]! * LENGTH_SCALE - selfY;
  out[k++] = leadTo(goalX, goalY, cos, sin);
  for (let i = 0; i < MATES.length; i++) {
    const place = MATES[i]!.place.at + at;
    out[k++] = leadTo(observation[place]!, observation[place + 1]!, cos, sin);
  }
  for (let i = 0; i < OPPONENTS.length; i++) {
    const place = OPPONENTS[i]!.place.at + at;
    out[k++] = leadTo(observation[place]!, observation[place + 1]!, cos, sin);
  }
  frame.k = k;
}

/** The cosine of the angle between a direction and the way to (x, y), which fades out where that is next to the skater. */
function leadTo(x: number, y: number, cos: number, sin: number): number {
  return (x * cos + y * sin) / Math.sqrt(x * x + y * y + NEXT_TO ** 2);
}

/** The flags; those of the players in the order in which the players are written. */
function writeFlags(
  observation: Float32Array,
  at: number,
  mates: readonly PlayerEntry[],
  opponents: readonly PlayerEntry[],
): void {
  const { out } = frame;
  let { k } = frame;
  for (let i = 0; i < OWN_FLAGS.length; i++) out[k++] = observation[at + OWN_FLAGS[i]!.at]!;
  for (let i = 0; i < mates.length; i++) out[k++] = observation[at + mates[i]!.isThere.at]!;
  for (let i = 0; i < opponents.length; i++) out[k++] = observation[at + opponents[i]!.isThere.at]!;
  out[k++] = observation[at + OWN_GOALIE.isThere.at]!;
  out[k++] = observation[at + THEIR_GOALIE.isThere.at]!;
  frame.k = k;
}

const PLAYER_FLAGS = new Set([...MATES, ...OPPONENTS, OWN_GOALIE, THEIR_GOALIE].map(({ isThere }) => isThere));
const OWN_FLAGS = FLAG_ENTRIES.filter((entry) => !PLAYER_FLAGS.has(entry));

/** A vector along and beside the action. */
function writeVector(x: number, y: number): void {
  const { out, cos, sin, side } = frame;
  out[frame.k++] = x * cos + y * sin;
  out[frame.k++] = (y * cos - x * sin) * side;
}

/** A place in observation units, relative to the skater, with the distance beside the action on a finer scale too. */
function writeFinePlace(x: number, y: number): void {
  const { out, cos, sin, side } = frame;
  const beside = (y * cos - x * sin) * side;
  out[frame.k++] = (x * cos + y * sin) * TO_PLACE;
  out[frame.k++] = beside * TO_PLACE;
  out[frame.k++] = squash(beside * TO_FINE);
}

/**
 * The puck, and two signed distances of the skater, to its left or right: from the line between the puck and the own goal at
 * (goalX, goalY), on which a goalie stands; and from the line along which the puck moves, where it is met. Neither depends on
 * the frame.
 */
function writePuck(observation: Float32Array, at: number, goalX: number, goalY: number): void {
  const { out, cos, sin, side } = frame;
  const x = observation[at + PUCK_PLACE.at]!;
  const y = observation[at + PUCK_PLACE.at + 1]!;
  const vx = observation[at + PUCK_VELOCITY.at]!;
  const vy = observation[at + PUCK_VELOCITY.at + 1]!;
  writeFinePlace(x, y);
  out[frame.k++] = squash((x * cos + y * sin) * TO_FINE);
  writeVector(vx, vy);
  const toGoal = Math.sqrt((goalX - x) ** 2 + (goalY - y) ** 2 + NO_DIRECTION ** 2);
  const speed = Math.sqrt(vx * vx + vy * vy + NO_DIRECTION ** 2);
  out[frame.k++] = squash(((x * goalY - y * goalX) / toGoal) * side * TO_FINE);
  out[frame.k++] = squash(((x * vy - y * vx) / speed) * side * TO_FINE);
}

function writePlayer(observation: Float32Array, at: number, { place, velocity }: PlayerEntry): void {
  writeFinePlace(observation[at + place.at]!, observation[at + place.at + 1]!);
  writeVector(observation[at + velocity.at]!, observation[at + velocity.at + 1]!);
}

/** `players` in the order of the angle between them and the action, the smallest first; missing ones last. */
function sortAlong(
  order: PlayerEntry[],
  players: readonly PlayerEntry[],
  observation: Float32Array,
  at: number,
): readonly PlayerEntry[] {
  const { cos, sin } = frame;
  for (let i = 0; i < players.length; i++) {
    const player = players[i]!;
    const x = observation[at + player.place.at]!;
    const y = observation[at + player.place.at + 1]!;
    const distance = Math.sqrt(x * x + y * y);
    const isThere = observation[at + player.isThere.at]! > 0 && distance > 0;
    const near = isThere ? (x * cos + y * sin) / distance : -2;
    let place = i;
    for (; place > 0 && nearness[place - 1]! < near; place--) {
      nearness[place] = nearness[place - 1]!;
      order[place] = order[place - 1]!;
    }
    nearness[place] = near;
    order[place] = player;
  }
  return order;
}

/** Keeps small distances nearly as they are and limits large ones to (-1, 1). */
function squash(x: number): number {
  return x / (1 + Math.abs(x));
}
