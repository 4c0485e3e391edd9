/**
 * Where to aim without a pointing device: shots at the open side of the goal, passes at the team-mate one faces.
 *
 * Reads the drawn frame, produces an angle on the ice; the server decides what becomes of it.
 */
import { openSide } from "../../shared/open-side.ts";
import { attackSide, GOAL_LINE_X } from "../../shared/rink.ts";
import { wrapAngle } from "../../shared/units.ts";
import type { RinkFrame, SkaterFigure } from "../render/frame.ts";

/** Farther than this from the goal one shoots where one faces [m]. */
const SHOT_REACH = 34;
/** Seconds by which a pass leads a moving team-mate. */
const LEAD_SECONDS = 0.35;

/** The angle of a shot [rad]: the open side of the goal, or straight ahead when the goal is behind or far away. */
export function shotAim(frame: RinkFrame, you: SkaterFigure, facing: number): number {
  const side = attackSide(you);
  const ahead = GOAL_LINE_X - you.x * side;
  if (ahead <= 1 || Math.hypot(ahead, you.y) > SHOT_REACH) return facing;
  const goalie = frame.skaters.find(({ team, role }) => team !== you.team && role === "goalie");
  return openSide(you, side, goalie ?? null);
}

/** The angle of a pass [rad]: the team-mate nearest to where one faces, led a little; straight ahead without one. */
export function passAim(frame: RinkFrame, you: SkaterFigure, facing: number): number {
  let best = facing;
  let bestTurn = Infinity;
  for (const mate of frame.skaters) {
    if (mate === you || mate.team !== you.team || mate.role === "goalie") continue;
    const dx = mate.x + mate.vx * LEAD_SECONDS - you.x;
    const dy = mate.y + mate.vy * LEAD_SECONDS - you.y;
    const angle = Math.atan2(dy, dx);
    const turn = Math.abs(wrapAngle(angle - facing));
    if (turn < bestTurn) {
      bestTurn = turn;
      best = angle;
    }
  }
  return best;
}
