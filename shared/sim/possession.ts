/**
 * Who has the puck: carrying, releasing, catching, poking, covering and losing it.
 *
 * Runs before the motion of a tick (releases, the puck following the blade) and after it (who gained or lost it).
 */
import { cosine, sine, turnBetween } from "../angle.ts";
import type { GainKind } from "../events.ts";
import { attackSide, GOAL_HALF_WIDTH, GOAL_LINE_X } from "../rink.ts";
import {
  BLADE_REACH,
  CATCH_RADIUS,
  CATCH_SPEED,
  CHECK_SPEED,
  COVER_RADIUS,
  COVER_SPEED,
  LOSE_RADIUS,
  LOST_LOCK_TICKS,
  PASS_SPEED,
  POKE_RADIUS,
  POKE_TICKS,
  PUCK_GLIDE_SECONDS,
  PUCK_TOP_SPEED,
  RELEASE_LOCK_TICKS,
  RELEASE_TOLERANCE,
  SHOT_SPEED,
  WINDUP_TICKS,
} from "../rules.ts";
import { TICK_SECONDS } from "../units.ts";
import { bladeX, bladeY } from "./blade.ts";
import { GHOST } from "./contacts.ts";
import type { Puck, Sim, Skater } from "./world.ts";

/** Contact group of the puck and the player who has just released it: they pass through each other. */
const RELEASE_GROUP = 1;
const PUCK_KEEP = Math.exp(-TICK_SECONDS / PUCK_GLIDE_SECONDS);

/** Before motion: counts locks down, winds up and releases, and sets the puck's velocity for this tick. */
export function drivePuck(sim: Sim): void {
  const { puck, skaters } = sim;
  for (const skater of skaters) {
    if (skater.lockTicks > 0) skater.lockTicks--;
    if (skater.id !== puck.carrier) skater.windupStick = "hold";
  }
  if (puck.carrier >= 0) windUp(sim, skaters[puck.carrier]!);
  if (puck.carrier >= 0) followBlade(puck, skaters[puck.carrier]!);
  else {
    puck.vx *= PUCK_KEEP;
    puck.vy *= PUCK_KEEP;
  }
  // A carried puck touches no body: pushed ahead of the carrier, it would shove players aside. Nor does one in the net.
  puck.contactGroup = puck.carrier >= 0 || sim.referee.phase === "goal" ? GHOST : RELEASE_GROUP;
  for (const skater of skaters) {
    const hasJustReleased = skater.lockTicks > 0 && skater.id === puck.releasedBy;
    skater.contactGroup = hasJustReleased ? RELEASE_GROUP : 0;
  }
}

/** Starts, continues or completes the carrier's release. */
function windUp(sim: Sim, carrier: Skater): void {
  const { control } = carrier;
  if (carrier.windupStick === "hold") {
    if (control.stick === "hold") return;
    carrier.windupStick = control.stick;
    carrier.windupAim = control.aim;
    carrier.windupTicks = 0;
  }
  control.aim = carrier.windupAim;
  const error = Math.abs(turnBetween(carrier.heading, carrier.windupAim));
  carrier.windupTicks++;
  if (error > RELEASE_TOLERANCE && carrier.windupTicks < WINDUP_TICKS) return;
  release(sim, carrier, error <= RELEASE_TOLERANCE ? carrier.windupAim : carrier.heading);
}

function release(sim: Sim, carrier: Skater, aim: number): void {
  const { puck } = sim;
  const stick = carrier.windupStick === "shoot" ? "shoot" : "pass";
  const speed = stick === "shoot" ? SHOT_SPEED : PASS_SPEED;
  puck.vx = speed * cosine(aim);
  puck.vy = speed * sine(aim);
  puck.carrier = -1;
  puck.releasedBy = carrier.id;
  puck.releasedAt = sim.tick;
  carrier.windupStick = "hold";
  carrier.lockTicks = RELEASE_LOCK_TICKS;
  sim.events.push({ kind: "release", tick: sim.tick, by: carrier.id, stick, aim });
}

