/**
 * Random starts of a pass-or-shoot drill: the carrier with the puck, a team-mate, a chasing defender and a goalie.
 */
import { GOAL_LINE_X, type Point } from "../../shared/rink.ts";
import type { Rng } from "../../shared/rng.ts";
import { BLADE_REACH } from "../../shared/rules.ts";
import { GOALIE_DEPTH, placePuck, placeSkater } from "../../shared/sim/placement.ts";
import type { Sim, SimConfig } from "../../shared/sim/world.ts";

/** Indices of the players of a drill. The carrier always attacks to the right. */
export const CARRIER = 0;
export const MATE = 1;
export const DEFENDER = 2;
export const GOALIE = 3;

/** The simulation of a drill: no clock, no whistles. */
export const DRILL_CONFIG: SimConfig = {
  roster: [
    { team: 0, role: "skater" },
    { team: 0, role: "skater" },
    { team: 1, role: "skater" },
    { team: 1, role: "goalie" },
  ],
  match: null,
};

/** The part of the ice in which the carrier starts [m]. */
const LEAST_X = 2;
const MOST_X = 20;
const MOST_Y = 11;
/** Distances of the team-mate and of the defender from the carrier [m]. The defender starts on the side of the goal. */
const MATE_DISTANCE = [5, 16] as const;
const DEFENDER_DISTANCE = [4, 10] as const;

/** Places everybody at random for a new drill. */
export function startDrill(sim: Sim, rng: Rng): void {
  const carrier = { x: rng.range(LEAST_X, MOST_X), y: rng.range(-MOST_Y, MOST_Y) };
  const mate = placeAround(rng, carrier, MATE_DISTANCE, 0, Math.PI);
  const toGoal = Math.atan2(-carrier.y, GOAL_LINE_X - carrier.x);
  const defender = placeAround(rng, carrier, DEFENDER_DISTANCE, toGoal, 1.4, mate);
  const heading = rng.range(-Math.PI, Math.PI);
  placeSkater(sim, CARRIER, carrier.x, carrier.y, heading);
  placeSkater(sim, MATE, mate.x, mate.y, Math.atan2(carrier.y - mate.y, carrier.x - mate.x));
  placeSkater(sim, DEFENDER, defender.x, defender.y, Math.atan2(carrier.y - defender.y, carrier.x - defender.x));
  placeSkater(sim, GOALIE, GOAL_LINE_X - GOALIE_DEPTH, rng.range(-1.5, 1.5), Math.PI);
  for (const id of [CARRIER, MATE, DEFENDER]) {
    const skater = sim.skaters[id]!;
    skater.vx = rng.range(-4, 4);
    skater.vy = rng.range(-4, 4);
  }
  placePuck(sim, carrier.x + BLADE_REACH * Math.cos(heading), carrier.y + BLADE_REACH * Math.sin(heading), CARRIER);
}

/** The defender starts no nearer to the team-mate than this [m]. */
const CLEARANCE = 2.5;
const NOWHERE: Point = { x: Infinity, y: Infinity };

/** A place at a random distance and direction (`towards` +- `spread` [rad]) from `around`, in the attacking half. */
function placeAround(
  rng: Rng,
  around: Point,
  distance: readonly [number, number],
  towards: number,
  spread: number,
  clearOf: Point = NOWHERE,
): Point {
  let best = around;
  for (let attempt = 0; attempt < 20; attempt++) {
    const angle = towards + rng.range(-spread, spread);
    const length = rng.range(distance[0], distance[1]);
    best = { x: around.x + length * Math.cos(angle), y: around.y + length * Math.sin(angle) };
    const isClear = Math.hypot(best.x - clearOf.x, best.y - clearOf.y) > CLEARANCE;
    if (best.x > -2 && best.x < GOAL_LINE_X - 5 && Math.abs(best.y) < 12 && isClear) return best;
  }
  // Twenty attempts failed. Straight back towards the other goal there is always ice.
  return { x: around.x - distance[0], y: around.y };
}
