/**
 * Steering shared by all scripted play: skating to a place, meeting a moving puck, measuring how clear a lane is. World
 * coordinates, SI.
 */
import type { Control } from "../../../shared/control.ts";
import { distanceToSegment } from "../../../shared/geometry.ts";
import { attackSide, GOAL_LINE_X, HALF_LENGTH, HALF_WIDTH } from "../../../shared/rink.ts";
import { BLADE_REACH, PUCK_GLIDE_SECONDS } from "../../../shared/rules.ts";
import type { Sim, Skater } from "../../../shared/sim/world.ts";
import { clamp } from "../../../shared/units.ts";

/** Distance from the destination at which a skater begins to slow down [m]. */
const ARRIVAL_DISTANCE = 2.5;

/** Skates towards (x, y) and slows down there; the stick points to (lookX, lookY). */
export function skateTo(
  skater: Readonly<Skater>,
  x: number,
  y: number,
  lookX: number,
  lookY: number,
  control: Control,
): void {
  const dx = clamp(x, 1.2 - HALF_LENGTH, HALF_LENGTH - 1.2) - skater.x;
  const dy = clamp(y, 1.2 - HALF_WIDTH, HALF_WIDTH - 1.2) - skater.y;
  const distance = Math.sqrt(dx * dx + dy * dy);
  const effort = distance < 0.15 ? 0 : Math.min(1, distance / ARRIVAL_DISTANCE) / distance;
  control.moveX = dx * effort;
  control.moveY = dy * effort;
  control.aim = Math.atan2(lookY - skater.y, lookX - skater.x);
  control.stick = "hold";
}

/** Skates at full effort along the direction (dx, dy). */
export function skateAlong(dx: number, dy: number, control: Control): void {
  const length = Math.sqrt(dx * dx + dy * dy) || 1;
  control.moveX = dx / length;
  control.moveY = dy / length;
  control.aim = Math.atan2(dy, dx);
  control.stick = "hold";
}

/** Where and when a skater can meet the puck [m, s from now]. */
export interface Meeting {
  x: number;
  y: number;
  seconds: number;
}

const LOOK_AHEAD_STEP = 0.1;
const LOOK_AHEAD_SECONDS = 2.5;
const METRES_TO_GET_GOING = 1.2;

/** Writes into `meeting` the first place on the loose puck's straight path that `skater`'s blade can reach in time. */
export function meetPuck(sim: Sim, skater: Readonly<Skater>, meeting: Meeting): void {
  const { puck } = sim;
  for (let seconds = 0; ; seconds += LOOK_AHEAD_STEP) {
    const glide = PUCK_GLIDE_SECONDS * (1 - Math.exp(-seconds / PUCK_GLIDE_SECONDS));
    meeting.x = clamp(puck.x + puck.vx * glide, -HALF_LENGTH, HALF_LENGTH);
    meeting.y = clamp(puck.y + puck.vy * glide, -HALF_WIDTH, HALF_WIDTH);
    meeting.seconds = seconds;
    const dx = meeting.x - (skater.x + skater.vx * 0.2);
    const dy = meeting.y - (skater.y + skater.vy * 0.2);
    const reach = BLADE_REACH + Math.max(0, skater.profile.topSpeed * seconds - METRES_TO_GET_GOING);
    if (dx * dx + dy * dy <= reach * reach || seconds >= LOOK_AHEAD_SECONDS) return;
  }
}

/** Distance of `skater`'s nearest opponent from the line between (ax, ay) and (bx, by) [m]; 99 without opponents. */
export function laneClearance(
  sim: Sim,
  skater: Readonly<Skater>,
  ax: number,
  ay: number,
  bx: number,
  by: number,
  withGoalie = false,
): number {
  let clearance = 99;
  for (const other of sim.skaters) {
    if (other.team === skater.team || (other.role === "goalie" && !withGoalie)) continue;
    clearance = Math.min(clearance, distanceToSegment(other.x, other.y, ax, ay, bx, by));
  }
  return clearance;
}

/** Distance of `skater`'s nearest opponent, goalies not counted, from (x, y) [m]; 99 without opponents. */
export function opponentDistance(sim: Sim, skater: Readonly<Skater>, x: number, y: number): number {
  let distance = 99;
  for (const other of sim.skaters) {
    if (other.team === skater.team || other.role === "goalie") continue;
    distance = Math.min(distance, Math.hypot(other.x - x, other.y - y));
  }
  return distance;
}

/** x of the goal that `skater` attacks [m]. */
export function targetGoalX(skater: Readonly<Skater>): number {
  return attackSide(skater) * GOAL_LINE_X;
}
