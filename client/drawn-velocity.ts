/**
 * The velocity of a drawn figure, derived from its motion: the server does not send velocities of bots and puck.
 *
 * Reads two drawn positions and the time between them; updates the figure's velocity.
 */
import { PUCK_TOP_SPEED } from "../shared/rules.ts";

/** Time constant that smooths the jumps in velocity where interpolation passes from one patch to the next [s]. */
const SMOOTH_SECONDS = 0.05;

/** A drawn position [m] and a velocity [m/s]. */
interface Figure {
  x: number;
  y: number;
  vx: number;
  vy: number;
}

/** Moves the velocity of `figure` towards that of its motion from (lastX, lastY), where it was drawn `seconds` ago. */
export function followVelocity(figure: Figure, lastX: number, lastY: number, seconds: number): void {
  if (seconds <= 0) return;
  const vx = (figure.x - lastX) / seconds;
  const vy = (figure.y - lastY) / seconds;
  // Too fast to be motion: the figure was placed, or has no previous position (then the speed is NaN).
  const isPlaced = !(Math.hypot(vx, vy) <= 1.5 * PUCK_TOP_SPEED);
  const keep = Math.exp(-seconds / SMOOTH_SECONDS);
  figure.vx = isPlaced ? 0 : vx + (figure.vx - vx) * keep;
  figure.vy = isPlaced ? 0 : vy + (figure.vy - vy) * keep;
}
