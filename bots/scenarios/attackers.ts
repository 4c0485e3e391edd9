/**
 * Scripted attackers of drills for defenders and goalies. They differ from episode to episode, because whoever is trained
 * against one opponent learns that one's habits.
 */
import type { Control } from "../../shared/control.ts";
import { attackSide, GOAL_HALF_WIDTH, GOAL_LINE_X } from "../../shared/rink.ts";
import type { Sim } from "../../shared/sim/world.ts";
import { playCarrier } from "../policy/scripted/carrier.ts";
import { driveByScript } from "../policy/scripted/drive.ts";

/** Shares of the ways to play: passing and shooting, shooting alone, passing alone; the others shoot on sight. */
const BOTH_SHARE = 0.35;
const SHOOT_SHARE = 0.2;
const PASS_SHARE = 0.15;
/** Who shoots on sight does so from within these distances from the goal [m]. */
const NEAREST_SIGHT = 7;
const FARTHEST_SIGHT = 18;
/** The outermost target of such a shot, in half widths of the goal. */
const WIDEST = 0.95;

/** Drives the away team by a way to play that `mood` chooses, and everybody else by the script. */
export function driveAttackers(sim: Sim, id: number, control: Control, mood: number): void {
  const self = sim.skaters[id]!;
  if (self.team === 0 || sim.puck.carrier !== id) driveByScript(sim, id, control, mood);
  else if (mood < BOTH_SHARE) playCarrier(sim, id, control, "both");
  else if (mood < BOTH_SHARE + SHOOT_SHARE) playCarrier(sim, id, control, "shoot");
  else if (mood < BOTH_SHARE + SHOOT_SHARE + PASS_SHARE) playCarrier(sim, id, control, "pass");
  else shootOnSight(sim, id, control, mood);
}

/** Shoots from a distance, and at a target in the mouth, that `mood` chooses. */
function shootOnSight(sim: Sim, id: number, control: Control, mood: number): void {
  const self = sim.skaters[id]!;
  const goalX = attackSide(self) * GOAL_LINE_X;
  const sight = NEAREST_SIGHT + (FARTHEST_SIGHT - NEAREST_SIGHT) * fraction(mood * 37);
  playCarrier(sim, id, control, "shoot");
  if (Math.hypot(goalX - self.x, self.y) > sight) {
    control.stick = "hold";
    return;
  }
  const targetY = GOAL_HALF_WIDTH * WIDEST * (2 * fraction(mood * 101) - 1);
  control.moveX = 0;
  control.moveY = 0;
  control.aim = Math.atan2(targetY - sim.puck.y, goalX - sim.puck.x);
  control.stick = "shoot";
}

function fraction(x: number): number {
  return x - Math.floor(x);
}
