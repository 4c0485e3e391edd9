/**
 * The puck, its shadow and its trail.
 *
 * Reads the puck of each frame, keeps its latest positions, paints in metres.
 */
import { PUCK_RADIUS } from "../../shared/rules.ts";
import type { PuckFigure } from "./frame.ts";
import { MARKS } from "./palette.ts";

/** Number of positions in the trail. */
const TRAIL_POINTS = 14;
/** Below this speed there is no trail [m/s]. */
const TRAIL_SPEED = 9;
/** A change of position greater than this in one frame is a placement, not motion [m]. */
const JUMP = 4;

/** The latest positions of the drawn puck [m], oldest first. */
export interface PuckTrail {
  readonly xs: number[];
  readonly ys: number[];
}

/** A trail without positions. */
export function emptyTrail(): PuckTrail {
  return { xs: [], ys: [] };
}

/** Adds this frame's position; after a placement the trail starts again. */
export function followPuck(trail: PuckTrail, puck: PuckFigure): void {
  const last = trail.xs.length - 1;
  if (last >= 0 && Math.hypot(puck.x - trail.xs[last]!, puck.y - trail.ys[last]!) > JUMP) {
    trail.xs.length = 0;
    trail.ys.length = 0;
  }
  trail.xs.push(puck.x);
  trail.ys.push(puck.y);
  if (trail.xs.length > TRAIL_POINTS) {
    trail.xs.shift();
    trail.ys.shift();
  }
}

/** Paints a tapering trail behind a fast, loose puck. */
export function paintTrail(context: CanvasRenderingContext2D, trail: PuckTrail, puck: PuckFigure): void {
  const speed = Math.hypot(puck.vx, puck.vy);
  if (puck.carrier >= 0 || speed < TRAIL_SPEED) return;
  const strength = Math.min(1, (speed - TRAIL_SPEED) / 20);
  context.lineCap = "round";
  for (let i = 1; i < trail.xs.length; i++) {
    const share = i / trail.xs.length;
    context.beginPath();
    context.moveTo(trail.xs[i - 1]!, trail.ys[i - 1]!);
    context.lineTo(trail.xs[i]!, trail.ys[i]!);
    context.lineWidth = 2 * PUCK_RADIUS * share * 0.85;
    context.strokeStyle = `rgba(24,60,100,${0.34 * share * strength})`;
    context.stroke();
  }
}

/** Paints the puck and its shadow. */
export function paintPuck(context: CanvasRenderingContext2D, puck: PuckFigure): void {
  context.beginPath();
  context.ellipse(puck.x + 0.1, puck.y + 0.16, PUCK_RADIUS * 1.05, PUCK_RADIUS * 0.95, 0, 0, 2 * Math.PI);
  context.fillStyle = "rgba(20,50,80,0.3)";
  context.fill();
  context.beginPath();
  context.arc(puck.x, puck.y, PUCK_RADIUS, 0, 2 * Math.PI);
  context.fillStyle = MARKS.puck;
  context.fill();
  context.beginPath();
  context.arc(puck.x, puck.y, PUCK_RADIUS * 0.72, 0, 2 * Math.PI);
  context.lineWidth = 0.07;
  context.strokeStyle = "rgba(255,255,255,0.28)";
  context.stroke();
}
