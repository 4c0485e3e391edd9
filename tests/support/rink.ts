/** Simulations for tests: rinks without clock and whistles, running matches, and playing either. */
import { idleControl, type Control } from "../../shared/control.ts";
import type { GameEvent } from "../../shared/events.ts";
import type { Role, Team } from "../../shared/rules.ts";
import { createSim, matchConfig, step, type Sim } from "../../shared/sim/sim.ts";
import { placePuck, placeSkater } from "../../shared/sim/placement.ts";
import { bladeX, bladeY } from "../../shared/sim/blade.ts";

/** A player written as team and role: "0 skater". */
export type PlayerText = `${Team} ${Role}`;

/** An open rink (no match) with these players, all parked out of the way along the upper boards. */
export function openRink(...players: PlayerText[]): Sim {
  const roster = players.map((text) => ({
    team: text.startsWith("0") ? (0 as const) : (1 as const),
    role: text.endsWith("goalie") ? ("goalie" as const) : ("skater" as const),
  }));
  const sim = createSim({ roster, match: null }, 1);
  sim.skaters.forEach((skater) => placeSkater(sim, skater.id, -20 + 4 * skater.id, -12, 0));
  placePuck(sim, -28, 10);
  return sim;
}

/** A match right after the puck is dropped at its first face-off. */
export function runningMatch(options: Parameters<typeof matchConfig>[0] = {}, seed: number | string = 1): Sim {
  const sim = createSim(matchConfig(options), seed);
  const controls = idleControls(sim);
  while (sim.referee.phase !== "playing") step(sim, controls);
  return sim;
}

/** Controls that do nothing, one for each skater. */
export function idleControls(sim: Sim): Control[] {
  return sim.skaters.map((skater) => ({ ...idleControl(), aim: skater.heading }));
}

/** Called before every tick to change the controls. */
export type Orders = (controls: Control[], tick: number) => void;

/** Plays `ticks` ticks and returns all their events. */
export function play(sim: Sim, ticks: number, orders: Orders = () => {}, controls = idleControls(sim)): GameEvent[] {
  const all: GameEvent[] = [];
  for (let i = 0; i < ticks; i++) {
    orders(controls, i);
    all.push(...step(sim, controls));
  }
  return all;
}

/** Plays until `isDone`; throws if that takes more than `ticks` ticks. */
export function playUntil(sim: Sim, isDone: (events: readonly GameEvent[]) => boolean, ticks = 600): GameEvent[] {
  const controls = idleControls(sim);
  const all: GameEvent[] = [];
  for (let i = 0; i < ticks; i++) {
    all.push(...step(sim, controls));
    if (isDone(all)) return all;
  }
  throw new Error(`not done after ${ticks} ticks`);
}

/** Places `skater` at (x, y) facing `heading`, with the puck on its blade. */
export function givePuck(sim: Sim, skater: number, x: number, y: number, heading = 0): void {
  placeSkater(sim, skater, x, y, heading);
  const carrier = sim.skaters[skater]!;
  placePuck(sim, bladeX(carrier), bladeY(carrier), skater);
}

/** Places a loose puck at (x, y), moving with (vx, vy). */
export function throwPuck(sim: Sim, x: number, y: number, vx: number, vy: number): void {
  placePuck(sim, x, y);
  sim.puck.vx = vx;
  sim.puck.vy = vy;
}

/** The events of one kind. */
export function ofKind<K extends GameEvent["kind"]>(
  events: readonly GameEvent[],
  kind: K,
): Extract<GameEvent, { kind: K }>[] {
  return events.filter((event): event is Extract<GameEvent, { kind: K }> => event.kind === kind);
}

/** Speed of anything that moves [m/s]. */
export function speedOf(body: { readonly vx: number; readonly vy: number }): number {
  return Math.hypot(body.vx, body.vy);
}
