/**
 * Keeps the player's skater from being drawn inside others.
 *
 * It is drawn at its predicted position, the others at past positions. Without a correction, a skater that pushes or
 * chases another would be drawn overlapping it. Reads the drawn and the server's positions of the same skaters, moves
 * the player's figure. Prediction is not affected.
 */

/** A position [m]. */
interface Place {
  readonly x: number;
  readonly y: number;
}

/** One skater as drawn and as the server has it. */
export interface Standing {
  readonly drawn: { x: number; y: number };
  readonly server: Place;
  /** Radius of the body [m]. */
  readonly radius: number;
}

/** Skaters who are farther apart than this on the server [m] are not drawn into each other. */
const NEAR = 6;
/** Repetitions, because a skater between two others is pushed by both. */
const ROUNDS = 3;

/**
 * Moves `own.drawn` out of the drawn bodies of `others`.
 *
 * Let d be the drawn position relative to the other body, n the direction of the server's position relative to it, and
 * r the sum of the radii. The figure moves along n until d.n = sqrt(r^2 - |d - (d.n) n|^2). On the server, bodies never
 * overlap, so n turns continuously, and the figure is on the correct side even if it was drawn beyond the other body.
 */
export function standApart(own: Standing, others: readonly Standing[]): void {
  for (let round = 0; round < ROUNDS; round++) {
    let hasMoved = false;
    for (const other of others) hasMoved = pushOut(own, other) || hasMoved;
    if (!hasMoved) return;
  }
}

function pushOut(own: Standing, other: Standing): boolean {
  const nx = own.server.x - other.server.x;
  const ny = own.server.y - other.server.y;
  const apart = Math.hypot(nx, ny);
  if (apart > NEAR || apart === 0) return false;
  const dx = own.drawn.x - other.drawn.x;
  const dy = own.drawn.y - other.drawn.y;
  const ahead = (dx * nx + dy * ny) / apart;
  const aside = (dx * ny - dy * nx) / apart;
  const reach = own.radius + other.radius;
  if (Math.abs(aside) >= reach) return false;
  const push = Math.sqrt(reach * reach - aside * aside) - ahead;
  if (push <= 0) return false;
  own.drawn.x += (nx / apart) * push;
  own.drawn.y += (ny / apart) * push;
  return true;
}
