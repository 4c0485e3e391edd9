/**
 * The network's input: observation, action and task, with the rink rotated so that the action points along +x.
 *
 * Q takes the action as an input (QT-Opt, Kalashnikov et al. 2018). In the action's frame all directions look alike:
 * "the team-mate is 8 m ahead and 1 m beside the line". What is learnt for one direction holds for all (measured in a
 * prototype: ten times fewer decisions than with one output per direction).
 */
import { GOAL_HALF_WIDTH, GOAL_LINE_X } from "../../shared/rink.ts";
import { ACTION_KINDS } from "./actions.ts";
import { LENGTH_SCALE, OBSERVATION_NAMES } from "./observation.ts";
import { N_TASKS } from "../tasks/registry.ts";

/** Indices of the x of each vector in an observation; y follows x. The posts replace the skater's own position. */
const VECTORS: readonly number[] = OBSERVATION_NAMES.flatMap((name, i) =>
  (name.endsWith("X") || name.endsWith("Vx") || name === "headingCos") && name !== "selfX" ? [i] : [],
);
/**
 * Of these, the positions of other players. Their distances from the action's line get an entry on a finer scale too.
 */
const PLACES: readonly number[] = OBSERVATION_NAMES.flatMap((name, i) =>
  name.endsWith("X") && name !== "selfX" && name !== "puckX" ? [i] : [],
);
const SELF_X = OBSERVATION_NAMES.indexOf("selfX");

/** Units of positions, and of fine sideways distances, in the input [m]. */
const PLACE_UNIT = 10;
const FINE_UNIT = 2;
const TO_PLACE = 1 / LENGTH_SCALE / PLACE_UNIT;
const TO_FINE = 1 / LENGTH_SCALE / FINE_UNIT;
const POST_Y = GOAL_HALF_WIDTH * LENGTH_SCALE;

/** Length of one input: rotated vectors, two posts, fine sideways distances, kind and task one-hot. */
export const INPUT_SIZE = VECTORS.length * 2 + 4 + PLACES.length + 2 + ACTION_KINDS.length + N_TASKS;

/**
 * Writes one input into `out` from `outAt`.
 *
 * @param observation from `at`, [OBS_SIZE]
 * @param kind of the action, an index in ACTION_KINDS
 * @param angle of the action [rad], attack to the right
 * @param mirror -1: everything is mirrored top to bottom, the angle included; 1: nothing is
 */
export function writeInput(
  out: Float32Array,
  outAt: number,
  observation: Float32Array,
  at: number,
  kind: number,
  angle: number,
  task: number,
  mirror: 1 | -1 = 1,
): void {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  let k = outAt;
  // In the action's frame, mirroring both rink and action changes only the sign of the sideways entries.
  const side = mirror;
  for (let v = 0; v < VECTORS.length; v++) {
    const i = at + VECTORS[v]!;
    const x = observation[i]!;
    const y = observation[i + 1]!;
    const scale = IS_PLACE[v]! ? TO_PLACE : 1;
    out[k++] = (x * cos + y * sin) * scale;
    out[k++] = (y * cos - x * sin) * scale * side;
  }
  for (let p = 0; p < PLACES.length; p++) {
    const i = at + PLACES[p]!;
    out[k++] = squash((observation[i + 1]! * cos - observation[i]! * sin) * TO_FINE) * side;
  }
  // The posts relative to the skater, in observation units. Mirroring exchanges them, so their order is reversed.
  const goalX = GOAL_LINE_X * LENGTH_SCALE - observation[at + SELF_X]!;
  for (const post of mirror === 1 ? POSTS : MIRRORED_POSTS) {
    const goalY = post * POST_Y - observation[at + SELF_X + 1]!;
    const beside = goalY * cos - goalX * sin;
    out[k++] = (goalX * cos + goalY * sin) * TO_PLACE;
    out[k++] = beside * TO_PLACE * side;
    out[k++] = squash(beside * TO_FINE) * side;
  }
  for (let i = 0; i < ACTION_KINDS.length; i++) out[k++] = i === kind ? 1 : 0;
  for (let i = 0; i < N_TASKS; i++) out[k++] = i === task ? 1 : 0;
}

const IS_PLACE: readonly boolean[] = VECTORS.map((i) => !/V|heading/.test(OBSERVATION_NAMES[i]!));
const POSTS = [-1, 1] as const;
const MIRRORED_POSTS = [1, -1] as const;

/** Keeps small distances nearly as they are and limits large ones to (-1, 1). */
function squash(x: number): number {
  return x / (1 + Math.abs(x));
}
