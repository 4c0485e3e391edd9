/**
 * Contacts between everything that moves, solved by matter-js; the only file that uses it.
 *
 * Reads positions and velocities of round bodies (SI), advances them by a time step, and lists who touched whom. The SI
 * bodies are authoritative: they are loaded into matter-js for each step in which anything overlaps, and its caches of
 * earlier steps are cleared, so a step depends on the snapshot alone and can be replayed bit for bit. A step without
 * overlaps is x += v dt, as it would be in matter-js.
 */
import Matter from "matter-js";
import { PX_PER_M } from "../units.ts";
import type { RoundBody } from "./boards.ts";

/** A round body with the properties that contacts depend on [m, kg]. */
export interface MovingBody extends RoundBody {
  readonly radius: number;
  readonly mass: number;
  /** Two bodies of the same group (not 0) pass through each other; a body of group GHOST passes through all others. */
  contactGroup: number;
}

/** The contact group of a body that touches nothing. */
export const GHOST = 255;
/** The collision mask of matter-js for every category. */
const ALL = 0xffffffff;

/** One contact of the last step, with the velocities from before the step. */
export interface Contact {
  /** Indices in `movers`. */
  a: number;
  b: number;
  /** The closing speed [m/s], and whether `a` contributed at least half of it. */
  closingSpeed: number;
  isFirstFaster: boolean;
}

/** The solver of one rink. */
export interface ContactSolver {
  readonly movers: readonly MovingBody[];
  readonly engine: Matter.Engine;
  readonly bodies: readonly SolverBody[];
  /** Corners of each body relative to its centre [matter-js units], as x, y, x, y, ... */
  readonly outlines: readonly Float64Array[];
  /** Contacts of the last step: the first `contactCount` entries. */
  readonly contacts: Contact[];
  contactCount: number;
}

/** Share of the closing speed kept in a rebound between players, or between a player and the puck. Measured. */
const RESTITUTION = 0.3;
/** Corners of the polygon for a disc. With more, rebounds turn less (10: 11.8 degrees rms, 40: 5.5) but cost more. */
const CORNERS = 24;

/** Makes a solver for `movers`. */
export function createContactSolver(movers: readonly MovingBody[]): ContactSolver {
  const engine = Matter.Engine.create({ gravity: { x: 0, y: 0, scale: 0 } });
  const bodies = movers.map((mover, id) => {
    const body = Matter.Bodies.polygon(0, 0, CORNERS, mover.radius * PX_PER_M, {
      friction: 0,
      frictionStatic: 0,
      frictionAir: 0,
      restitution: RESTITUTION,
      label: String(id),
      inertia: Infinity,
    });
    Matter.Body.setMass(body, mover.mass);
    Matter.Body.setInertia(body, Infinity);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the declarations lack fields every body has
    return body as SolverBody;
  });
  Matter.Composite.add(engine.world, bodies);
  const outlines = bodies.map((body) => Float64Array.from(body.vertices.flatMap((corner) => [corner.x, corner.y])));
  const contacts = Array.from({ length: 64 }, () => ({ a: 0, b: 0, closingSpeed: 0, isFirstFaster: false }));
  return { movers, engine, bodies, outlines, contacts, contactCount: 0 };
}

/** Advances all movers by `seconds`, resolving contacts among them. */
export function advance(solver: ContactSolver, seconds: number): void {
  solver.contactCount = 0;
  if (!anyOverlapAfter(solver.movers, seconds)) {
    for (const mover of solver.movers) {
      mover.x += mover.vx * seconds;
      mover.y += mover.vy * seconds;
    }
    return;
  }
  load(solver, seconds);
  Matter.Engine.update(solver.engine, seconds * 1000);
  listContacts(solver);
  unload(solver, seconds);
}

function mayTouch(a: number, b: number): boolean {
  return a !== GHOST && b !== GHOST && (a === 0 || a !== b);
}

