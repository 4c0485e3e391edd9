/**
 * Angles on a grid, so that the rink looks the same from both ends bit for bit.
 *
 * Sine and cosine of `a` and `a + pi` differ in their last bits, which would make the two teams' play differ. Headings
 * and aims are therefore multiples of a step, of which half a turn has a whole number: turning round is then exact.
 */

/** Steps of half a turn; one step is 3 microradians, 0.2 mm from goal to goal. */
const HALF_TURN = 2 ** 20;
const STEP = Math.PI / HALF_TURN;
const STEPS_PER_RADIAN = HALF_TURN / Math.PI;

/** The multiple of the step nearest to `angle` [rad], in (-pi, pi]. */
export function snapAngle(angle: number): number {
  const isNear = angle < 2 * Math.PI && angle > -2 * Math.PI;
  return wrapSteps(Math.round((isNear ? angle : angle % (2 * Math.PI)) * STEPS_PER_RADIAN)) * STEP;
}

/** The turn from `from` to `to` [rad], in (-pi, pi]; exact for angles on the grid. */
export function turnBetween(from: number, to: number): number {
  return wrapSteps(Math.round((to - from) * STEPS_PER_RADIAN)) * STEP;
}

/** Cosine of an angle on the grid: `cosine(a + pi)` is `-cosine(a)` exactly. */
export function cosine(angle: number): number {
  const steps = Math.round(angle * STEPS_PER_RADIAN);
  const near = nearHalf(steps);
  return near === steps ? Math.cos(near * STEP) : -Math.cos(near * STEP);
}

/** Sine of an angle on the grid: `sine(a + pi)` is `-sine(a)` exactly. */
export function sine(angle: number): number {
  const steps = Math.round(angle * STEPS_PER_RADIAN);
  const near = nearHalf(steps);
  return near === steps ? Math.sin(near * STEP) : -Math.sin(near * STEP);
}

/** `steps` in (-pi, pi], or half a turn away from it, whichever lies in (-pi / 2, pi / 2]. */
function nearHalf(steps: number): number {
  if (steps > HALF_TURN / 2) return steps - HALF_TURN;
  return steps <= -HALF_TURN / 2 ? steps + HALF_TURN : steps;
}

function wrapSteps(steps: number): number {
  if (steps > HALF_TURN) return steps - 2 * HALF_TURN;
  return steps <= -HALF_TURN ? steps + 2 * HALF_TURN : steps;
}
