/** Mirror images of simulations. Mirroring x also swaps the teams, because they attack opposite ends. */
import type { Control } from "../../shared/control.ts";
import { createSim, type Sim } from "../../shared/sim/sim.ts";
import { wrapAngle } from "../../shared/units.ts";

/** Top to bottom (y changes sign), or left to right with the teams swapped (x changes sign). */
export type Mirror = "top-bottom" | "left-right";

/** The index that `skater` has in the mirrored rink: left to right, the skaters of the teams are exchanged. */
export function mirroredId(sim: Sim, skater: number, mirror: Mirror): number {
  if (mirror === "top-bottom") return skater;
  const half = sim.skaters.length / 2;
  return skater < half ? skater + half : skater - half;
}

/**
 * The mirror image of `sim`. For left to right the roster must list the teams one after the other, with equal roles.
 */
export function mirrorSim(sim: Sim, mirror: Mirror): Sim {
  const image = createSim(sim.config, 1);
  const [signX, signY] = signs(mirror);
  image.rng.setState(sim.rng.getState());
  for (const skater of sim.skaters) {
    const other = image.skaters[mirroredId(sim, skater.id, mirror)]!;
    Object.assign(other, {
      x: signX * skater.x,
      y: signY * skater.y,
      vx: signX * skater.vx,
      vy: signY * skater.vy,
      heading: mirrorAngle(skater.heading, mirror),
      lockTicks: skater.lockTicks,
    });
  }
  const { puck } = sim;
  const idOf = (id: number): number => (id < 0 ? -1 : mirroredId(sim, id, mirror));
  Object.assign(image.puck, {
    x: signX * puck.x,
    y: signY * puck.y,
    vx: signX * puck.vx,
    vy: signY * puck.vy,
    carrier: idOf(puck.carrier),
    lastTouch: idOf(puck.lastTouch),
    scorer: idOf(puck.scorer),
  });
  return image;
}

/** Writes the mirror image of every control of `from` into `to`. */
export function mirrorControls(sim: Sim, from: readonly Control[], to: readonly Control[], mirror: Mirror): void {
  const [signX, signY] = signs(mirror);
  from.forEach((control, id) => {
    Object.assign(to[mirroredId(sim, id, mirror)]!, {
      moveX: signX * control.moveX,
      moveY: signY * control.moveY,
      aim: mirrorAngle(control.aim, mirror),
      stick: control.stick,
    });
  });
}

/** The largest distance of anything in `image` from its place in the mirror image of `sim` [m]. */
export function mirrorError(sim: Sim, image: Sim, mirror: Mirror): number {
  const [signX, signY] = signs(mirror);
  const apart = (a: { x: number; y: number }, b: { x: number; y: number }): number =>
    Math.hypot(signX * a.x - b.x, signY * a.y - b.y);
  const skaters = sim.skaters.map((skater) => apart(skater, image.skaters[mirroredId(sim, skater.id, mirror)]!));
  return Math.max(apart(sim.puck, image.puck), ...skaters);
}

function signs(mirror: Mirror): [number, number] {
  return mirror === "top-bottom" ? [1, -1] : [-1, 1];
}

function mirrorAngle(angle: number, mirror: Mirror): number {
  return wrapAngle(mirror === "top-bottom" ? -angle : Math.PI - angle);
}