/** Whether two bodies that may touch would overlap after moving freely for `seconds`. */
function anyOverlapAfter(movers: readonly MovingBody[], seconds: number): boolean {
  for (let i = 1; i < movers.length; i++) {
    const a = movers[i]!;
    for (let j = 0; j < i; j++) {
      const b = movers[j]!;
      const reach = a.radius + b.radius;
      const dx = a.x - b.x + (a.vx - b.vx) * seconds;
      if (dx > reach || dx < -reach) continue;
      const dy = a.y - b.y + (a.vy - b.vy) * seconds;
      if (dx * dx + dy * dy >= reach * reach) continue;
      if (mayTouch(a.contactGroup, b.contactGroup)) return true;
    }
  }
  return false;
}

/** Loads the SI bodies into matter-js and clears its contact caches. */
function load(solver: ContactSolver, seconds: number): void {
  const { engine, bodies, movers, outlines } = solver;
  const order = (engine.detector as { bodies?: Matter.Body[] }).bodies ?? [];
  for (let i = 0; i < bodies.length; i++) {
    const body = bodies[i]!;
    const mover = movers[i]!;
    const outline = outlines[i]!;
    const x = mover.x * PX_PER_M;
    const y = mover.y * PX_PER_M;
    body.position.x = x;
    body.position.y = y;
    body.positionPrev.x = x - mover.vx * seconds * PX_PER_M;
    body.positionPrev.y = y - mover.vy * seconds * PX_PER_M;
    body.deltaTime = seconds * 1000;
    body.positionImpulse.x = 0;
    body.positionImpulse.y = 0;
    // In matter-js, bodies of the same negative group do not collide with each other, only with all others.
    body.collisionFilter.group = -mover.contactGroup;
    body.collisionFilter.mask = mover.contactGroup === GHOST ? 0 : ALL;
    for (let k = 0; k < body.vertices.length; k++) {
      const corner = body.vertices[k]!;
      corner.x = x + outline[2 * k]!;
      corner.y = y + outline[2 * k + 1]!;
    }
    if (order.length === bodies.length) order[i] = body;
  }
  if (engine.pairs.list.length > 0) Matter.Pairs.clear(engine.pairs);
}

/** Copies the solved positions and velocities back to the SI bodies. */
function unload(solver: ContactSolver, seconds: number): void {
  for (let i = 0; i < solver.bodies.length; i++) {
    const body = solver.bodies[i]!;
    const mover = solver.movers[i]!;
    mover.x = body.position.x / PX_PER_M;
    mover.y = body.position.y / PX_PER_M;
    mover.vx = (body.position.x - body.positionPrev.x) / (seconds * PX_PER_M);
    mover.vy = (body.position.y - body.positionPrev.y) / (seconds * PX_PER_M);
  }
}

/** Lists the touching pairs. The SI bodies still have the velocities from before the step. */
function listContacts(solver: ContactSolver): void {
  for (const pair of solver.engine.pairs.list) {
    const contact = solver.contacts[solver.contactCount];
    if (contact === undefined) return;
    const a = Number(pair.bodyA.label);
    const b = Number(pair.bodyB.label);
    const first = solver.movers[a]!;
    const second = solver.movers[b]!;
    const dx = second.x - first.x;
    const dy = second.y - first.y;
    const distance = Math.sqrt(dx * dx + dy * dy) || 1;
    contact.a = a;
    contact.b = b;
    const towardsSecond = (first.vx * dx + first.vy * dy) / distance;
    const towardsFirst = -(second.vx * dx + second.vy * dy) / distance;
    contact.closingSpeed = towardsSecond + towardsFirst;
    contact.isFirstFaster = towardsSecond >= towardsFirst;
    solver.contactCount++;
  }
}

/** Fields that matter-js has and its type declarations lack. */
export interface SolverBody extends Matter.Body {
  deltaTime: number;
  positionPrev: Matter.Vector;
  positionImpulse: Matter.Vector;
}
