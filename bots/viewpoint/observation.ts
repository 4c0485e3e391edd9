/**
 * What one skater sees: simulation -> observation.
 *
 * Every skater sees itself attacking to the right, whatever its team. Entries are named below, in units that make them
 * about [-1, 1]: positions are divided by half the rink's length, velocities by a skater's top speed, and the puck's
 * velocity by four times that.
 */
import { GOAL_LINE_X, HALF_LENGTH } from "../../shared/rink.ts";
import { BLADE_REACH, SKATING } from "../../shared/rules.ts";
import type { Sim, Skater } from "../../shared/sim/world.ts";
import { distanceToSegment } from "../../shared/geometry.ts";

/** Bumped when the meaning of an entry changes; checkpoints of another version are refused. */
export const OBSERVATION_VERSION = 2;

/**
 * Names of the entries, in order. Positions of other players and the puck are relative to the skater, velocities not.
 */
export const OBSERVATION_NAMES = [
  "selfX",
  "selfY",
  "selfVx",
  "selfVy",
  "headingCos",
  "headingSin",
  "mateX",
  "mateY",
  "mateVx",
  "mateVy",
  "opponentX",
  "opponentY",
  "opponentVx",
  "opponentVy",
  "goalieX",
  "goalieY",
  "goalieVx",
  "goalieVy",
  "puckX",
  "puckY",
  "puckVx",
  "puckVy",
] as const;

/** Length of an observation. */
export const OBS_SIZE = OBSERVATION_NAMES.length;

/** Entries that change sign when the rink is mirrored top to bottom. */
export const MIRRORED_ENTRIES: readonly boolean[] = OBSERVATION_NAMES.map(
  (name) => name.endsWith("Y") || name.endsWith("Vy") || name === "headingSin",
);

/** Observation units per metre, per m/s of a skater, and the factor on the latter for the puck. */
export const LENGTH_SCALE = 1 / HALF_LENGTH;
export const PUCK_SPEED_SHARE = 0.25;
const SPEED_SCALE = 1 / SKATING.skater.topSpeed;

/**
 * Writes what skater `id` sees into `out` [OBS_SIZE] from `offset`.
 *
 * @param mate id of the team-mate to include, with the opponent in the way to it; the carrier of a match observes once
 *   for each team-mate. -1: the nearest team-mate, and the opponent in the way to the goal.
 * @throws RangeError if there is no skater `id`
 */
export function observe(sim: Sim, id: number, out: Float32Array, offset = 0, mate = -1): void {
  const self = sim.skaters[id];
  if (self === undefined) throw new RangeError(`id must be 0 to ${sim.skaters.length - 1}, not ${id}`);
  const side = self.team === 0 ? 1 : -1;

  out[offset] = side * self.x * LENGTH_SCALE;
  out[offset + 1] = side * self.y * LENGTH_SCALE;
  out[offset + 2] = side * self.vx * SPEED_SCALE;
  out[offset + 3] = side * self.vy * SPEED_SCALE;
  out[offset + 4] = side * Math.cos(self.heading);
  out[offset + 5] = side * Math.sin(self.heading);

  const seenMate = mate >= 0 ? sim.skaters[mate]! : nearestMate(sim, self);
  writeRelative(out, offset + 6, self, seenMate, side);
  const towardsX = mate >= 0 ? seenMate!.x : side * GOAL_LINE_X;
  const towardsY = mate >= 0 ? seenMate!.y : 0;
  writeRelative(out, offset + 10, self, opponentInTheWay(sim, self, towardsX, towardsY), side);
  writeRelative(out, offset + 14, self, opposingGoalie(sim, self), side);

  const { puck } = sim;
  out[offset + 18] = side * (puck.x - self.x) * LENGTH_SCALE;
  out[offset + 19] = side * (puck.y - self.y) * LENGTH_SCALE;
  out[offset + 20] = side * puck.vx * SPEED_SCALE * PUCK_SPEED_SHARE;
  out[offset + 21] = side * puck.vy * SPEED_SCALE * PUCK_SPEED_SHARE;
}

/** What skater `id` would see if it had the puck on its blade now; see `observe`. */
export function observeWithPuck(sim: Sim, id: number, out: Float32Array, offset = 0): void {
  observe(sim, id, out, offset);
  out[offset + 18] = out[offset + 4]! * BLADE_REACH * LENGTH_SCALE;
  out[offset + 19] = out[offset + 5]! * BLADE_REACH * LENGTH_SCALE;
  out[offset + 20] = out[offset + 2]! * PUCK_SPEED_SHARE;
  out[offset + 21] = out[offset + 3]! * PUCK_SPEED_SHARE;
}

/** Writes the relative position and the velocity of `other`; zeros if there is none. */
function writeRelative(out: Float32Array, at: number, self: Skater, other: Skater | null, side: number): void {
  out[at] = other === null ? 0 : side * (other.x - self.x) * LENGTH_SCALE;
  out[at + 1] = other === null ? 0 : side * (other.y - self.y) * LENGTH_SCALE;
  out[at + 2] = other === null ? 0 : side * other.vx * SPEED_SCALE;
  out[at + 3] = other === null ? 0 : side * other.vy * SPEED_SCALE;
}

function nearestMate(sim: Sim, self: Skater): Skater | null {
  let best: Skater | null = null;
  let bestDistance = Infinity;
  for (const skater of sim.skaters) {
    if (skater === self || skater.team !== self.team || skater.role === "goalie") continue;
    const distance = (skater.x - self.x) ** 2 + (skater.y - self.y) ** 2;
    if (distance >= bestDistance) continue;
    bestDistance = distance;
    best = skater;
  }
  return best;
}

/** The opponent (no goalie) nearest to the straight line from `self` to (x, y): the one who presses or blocks. */
function opponentInTheWay(sim: Sim, self: Skater, x: number, y: number): Skater | null {
  let best: Skater | null = null;
  let bestDistance = Infinity;
  for (const skater of sim.skaters) {
    if (skater.team === self.team || skater.role === "goalie") continue;
    const distance = distanceToSegment(skater.x, skater.y, self.x, self.y, x, y);
    if (distance >= bestDistance) continue;
    bestDistance = distance;
    best = skater;
  }
  return best;
}

function opposingGoalie(sim: Sim, self: Skater): Skater | null {
  for (const skater of sim.skaters) if (skater.role === "goalie" && skater.team !== self.team) return skater;
  return null;
}