/** Gives the puck the velocity that brings it to the blade by the end of the tick. */
function followBlade(puck: Puck, carrier: Skater): void {
  const vx = (bladeX(carrier) + carrier.vx * TICK_SECONDS - puck.x) / TICK_SECONDS;
  const vy = (bladeY(carrier) + carrier.vy * TICK_SECONDS - puck.y) / TICK_SECONDS;
  const squared = vx * vx + vy * vy;
  const share = squared > PUCK_TOP_SPEED * PUCK_TOP_SPEED ? PUCK_TOP_SPEED / Math.sqrt(squared) : 1;
  puck.vx = vx * share;
  puck.vy = vy * share;
}

/** After motion: losses first, then steals, then catches of a loose puck. */
export function updatePossession(sim: Sim): void {
  const { puck, skaters } = sim;
  if (puck.carrier >= 0) {
    puck.carriedTicks++;
    const carrier = skaters[puck.carrier]!;
    if (!isBladeWithin(carrier, puck, LOSE_RADIUS)) lose(sim, -1);
    else poke(sim, carrier);
  }
  if (puck.carrier < 0) catchLoosePuck(sim);
}

/** The carrier loses the puck; `to` is the opponent who caused it, -1 for nobody. */
export function lose(sim: Sim, to: number): void {
  const { puck } = sim;
  const by = puck.carrier;
  const carrier = sim.skaters[by]!;
  carrier.lockTicks = LOST_LOCK_TICKS;
  carrier.windupStick = "hold";
  puck.carrier = -1;
  puck.releasedBy = -1;
  sim.events.push({ kind: "loss", tick: sim.tick, by, to });
}

/** `by` ran into `on` at a closing speed of `speed` [m/s]. A hard enough check between opponents frees the puck. */
export function checkBodies(sim: Sim, by: Skater, on: Skater, speed: number): void {
  if (by.team === on.team || speed < CHECK_SPEED) return;
  sim.events.push({ kind: "check", tick: sim.tick, by: by.id, on: on.id, at: speed });
  const { carrier } = sim.puck;
  if (carrier !== by.id && carrier !== on.id) return;
  if (sim.skaters[carrier]!.role === "goalie") return;
  lose(sim, carrier === by.id ? on.id : by.id);
}

/** A loose puck that moved with (vx, vy) [m/s] touched a player's body: that ends the release and may be a save. */
export function touchBody(sim: Sim, skater: Skater, vx: number, vy: number): void {
  const { puck } = sim;
  if (puck.carrier >= 0) return;
  noteTouch(sim, skater, false);
  // A shot that glances off the goalie and is still on target has not been saved.
  if (skater.role === "goalie" && isOnTarget(puck.x, puck.y, puck.vx, puck.vy, -attackSide(skater))) return;
  noteSave(sim, skater, vx, vy);
  puck.releasedBy = -1;
}

/** An opponent whose blade stays at the puck takes it after `POKE_TICKS`. A goalie's puck cannot be poked away. */
function poke(sim: Sim, carrier: Skater): void {
  const { puck } = sim;
  if (carrier.role === "goalie") return;
  for (const skater of sim.skaters) {
    if (skater.team === carrier.team) continue;
    if (skater.lockTicks > 0 || !isBladeWithin(skater, puck, POKE_RADIUS)) {
      if (skater.pokeTicks > 0) skater.pokeTicks--;
      continue;
    }
    skater.pokeTicks++;
    if (skater.pokeTicks < POKE_TICKS) continue;
    lose(sim, skater.id);
    gain(sim, skater, "steal");
    return;
  }
}

/** Whether the blade of `skater` is within `radius` [m] of the puck; cheap for those far away. */
function isBladeWithin(skater: Readonly<Skater>, puck: Readonly<Puck>, radius: number): boolean {
  if (!isWithin(skater.x - puck.x, skater.y - puck.y, BLADE_REACH + radius)) return false;
  return isWithin(bladeX(skater) - puck.x, bladeY(skater) - puck.y, radius);
}

function isWithin(dx: number, dy: number, radius: number): boolean {
  return dx * dx + dy * dy <= radius * radius;
}

