/** Where a skater's blade is. */
import { cosine, sine } from "../angle.ts";
import { HALF_LENGTH, HALF_WIDTH } from "../rink.ts";
import { BLADE_REACH, PUCK_RADIUS } from "../rules.ts";
import { clamp } from "../units.ts";

/** A skater's place and the direction of the stick [m, rad]. */
interface Holder {
  readonly x: number;
  readonly y: number;
  readonly heading: number;
}

/** Position of the blade [m], kept inside the boards, where a real stick would bend. */
export function bladeX(skater: Holder): number {
  const x = skater.x + BLADE_REACH * cosine(skater.heading);
  return clamp(x, PUCK_RADIUS - HALF_LENGTH, HALF_LENGTH - PUCK_RADIUS);
}
export function bladeY(skater: Holder): number {
  const y = skater.y + BLADE_REACH * sine(skater.heading);
  return clamp(y, PUCK_RADIUS - HALF_WIDTH, HALF_WIDTH - PUCK_RADIUS);
}
