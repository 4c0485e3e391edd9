/**
 * Units of length and time, and limits of numbers.
 *
 * Everything is SI except inside matter-js, where one metre is `PX_PER_M` units: matter-js does not bounce below a
 * closing speed of 2 units per step, and at 1 unit = 1 m a hard shot moves 0.75 units per tick.
 */

/** matter-js units per metre. */
export const PX_PER_M = 20;

/** Physics ticks per second. One tick is the unit of game time. */
export const TICKS_PER_SECOND = 60;

/** Length of one tick [s]. */
export const TICK_SECONDS = 1 / TICKS_PER_SECOND;

/** Wraps an angle [rad] into (-pi, pi]. Every angle that leaves the simulation is in that range. */
export function wrapAngle(angle: number): number {
  let wrapped = angle % (2 * Math.PI);
  if (wrapped > Math.PI) wrapped -= 2 * Math.PI;
  else if (wrapped <= -Math.PI) wrapped += 2 * Math.PI;
  return wrapped;
}

/** Limits `value` to [low, high]; NaN becomes `low`, so that it does not spread. */
export function clamp(value: number, low: number, high: number): number {
  return value >= low ? (value <= high ? value : high) : low;
}
