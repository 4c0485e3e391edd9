/**
 * Scripted goalie: stands between the puck and the middle of the net, moves to where a shot will pass, covers the puck
 * under pressure and clears it otherwise. It reacts to a release only after `REACTION_SECONDS`, so that shots can
 * score.
 */
import type { Control } from "../../../shared/control.ts";
import { attackSide, GOAL_HALF_WIDTH, GOAL_LINE_X } from "../../../shared/rink.ts";
import { GOALIE_DEPTH } from "../../../shared/sim/placement.ts";
import type { Sim, Skater } from "../../../shared/sim/world.ts";
import { clamp, TICKS_PER_SECOND } from "../../../shared/units.ts";
import { findPass } from "./carrier.ts";
import { opponentDistance, skateTo } from "./steering.ts";

const REACTION_SECONDS = 0.12;
/** The farther the puck, the farther out a goalie stands to cut the angle: share of its distance, and the limit [m]. */
const CHALLENGE = 0.2;
const MOST_DEPTH = 3.4;
/** A puck faster than this towards the net is a shot [m/s]. */
const SHOT_LIKE_SPEED = 12;
/**
 * Ticks a goalie waits before clearing the puck, and how near an opponent must be for it to keep the puck covered [m].
 */
const LOOK_TICKS = 24;
const PRESSURE_DISTANCE = 4;

/** Writes the control of the goalie `id`. */
export function playGoalie(sim: Sim, id: number, control: Control): void {
  const goalie = sim.skaters[id]!;
  const { puck } = sim;
  if (puck.carrier === id) {
    holdOrClear(sim, goalie, control);
    return;
  }
  const side = -attackSide(goalie);
  const puckDistance = Math.hypot(side * GOAL_LINE_X - puck.x, puck.y);
  const depth = clamp(puckDistance * CHALLENGE, GOALIE_DEPTH, MOST_DEPTH);
  const lineX = side * (GOAL_LINE_X - depth);
  const isReleased = puck.releasedBy >= 0;
  const hasReacted = !isReleased || sim.tick - puck.releasedAt >= REACTION_SECONDS * TICKS_PER_SECOND;

  let y: number;
  if (puck.vx * side > SHOT_LIKE_SPEED && puck.carrier < 0 && hasReacted) {
    y = puck.y + (puck.vy / puck.vx) * (lineX - puck.x);
  } else {
    // Until it reacts, the goalie acts on where the puck was when it was released.
    const late = isReleased && !hasReacted ? (sim.tick - puck.releasedAt) / TICKS_PER_SECOND : 0;
    const seenX = puck.x - puck.vx * late;
    const seenY = puck.y - puck.vy * late;
    const seenDepth = Math.max(1.5, Math.abs(side * GOAL_LINE_X - seenX));
    y = seenY * Math.min(1, (depth + 1.2) / seenDepth);
  }
  const most = GOAL_HALF_WIDTH - goalie.radius * 0.4;
  skateTo(goalie, lineX, clamp(y, -most, most), puck.x, puck.y, control);
  // Goalies push with full effort even over short distances.
  const away = clamp(y, -most, most) - goalie.y;
  if (Math.abs(away) > 0.5) control.moveY = Math.sign(away);
}

function holdOrClear(sim: Sim, goalie: Readonly<Skater>, control: Control): void {
  control.moveX = 0;
  control.moveY = 0;
  control.aim = attackSide(goalie) > 0 ? 0 : Math.PI;
  control.stick = "hold";
  if (sim.puck.carriedTicks < LOOK_TICKS) return;
  if (opponentDistance(sim, goalie, goalie.x, goalie.y) < PRESSURE_DISTANCE) return;
  const found = findPass(sim, goalie);
  if (found === null) return;
  control.aim = found.aim;
  control.stick = "pass";
}
