/**
 * Scripted play without the puck: chase, cover, guard, get open. One function per job; team-play.ts assigns the jobs.
 */
import type { Control } from "../../../shared/control.ts";
import { attackSide, GOAL_LINE_X, HALF_LENGTH, HALF_WIDTH } from "../../../shared/rink.ts";
import { BLADE_REACH } from "../../../shared/rules.ts";
import type { Sim, Skater } from "../../../shared/sim/world.ts";
import { clamp } from "../../../shared/units.ts";
import { laneClearance, meetPuck, opponentDistance, skateTo, type Meeting } from "./steering.ts";

/** Team-mates without the puck keep so far apart [m]. */
const APART = 4.5;

const meeting: Meeting = { x: 0, y: 0, seconds: 0 };

/** Skates to the puck: meets a loose one, pokes at a carried one from the side of the goal. */
export function chase(sim: Sim, skater: Readonly<Skater>, control: Control): void {
  const { puck } = sim;
  if (puck.carrier < 0) {
    meetPuck(sim, skater, meeting);
    const dx = meeting.x - skater.x;
    const dy = meeting.y - skater.y;
    const distance = Math.hypot(dx, dy) || 1;
    // Stop almost a stick's length short of the meeting point, so that the blade is on it.
    const share = Math.max(0, distance - BLADE_REACH * 0.8) / distance;
    skateTo(skater, skater.x + dx * share, skater.y + dy * share, puck.x, puck.y, control);
    if (distance > 3) {
      control.moveX = dx / distance;
      control.moveY = dy / distance;
    }
    return;
  }
  const carrier = sim.skaters[puck.carrier]!;
  const ahead = 0.25;
  const goalX = -attackSide(skater) * GOAL_LINE_X;
  const toGoal = Math.hypot(goalX - puck.x, puck.y) || 1;
  const x = puck.x + carrier.vx * ahead + ((goalX - puck.x) / toGoal) * BLADE_REACH;
  const y = puck.y + carrier.vy * ahead - (puck.y / toGoal) * BLADE_REACH;
  skateTo(skater, x, y, puck.x, puck.y, control);
}

/** Stands between `mark` and the skater's own goal, nearer to the mark. */
export function cover(sim: Sim, skater: Readonly<Skater>, mark: Readonly<Skater>, control: Control): void {
  const goalX = -attackSide(skater) * (GOAL_LINE_X - 2);
  const x = mark.x + (goalX - mark.x) * 0.25;
  const y = mark.y * 0.78;
  skateApart(sim, skater, x, y, control);
}

/** Stands in front of the skater's own goal, on the side of the puck. */
export function guard(sim: Sim, skater: Readonly<Skater>, control: Control): void {
  skateApart(sim, skater, -attackSide(skater) * (GOAL_LINE_X - 7), sim.puck.y * 0.4, control);
}

/** Skates to (x, y) looking at the puck, giving way to team-mates who are near the place or on the way. */
function skateApart(sim: Sim, skater: Readonly<Skater>, x: number, y: number, control: Control): void {
  let toX = x;
  let toY = y;
  for (const mate of sim.skaters) {
    if (mate.team !== skater.team || mate.id === skater.id || mate.role === "goalie") continue;
    const dx = skater.x - mate.x;
    const dy = skater.y - mate.y;
    const distance = Math.hypot(dx, dy) || 1;
    const push = Math.max(0, APART - distance) / distance;
    toX += dx * push;
    toY += dy * push;
  }
  skateTo(skater, toX, toY, sim.puck.x, sim.puck.y, control);
}

const AROUND = Array.from({ length: 8 }, (_, i) => ({
  x: Math.cos((i * Math.PI) / 4),
  y: Math.sin((i * Math.PI) / 4),
}));
const STEP = 4;

/** Moves to a place where a pass would arrive: a clear lane, no opponent near, towards the goal, not crowding. */
export function getOpen(sim: Sim, skater: Readonly<Skater>, control: Control): void {
  let bestX = skater.x;
  let bestY = skater.y;
  let best = openness(sim, skater, skater.x, skater.y) + 0.4;
  const step = STEP * attackSide(skater);
  for (const around of AROUND) {
    const x = clamp(skater.x + around.x * step, 2 - HALF_LENGTH, HALF_LENGTH - 2);
    const y = clamp(skater.y + around.y * step, 2 - HALF_WIDTH, HALF_WIDTH - 2);
    const value = openness(sim, skater, x, y);
    if (value <= best) continue;
    best = value;
    bestX = x;
    bestY = y;
  }
  skateApart(sim, skater, bestX, bestY, control);
}

/** How good (x, y) is for receiving a pass: a weighted sum of distances [m]. */
function openness(sim: Sim, skater: Readonly<Skater>, x: number, y: number): number {
  const { puck } = sim;
  const side = attackSide(skater);
  const fromPuck = Math.hypot(x - puck.x, y - puck.y);
  const lane = Math.min(4, laneClearance(sim, skater, puck.x, puck.y, x, y));
  const space = Math.min(6, opponentDistance(sim, skater, x, y));
  const distance = -Math.abs(fromPuck - 10) * 0.5;
  const forward = Math.min(side * x, GOAL_LINE_X - 6) * 0.12;
  const behindGoal = side * x > GOAL_LINE_X - 2 ? -5 : 0;
  let crowd = 0;
  for (const mate of sim.skaters) {
    if (mate.team !== skater.team || mate.id === skater.id || mate.role === "goalie") continue;
    crowd -= Math.max(0, 6 - Math.hypot(mate.x - x, mate.y - y));
  }
  return lane + space * 0.7 + distance + forward + behindGoal + crowd * 0.6;
}
