/**
 * Actions: what a policy chooses, described as if every skater attacked to the right.
 *
 * An action is a kind and a continuous direction. It can be converted to a `Control` and back, so what a person does is
 * an action too. The actions that a policy compares are listed in candidates.ts.
 */
import type { Control } from "../../shared/control.ts";
import type { Sim, Skater } from "../../shared/sim/world.ts";
import { wrapAngle } from "../../shared/units.ts";

/** Kinds of action by their code. "glide" has no direction. */
export const ACTION_KINDS = ["glide", "skate", "pass", "shoot"] as const;
export const GLIDE = 0;
export const SKATE = 1;
export const PASS = 2;
export const SHOOT = 3;

/** One action. */
export interface Action {
  /** Index in ACTION_KINDS. */
  kind: number;
  /** Direction [rad], with the attack to the right; 0 for gliding. */
  angle: number;
}

/** Whether an action of this kind releases the puck. */
export function isRelease(kind: number): boolean {
  return kind === PASS || kind === SHOOT;
}

/**
 * Writes `action` of skater `id` into `control`. The carrier's stick points in the skating direction; without the puck it points
 * at the puck, ready to receive, poke and block.
 *
 * @throws RangeError if the kind is unknown
 */
export function controlFromAction(action: Readonly<Action>, sim: Sim, id: number, control: Control): void {
  const { kind } = action;
  if (!(kind >= GLIDE && kind <= SHOOT)) throw new RangeError(`kind must be ${GLIDE} to ${SHOOT}, not ${kind}`);
  const skater = sim.skaters[id]!;
  const { puck } = sim;
  const angle = wrapAngle(action.angle + (skater.team === 0 ? 0 : Math.PI));
  control.moveX = kind === SKATE ? Math.cos(angle) : 0;
  control.moveY = kind === SKATE ? Math.sin(angle) : 0;
  control.stick = kind === PASS ? "pass" : kind === SHOOT ? "shoot" : "hold";
  if (puck.carrier !== id && !isRelease(kind)) control.aim = Math.atan2(puck.y - skater.y, puck.x - skater.x);
  else control.aim = kind === GLIDE ? skater.heading : angle;
}

/** A person's skating with less effort than this, of 1, counts as gliding. */
const GLIDE_EFFORT = 0.3;

/** Writes `control` of `skater` into `action`: the inverse of `controlFromAction`, except that effort is lost. */
export function actionFromControl(control: Readonly<Control>, skater: Readonly<Skater>, action: Action): void {
  const turned = skater.team === 0 ? 0 : Math.PI;
  const effort = Math.sqrt(control.moveX ** 2 + control.moveY ** 2);
  if (control.stick !== "hold") {
    action.kind = control.stick === "pass" ? PASS : SHOOT;
    action.angle = wrapAngle(control.aim + turned);
  } else if (effort < GLIDE_EFFORT) {
    action.kind = GLIDE;
    action.angle = 0;
  } else {
    action.kind = SKATE;
    action.angle = wrapAngle(Math.atan2(control.moveY, control.moveX) + turned);
  }
}
