/**
 * Turns a control into motion. The browser runs it too, to predict the player's skater.
 *
 * Reads a control and a profile, changes velocity and heading of one body. Contacts are resolved in contacts.ts.
 */
import type { Control } from "../control.ts";
import type { SkatingProfile } from "../rules.ts";
import { snapAngle, turnBetween } from "../angle.ts";
import { TICK_SECONDS } from "../units.ts";

/** Position, velocity and heading of a skater [m, m/s, rad]. Heading is the direction of the stick. */
export interface SkatingBody {
  x: number;
  y: number;
  vx: number;
  vy: number;
  heading: number;
}

/**
 * Pushes `body` for one tick towards `control.move` and turns its stick towards `control.aim`.
 *
 * The velocity v approaches the wanted velocity w exponentially: v <- w + (v - w) exp(-dt / tau), with w = topSpeed *
 * move and tau = `pushSeconds` while pushing, `glideSeconds` while gliding. Braking and turning count as pushing.
 */
export function skate(body: SkatingBody, control: Readonly<Control>, profile: SkatingProfile): void {
  const isPushing = control.moveX !== 0 || control.moveY !== 0;
  const keep = isPushing ? profile.pushKeep : profile.glideKeep;
  const wishX = control.moveX * profile.topSpeed;
  const wishY = control.moveY * profile.topSpeed;
  body.vx = wishX + (body.vx - wishX) * keep;
  body.vy = wishY + (body.vy - wishY) * keep;
  turn(body, control.aim, profile);
}

/** Turns `body`'s heading towards `aim` [rad] as far as one tick allows. */
export function turn(body: SkatingBody, aim: number, profile: SkatingProfile): void {
  if (aim === body.heading) return;
  const most = profile.turnRate * TICK_SECONDS;
  const difference = turnBetween(body.heading, aim);
  body.heading = snapAngle(Math.abs(difference) <= most ? aim : body.heading + Math.sign(difference) * most);
}