function catchLoosePuck(sim: Sim): void {
  const { puck, skaters } = sim;
  let best: Skater | null = null;
  let bestDistance = Infinity;
  for (const skater of skaters) {
    if (skater.lockTicks > 0) continue;
    if (!isWithin(skater.x - puck.x, skater.y - puck.y, BLADE_REACH + CATCH_RADIUS)) continue;
    const isGoalie = skater.role === "goalie";
    // A goalie stops the puck with the whole body, a skater with the blade.
    const dx = puck.x - (isGoalie ? skater.x : bladeX(skater));
    const dy = puck.y - (isGoalie ? skater.y : bladeY(skater));
    const reach = isGoalie ? COVER_RADIUS : CATCH_RADIUS;
    const distance = Math.sqrt(dx * dx + dy * dy) / reach;
    if (distance > 1 || distance > bestDistance) continue;
    if (!isWithin(puck.vx - skater.vx, puck.vy - skater.vy, isGoalie ? COVER_SPEED : CATCH_SPEED)) continue;
    if (distance === bestDistance && !winsTie(sim, skater, best!)) continue;
    best = skater;
    bestDistance = distance;
  }
  if (best !== null) gain(sim, best, gainKind(sim, best));
}

/** Whether `skater` gets a puck that is equally near to `rival`: a coin decides between opponents. */
function winsTie(sim: Sim, skater: Skater, rival: Skater): boolean {
  return skater.team !== rival.team && sim.rng.next() < 0.5 === (skater.team === 0);
}

function gainKind(sim: Sim, skater: Skater): GainKind {
  const { puck, skaters } = sim;
  if (puck.releasedBy >= 0 && puck.releasedBy !== skater.id) {
    if (skaters[puck.releasedBy]!.team === skater.team) return "reception";
    return skater.role === "goalie" ? "cover" : "interception";
  }
  return skater.role === "goalie" ? "cover" : "pickup";
}

/** `skater` controls the puck from now on. */
export function gain(sim: Sim, skater: Skater, how: GainKind): void {
  const { puck } = sim;
  if (skater.role === "goalie") noteSave(sim, skater, puck.vx, puck.vy);
  const from = puck.lastTouch;
  noteTouch(sim, skater, true);
  puck.carrier = skater.id;
  puck.releasedBy = -1;
  puck.carriedTicks = 0;
  for (const other of sim.skaters) other.pokeTicks = 0;
  sim.events.push({ kind: "gain", tick: sim.tick, by: skater.id, from, how });
}

/** Records who touched the puck and who would be credited with a goal; an opponent it only bounces off is not. */
function noteTouch(sim: Sim, skater: Skater, isInControl: boolean): void {
  const { puck } = sim;
  puck.lastTouch = skater.id;
  if (puck.scorer === skater.id) return;
  const isTeammate = puck.scorer >= 0 && sim.skaters[puck.scorer]!.team === skater.team;
  if (puck.scorer >= 0 && !isTeammate && !isInControl) return;
  puck.assistant = isTeammate ? puck.scorer : -1;
  puck.scorer = skater.id;
}

/** Reports a save if `skater` is a goalie who stopped an opponent's release that was on target. */
function noteSave(sim: Sim, skater: Skater, vx: number, vy: number): void {
  const { puck } = sim;
  if (skater.role !== "goalie" || puck.releasedBy < 0) return;
  if (sim.skaters[puck.releasedBy]!.team === skater.team) return;
  if (!isOnTarget(puck.x, puck.y, vx, vy, -attackSide(skater))) return;
  sim.events.push({ kind: "save", tick: sim.tick, by: skater.id, from: puck.releasedBy });
}

/** Whether a puck at (x, y) moving with (vx, vy) would pass between the posts of the goal on `side` (-1 or 1). */
export function isOnTarget(x: number, y: number, vx: number, vy: number, side: number): boolean {
  if (vx * side <= 0) return false;
  const yAtLine = y + (vy / vx) * (side * GOAL_LINE_X - x);
  return Math.abs(yAtLine) <= GOAL_HALF_WIDTH;
}
