/**
 * The order of one skater's tick: obey the control, skate, move, stay on the rink. `step` does each of these for everybody,
 * with contacts after moving; the browser does them for the player's skater alone, to predict it.
 */
import { copyControl, type Control } from "../control.ts";
import { PLAYER_RESTITUTION, type SkatingProfile } from "../rules.ts";
import { TICK_SECONDS } from "../units.ts";
import { collideWithRink, type RoundBody } from "./boards.ts";
import { skate, type SkatingBody } from "./skating.ts";

/** Writes what a skater obeys into `to`: `control` made legal, or gliding with a still stick while play is stopped. */
export function obey(to: Control, control: Readonly<Control>, heading: number, isPlaying: boolean): void {
  if (isPlaying) {
    copyControl(to, control);
    return;
  }
  to.moveX = 0;
  to.moveY = 0;
  to.aim = heading;
  to.stick = "hold";
}

/** Moves `body` freely for `seconds`. */
export function move(body: RoundBody, seconds: number): void {
  body.x += body.vx * seconds;
  body.y += body.vy * seconds;
}

/** Keeps a player of this radius [m] inside the boards and out of the goals. */
export function stayOnRink(body: RoundBody, radius: number): void {
  collideWithRink(body, radius, PLAYER_RESTITUTION);
}

/**
 * One tick of a skater whom nobody touches: exactly what `step` does to it.
 *
 * @param scratch is overwritten
 */
export function skateAlone(
  body: SkatingBody,
  control: Readonly<Control>,
  profile: SkatingProfile,
  isPlaying: boolean,
  scratch: Control,
): void {
  obey(scratch, control, body.heading, isPlaying);
  skate(body, scratch, profile);
  move(body, TICK_SECONDS);
  stayOnRink(body, profile.radius);
}
