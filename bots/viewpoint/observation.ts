/**
 * What one skater sees: simulation -> observation [OBS_SIZE]; the entries are named in entries.ts.
 *
 * Every skater sees itself attacking to the right, whatever its team. Units make entries about [-1, 1]: places are
 * divided by half the rink's length, velocities by a skater's top speed, and the puck's velocity by four times that.
 */
import { attackSide, HALF_LENGTH } from "../../shared/rink.ts";
import { BLADE_REACH, SKATING } from "../../shared/rules.ts";
import type { Sim, Skater } from "../../shared/sim/world.ts";
import { TICKS_PER_SECOND } from "../../shared/units.ts";
import {
  FLAG_ENTRIES,
  IS_GOALIE,
  MATE_CONTROLS,
  MATES,
  OPPONENT_CONTROLS,
  OPPONENTS,
  OUR_RELEASE,
  OWN_GOALIE,
  PUCK_PLACE,
  PUCK_VELOCITY,
  SELF_CONTROLS,
  SELF_HEADING,
  SELF_PLACE,
  SELF_VELOCITY,
  THEIR_GOALIE,
  THEIR_RELEASE,
  type PlayerEntry,
} from "./entries.ts";

/** Observation units per metre, per m/s of a skater, and per m/s of the puck. */
export const LENGTH_SCALE = 1 / HALF_LENGTH;
export const SPEED_SCALE = 1 / SKATING.skater.topSpeed;
export const PUCK_SPEED_SCALE = SPEED_SCALE / 4;

/**
 * A goalie sees a release so late [ticks]: until then the puck seems to be where it was released. Eyes and nerves of a
 * person need 0.12 s at least, and the scripted goalie's are as slow.
 */
export const REACTION_TICKS = 0.12 * TICKS_PER_SECOND;

/**
 * Writes what skater `id` sees into `out` [OBS_SIZE] from `at`.
 *
 * @throws RangeError if there is no skater `id`
 */
export function observe(sim: Sim, id: number, out: Float32Array, at = 0): void {
  const self = sim.skaters[id];
  if (self === undefined) throw new RangeError(`id must be 0 to ${sim.skaters.length - 1}, not ${id}`);
  const side = attackSide(self);
  for (let i = 0; i < FLAG_ENTRIES.length; i++) out[at + FLAG_ENTRIES[i]!.at] = 0;

  write(out, at + SELF_PLACE.at, self.x, self.y, side * LENGTH_SCALE);
  write(out, at + SELF_VELOCITY.at, self.vx, self.vy, side * SPEED_SCALE);
  write(out, at + SELF_HEADING.at, Math.cos(self.heading), Math.sin(self.heading), side);
  if (self.role === "goalie") out[at + IS_GOALIE.at] = 1;
  writePuck(sim, self, side, out, at);

  writePlayers(sim, self, self.team, side, MATES, out, at);
  writePlayers(sim, self, self.team === 0 ? 1 : 0, side, OPPONENTS, out, at);
  writePlayer(self, goalieOf(sim, self.team), side, OWN_GOALIE, out, at);
  writePlayer(self, goalieOf(sim, self.team === 0 ? 1 : 0), side, THEIR_GOALIE, out, at);
}

/** What skater `id` would see if it had the puck on its blade now; see `observe`. */
export function observeWithPuck(sim: Sim, id: number, out: Float32Array, at = 0): void {
  observe(sim, id, out, at);
  const { heading, vx, vy } = sim.skaters[id]!;
  const side = attackSide(sim.skaters[id]!);
  write(out, at + PUCK_PLACE.at, Math.cos(heading), Math.sin(heading), side * BLADE_REACH * LENGTH_SCALE);
  write(out, at + PUCK_VELOCITY.at, vx, vy, side * PUCK_SPEED_SCALE);
  for (const entry of CONTROL_FLAGS) out[at + entry.at] = entry === SELF_CONTROLS ? 1 : 0;
}

const CONTROL_FLAGS = [SELF_CONTROLS, MATE_CONTROLS, OPPONENT_CONTROLS, OUR_RELEASE, THEIR_RELEASE] as const;

function write(out: Float32Array, at: number, x: number, y: number, scale: number): void {
  out[at] = x * scale;
  out[at + 1] = y * scale;
}

/** The puck and who controls it; for a goalie who has not seen the release yet, where it was and who had it. */
function writePuck(sim: Sim, self: Skater, side: number, out: Float32Array, at: number): void {
  const { puck, skaters } = sim;
  const { carrier, releasedBy } = puck;
  const age = sim.tick - puck.releasedAt;
  const isUnseen = self.role === "goalie" && releasedBy >= 0 && releasedBy !== self.id && age < REACTION_TICKS;
  const seconds = isUnseen ? age / TICKS_PER_SECOND : 0;
  const x = puck.x - puck.vx * seconds - self.x;
  const y = puck.y - puck.vy * seconds - self.y;
  write(out, at + PUCK_PLACE.at, x, y, side * LENGTH_SCALE);
  write(out, at + PUCK_VELOCITY.at, isUnseen ? 0 : puck.vx, isUnseen ? 0 : puck.vy, side * PUCK_SPEED_SCALE);
  const holder = isUnseen ? releasedBy : carrier;
  if (holder === self.id) out[at + SELF_CONTROLS.at] = 1;
  else if (holder >= 0) {
    out[at + (skaters[holder]!.team === self.team ? MATE_CONTROLS : OPPONENT_CONTROLS).at] = 1;
  } else if (releasedBy >= 0) {
    out[at + (skaters[releasedBy]!.team === self.team ? OUR_RELEASE : THEIR_RELEASE).at] = 1;
  }
}

/** The players of `team` nearest to `self`, goalies not counted, in the order of their distance. */
function writePlayers(
  sim: Sim,
  self: Skater,
  team: number,
  side: number,
  entries: readonly PlayerEntry[],
  out: Float32Array,
  at: number,
): void {
  let last = -1;
  let lastId = -1;
  for (const entry of entries) {
    let best: Skater | null = null;
    let least = Infinity;
    for (const skater of sim.skaters) {
      if (skater === self || skater.team !== team || skater.role === "goalie") continue;
      const distance = (skater.x - self.x) ** 2 + (skater.y - self.y) ** 2;
      const isWritten = distance < last || (distance === last && skater.id <= lastId);
      if (isWritten || distance >= least) continue;
      best = skater;
      least = distance;
    }
    writePlayer(self, best, side, entry, out, at);
    last = least;
    lastId = best === null ? Infinity : best.id;
  }
}

function writePlayer(
  self: Skater,
  other: Skater | null,
  side: number,
  { isThere, place, velocity }: PlayerEntry,
  out: Float32Array,
  at: number,
): void {
  const isSeen = other !== null && other !== self;
  out[at + isThere.at] = isSeen ? 1 : 0;
  write(out, at + place.at, isSeen ? other.x - self.x : 0, isSeen ? other.y - self.y : 0, side * LENGTH_SCALE);
  write(out, at + velocity.at, isSeen ? other.vx : 0, isSeen ? other.vy : 0, side * SPEED_SCALE);
}

function goalieOf(sim: Sim, team: number): Skater | null {
  for (const skater of sim.skaters) if (skater.role === "goalie" && skater.team === team) return skater;
  return null;
}
