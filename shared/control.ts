/**
 * `Control`: what a skater is told to do for one tick. People, scripts and learnt policies all act through it.
 *
 * Read by `sim.step`; written by people's input, by scripted play and by the bots' action tables.
 */
import { snapAngle } from "./angle.ts";

/** "hold" keeps the puck; "pass" and "shoot" release it towards `aim` as soon as the stick points there. */
export type Stick = "hold" | "pass" | "shoot";

/** The stick intents in the order of their wire codes. */
export const STICKS = ["hold", "pass", "shoot"] as const satisfies readonly Stick[];

/** One skater's control for one tick. Mutable, because the tick loop reuses one object per skater. */
export interface Control {
  /** Wanted skating direction and effort: a vector in the unit disc; (0, 0) glides. */
  moveX: number;
  moveY: number;
  /** Where the stick points [rad], from +x towards +y. */
  aim: number;
  stick: Stick;
}

/** A control that does nothing. */
export function idleControl(): Control {
  return { moveX: 0, moveY: 0, aim: 0, stick: "hold" };
}

/** Copies `from` into `to`, making it legal: the move inside the unit disc, the aim on the grid of
 * angles, no NaN. */
export function copyControl(to: Control, from: Readonly<Control>): void {
  let moveX = legalMove(from.moveX);
  let moveY = legalMove(from.moveY);
  const squared = moveX * moveX + moveY * moveY;
  if (squared > 1) {
    const length = Math.sqrt(squared);
    moveX /= length;
    moveY /= length;
  }
  to.moveX = moveX;
  to.moveY = moveY;
  to.aim = Number.isFinite(from.aim) ? snapAngle(from.aim) : 0;
  to.stick = from.stick;
}

/** Limits to [-1, 1]; NaN becomes 0. */
function legalMove(move: number): number {
  if (move >= -1) return move <= 1 ? move : 1;
  return move < -1 ? -1 : 0;
}
