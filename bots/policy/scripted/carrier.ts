/**
 * Scripted puck carrier: the baseline that learnt play must beat, and the play of bots without a checkpoint.
 *
 * It shoots at the open side of the goal when near, passes to a free team-mate when pressed, and otherwise
 * skates to the slot.
 */
import type { Control } from "../../../shared/control.ts";
import { openSide } from "../../../shared/open-side.ts";
import { attackSide, GOAL_LINE_X } from "../../../shared/rink.ts";
import { PASS_SPEED } from "../../../shared/rules.ts";
import { bladeX, bladeY } from "../../../shared/sim/blade.ts";
import type { Sim, Skater } from "../../../shared/sim/world.ts";
import { laneClearance, opponentDistance, skateAlong, targetGoalX } from "./steering.ts";

/** Near enough to shoot, clear enough to release, near enough to be pressed by an opponent [m]. */
const SHOOTING_DISTANCE = 13;
const LANE_NEEDED = 1.6;
const PRESSURE_DISTANCE = 3.5;

/** Plays for `task`: "shoot" only shoots, "pass" only passes, "both" chooses. */
export function playCarrier(sim: Sim, id: number, control: Control, task: "shoot" | "pass" | "both" = "both"): void {
  const skater = sim.skaters[id]!;
  const isPressed = opponentDistance(sim, skater, skater.x, skater.y) < PRESSURE_DISTANCE;
  if (task !== "pass" && shootIfGood(sim, skater, control, isPressed && task === "shoot")) return;
  if (task === "pass" || (task === "both" && isPressed)) {
    const found = findPass(sim, skater);
    if (found !== null) {
      control.moveX = 0;
      control.moveY = 0;
      control.aim = found.aim;
      control.stick = "pass";
      return;
    }
  }
  skateToSlot(sim, skater, control);
}

/** Shoots at the open side of the goal when near enough; if `isUrgent`, from farther and through opponents. */
function shootIfGood(sim: Sim, skater: Readonly<Skater>, control: Control, isUrgent: boolean): boolean {
  const goalX = targetGoalX(skater);
  const distance = Math.hypot(goalX - skater.x, skater.y);
  if (distance > SHOOTING_DISTANCE * (isUrgent ? 1.5 : 1) || (goalX - skater.x) * attackSide(skater) < 1) return false;
  const from = { x: bladeX(skater), y: bladeY(skater) };
  const aim = openSide(from, attackSide(skater), opposingGoalie(sim, skater));
  const reach = (goalX - from.x) / Math.cos(aim);
  const toY = from.y + reach * Math.sin(aim);
  if (laneClearance(sim, skater, from.x, from.y, goalX, toY) < LANE_NEEDED && !isUrgent) return false;
  control.moveX = 0;
  control.moveY = 0;
  control.aim = aim;
  control.stick = "shoot";
  return true;
}

function opposingGoalie(sim: Sim, skater: Readonly<Skater>): Skater | null {
  return sim.skaters.find(({ team, role }) => role === "goalie" && team !== skater.team) ?? null;
}

/** The pass with the clearest lane, `clearance` in metres, or null if no lane is clear. */
export function findPass(sim: Sim, skater: Readonly<Skater>): { aim: number; mate: number; clearance: number } | null {
  const fromX = bladeX(skater);
  const fromY = bladeY(skater);
  let best: { aim: number; mate: number; clearance: number } | null = null;
  for (const mate of sim.skaters) {
    if (mate.team !== skater.team || mate.id === skater.id || mate.role === "goalie") continue;
    const seconds = Math.hypot(mate.x - fromX, mate.y - fromY) / PASS_SPEED + 0.15;
    const toX = mate.x + mate.vx * seconds;
    const toY = mate.y + mate.vy * seconds;
    if (Math.hypot(toX - fromX, toY - fromY) < 3) continue;
    const clearance = laneClearance(sim, skater, fromX, fromY, toX, toY, true);
    if (clearance < LANE_NEEDED || (best !== null && clearance <= best.clearance)) continue;
    best = { aim: Math.atan2(toY - fromY, toX - fromX), mate: mate.id, clearance };
  }
  return best;
}

/** Skates to the slot in front of the goal, away from opponents nearby. */
function skateToSlot(sim: Sim, skater: Readonly<Skater>, control: Control): void {
  const side = attackSide(skater);
  let dx = side * (GOAL_LINE_X - 7) - skater.x;
  let dy = -skater.y * 0.6;
  const length = Math.hypot(dx, dy) || 1;
  dx /= length;
  dy /= length;
  for (const other of sim.skaters) {
    if (other.team === skater.team || other.role === "goalie") continue;
    const awayX = skater.x - other.x;
    const awayY = skater.y - other.y;
    const distance = Math.hypot(awayX, awayY) || 1;
    if (distance > 6) continue;
    const push = (6 - distance) / 6 / distance;
    dx += awayX * push;
    dy += awayY * push * 1.5;
  }
  skateAlong(dx, dy, control);
}
