/**
 * The hockey simulation: `createSim` makes a rink, `step` advances it by one tick.
 *
 * Deterministic: config, seed and controls determine all that follows, bit for bit, on every machine with V8, which
 * computes sine and exponential in software. Other JavaScript engines may differ in the last bit.
 *
 * controls -> puck follows the blade -> skating -> motion and contacts -> possession -> referee -> events
 */
import type { Control } from "../control.ts";
import type { GameEvent } from "../events.ts";
import { GOAL_LINE_X } from "../rink.ts";
import { BOARD_RESTITUTION, PUCK_RADIUS, PUCK_TOP_SPEED } from "../rules.ts";
import { TICK_SECONDS } from "../units.ts";
import { collideWithBoards, collideWithGoals, isFarFromAll } from "./boards.ts";
import { advance } from "./contacts.ts";
import { obey, stayOnRink } from "./motion.ts";
import { holdInNet, passesThroughNetting } from "./netting.ts";
import { checkBodies, drivePuck, touchBody, updatePossession } from "./possession.ts";
import { awardGoal, openMatch, scoringTeam, supervise } from "./referee.ts";
import { skate } from "./skating.ts";
import { createWorld, type Sim, type SimConfig } from "./world.ts";

export { skipPause } from "./referee.ts";
export { matchConfig, type Sim, type SimConfig } from "./world.ts";

/** Makes a simulation. A match is placed for its first face-off; a drill (`match: null`) is placed by the caller. */
export function createSim(config: SimConfig, seed: number | string): Sim {
  const sim = createWorld(config, seed);
  if (config.match !== null) openMatch(sim);
  return sim;
}

/**
 * Advances one tick. `controls[i]` is for `sim.skaters[i]`. While play is stopped, controls are ignored and all glide.
 *
 * @returns the tick's events; the array is reused by the next call
 */
export function step(sim: Sim, controls: readonly Readonly<Control>[]): readonly GameEvent[] {
  // Shortening an array costs more than the rest of a quiet tick.
  if (sim.events.length > 0) sim.events.length = 0;
  sim.tick++;
  const isPlaying = sim.referee.phase === "playing";
  for (let i = 0; i < sim.skaters.length; i++) {
    const skater = sim.skaters[i]!;
    obey(skater.control, controls[i]!, skater.heading, isPlaying);
    if (!isPlaying) skater.windupStick = "hold";
  }
  drivePuck(sim);
  for (let i = 0; i < sim.skaters.length; i++) {
    const skater = sim.skaters[i]!;
    skate(skater, skater.control, skater.profile);
  }
  moveAll(sim, isPlaying);
  if (sim.referee.phase === "playing") updatePossession(sim);
  if (sim.referee.phase === "goal") holdInNet(sim.puck);
  supervise(sim);
  return sim.events;
}

/** Moves everything. No substep moves the puck farther than its radius, so that it cannot tunnel through anything. */
function moveAll(sim: Sim, isPlaying: boolean): void {
  const { puck } = sim;
  limitPuckSpeed(sim);
  const distance = Math.sqrt(puck.vx * puck.vx + puck.vy * puck.vy) * TICK_SECONDS;
  const substeps = distance <= PUCK_RADIUS ? 1 : Math.ceil(distance / PUCK_RADIUS);
  for (let i = 0; i < substeps; i++) {
    const fromX = puck.x;
    const fromY = puck.y;
    const puckVx = puck.vx;
    const puckVy = puck.vy;
    advance(sim.solver, TICK_SECONDS / substeps);
    if (sim.solver.contactCount > 0) judgeContacts(sim, puckVx, puckVy);
    const isAtGoals = Math.abs(puck.x) >= GOAL_LINE_X || Math.abs(fromX) >= GOAL_LINE_X;
    if (isAtGoals && passesThroughNetting(fromX, fromY, puck.x, puck.y)) catchInNetting(puck, fromX, fromY);
    hitRink(sim);
    if (!isPlaying || sim.referee.phase !== "playing" || Math.abs(puck.x) < GOAL_LINE_X) continue;
    const team = scoringTeam(sim, fromX, fromY);
    if (team !== -1) awardGoal(sim, team);
  }
}

/** Applies the rules to this substep's contacts: checks between players, touches of the puck. */
function judgeContacts(sim: Sim, puckVx: number, puckVy: number): void {
  const { solver, skaters } = sim;
  for (let i = 0; i < solver.contactCount; i++) {
    const { a, b, closingSpeed, isFirstFaster } = solver.contacts[i]!;
    const first = skaters[a];
    const second = skaters[b];
    if (first !== undefined && second !== undefined) {
      checkBodies(sim, isFirstFaster ? first : second, isFirstFaster ? second : first, closingSpeed);
    } else touchBody(sim, (first ?? second)!, puckVx, puckVy);
  }
}

/** Collides players and puck with boards, posts and nets, and reports hard hits of a loose puck. */
function hitRink(sim: Sim): void {
  const { puck, skaters } = sim;
  for (let i = 0; i < skaters.length; i++) stayOnRink(skaters[i]!, skaters[i]!.radius);
  if (isFarFromAll(puck, puck.radius)) return;
  const post = collideWithGoals(puck, puck.radius, BOARD_RESTITUTION, "open");
  const board = collideWithBoards(puck, puck.radius, BOARD_RESTITUTION);
  if (puck.carrier >= 0) return;
  if (post > 3) sim.events.push({ kind: "postHit", tick: sim.tick, at: post });
  if (board > 3) sim.events.push({ kind: "boardHit", tick: sim.tick, at: board });
}

/** Puts a puck that was pushed through the netting back to where it came from, at rest. */
function catchInNetting(puck: Sim["puck"], fromX: number, fromY: number): void {
  puck.x = fromX;
  puck.y = fromY;
  puck.vx = 0;
  puck.vy = 0;
}

function limitPuckSpeed(sim: Sim): void {
  const { puck } = sim;
  const speed = Math.sqrt(puck.vx * puck.vx + puck.vy * puck.vy);
  if (speed <= PUCK_TOP_SPEED) return;
  puck.vx *= PUCK_TOP_SPEED / speed;
  puck.vy *= PUCK_TOP_SPEED / speed;
}
