/**
 * A simulation as plain numbers: capture, restore, compare and hash. Exact: a restored simulation continues bit for
 * bit.
 */
import { hash, type RngState } from "./rng.ts";
import type { Puck, Referee, Sim, Skater } from "./sim/world.ts";

const SKATER_FIELDS = [
  "x",
  "y",
  "vx",
  "vy",
  "heading",
  "contactGroup",
  "lockTicks",
  "pokeTicks",
  "windupStick",
  "windupAim",
  "windupTicks",
] as const satisfies readonly (keyof Skater)[];

const PUCK_FIELDS = [
  "x",
  "y",
  "vx",
  "vy",
  "contactGroup",
  "carrier",
  "lastTouch",
  "scorer",
  "assistant",
  "releasedBy",
  "releasedAt",
  "carriedTicks",
  "stillTicks",
  "stillX",
  "stillY",
] as const satisfies readonly (keyof Puck)[];

const REFEREE_FIELDS = [
  "phase",
  "pauseTicks",
  "period",
  "clockTicks",
  "spot",
] as const satisfies readonly (keyof Referee)[];

/** Everything that distinguishes two simulations of the same config. JSON-safe. */
export interface SimSnapshot {
  readonly tick: number;
  readonly epoch: number;
  readonly rng: RngState;
  readonly skaters: readonly Pick<Skater, (typeof SKATER_FIELDS)[number]>[];
  readonly puck: Pick<Puck, (typeof PUCK_FIELDS)[number]>;
  readonly referee: Pick<Referee, (typeof REFEREE_FIELDS)[number]>;
  readonly score: readonly [number, number];
}

/** Copies the state of `sim`. */
export function capture(sim: Sim): SimSnapshot {
  return {
    tick: sim.tick,
    epoch: sim.epoch,
    rng: sim.rng.getState(),
    skaters: sim.skaters.map((skater) => pick(skater, SKATER_FIELDS)),
    puck: pick(sim.puck, PUCK_FIELDS),
    referee: pick(sim.referee, REFEREE_FIELDS),
    score: [...sim.referee.score],
  };
}

/**
 * Puts `sim` into the state of `snapshot`.
 *
 * @throws RangeError if the snapshot has another number of skaters
 */
export function restore(sim: Sim, snapshot: SimSnapshot): void {
  if (snapshot.skaters.length !== sim.skaters.length) {
    throw new RangeError(`snapshot has ${snapshot.skaters.length} skaters, the simulation ${sim.skaters.length}`);
  }
  sim.tick = snapshot.tick;
  sim.epoch = snapshot.epoch;
  sim.rng.setState(snapshot.rng);
  sim.skaters.forEach((skater, i) => Object.assign(skater, snapshot.skaters[i]));
  Object.assign(sim.puck, snapshot.puck);
  Object.assign(sim.referee, snapshot.referee);
  sim.referee.score[0] = snapshot.score[0];
  sim.referee.score[1] = snapshot.score[1];
  sim.events.length = 0;
}

/** The greatest distance of any skater or the puck between two snapshots of the same config [m]. */
export function greatestDistance(a: SimSnapshot, b: SimSnapshot): number {
  let greatest = Math.hypot(a.puck.x - b.puck.x, a.puck.y - b.puck.y);
  a.skaters.forEach((skater, i) => {
    const other = b.skaters[i];
    if (other !== undefined) greatest = Math.max(greatest, Math.hypot(skater.x - other.x, skater.y - other.y));
  });
  return greatest;
}

/** An unsigned 32-bit fingerprint of the exact state. */
export function hashSnapshot(snapshot: SimSnapshot): number {
  return hash(JSON.stringify(snapshot));
}

function pick<T, K extends keyof T>(from: T, fields: readonly K[]): Pick<T, K> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- fromEntries loses the types of the keys
  return Object.fromEntries(fields.map((field) => [field, from[field]])) as Pick<T, K>;
}
