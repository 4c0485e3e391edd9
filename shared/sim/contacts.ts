/**
 * Contacts between everything that moves, solved by matter-js; the only file that uses it.
 *
 * Reads positions and velocities of round bodies (SI), advances them by a time step, and lists who touched whom. The SI
 * bodies are authoritative, and nothing is kept from one step to the next, so a step depends on the snapshot alone and
 * can be replayed bit for bit. matter-js finds contacts of polygons, which turns a rebound by up to 12 degrees; between
 * discs normal and depth are exact, so only its solver is used.
 */
import Matter from "matter-js";
import { PX_PER_M } from "../units.ts";
import type { RoundBody } from "./boards.ts";
import { move } from "./motion.ts";

/** A round body with the properties that contacts depend on [m, kg]. */
export interface MovingBody extends RoundBody {
  readonly radius: number;
  readonly mass: number;
  /** Two bodies of the same group (not 0) pass through each other; a body of group GHOST passes through all others. */
  contactGroup: number;
}

/** The contact group of a body that touches nothing. */
export const GHOST = 255;

/** One contact of the last step, with the velocities from before the step. */
export interface Contact {
  /** Indices in `movers`. */
  a: number;
  b: number;
  /** The closing speed [m/s], and whether `a` contributed at least half of it. */
  closingSpeed: number;
  isFirstFaster: boolean;
  /** How far the bodies overlapped [m]. */
  depth: number;
  /** The same contact as matter-js solves it. */
  readonly pair: SolverPair;
}

/** The solver of one rink. */
export interface ContactSolver {
  readonly movers: readonly MovingBody[];
  readonly bodies: readonly SolverBody[];
  /** Contacts of the last step, deepest first: the first `contactCount` entries. */
  readonly contacts: Contact[];
  contactCount: number;
  /** The pairs of those contacts. */
  readonly pairs: SolverPair[];
}

/** Share of the closing speed kept in a rebound between players, or between a player and the puck. Measured. */
const RESTITUTION = 0.3;
/** Iterations of matter-js's engine. */
const POSITION_ITERATIONS = 6;
const VELOCITY_ITERATIONS = 4;
/** matter-js moves bodies apart by shares that suit contacts at two corners. */
const CORNERS_OF_A_CONTACT = 2;

/** Makes a solver for `movers`. */
export function createContactSolver(movers: readonly MovingBody[]): ContactSolver {
  const bodies = movers.map(({ mass }) => {
    const body = Matter.Body.create({ restitution: RESTITUTION, friction: 0, frictionStatic: 0 });
    Matter.Body.setMass(body, mass);
    Matter.Body.setInertia(body, Infinity);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the declarations lack fields every body has
    return body as SolverBody;
  });
  return { movers, bodies, contacts: [], contactCount: 0, pairs: [] };
}

/** Advances all movers by `seconds`, resolving contacts among them. */
export function advance(solver: ContactSolver, seconds: number): void {
  for (let i = 0; i < solver.movers.length; i++) move(solver.movers[i]!, seconds);
  findContacts(solver);
  if (solver.contactCount > 0) solve(solver, seconds);
}

function mayTouch(a: number, b: number): boolean {
  return a !== GHOST && b !== GHOST && (a === 0 || a !== b);
}

/** Lists the pairs of bodies that overlap, deepest first: an order that does not depend on that of the bodies. */
function findContacts(solver: ContactSolver): void {
  const { movers } = solver;
  solver.contactCount = 0;
  for (let b = 1; b < movers.length; b++) {
    const second = movers[b]!;
    for (let a = 0; a < b; a++) {
      const first = movers[a]!;
      const reach = first.radius + second.radius;
      const dx = first.x - second.x;
      if (dx >= reach || dx <= -reach) continue;
      const dy = first.y - second.y;
      const distanceSquared = dx * dx + dy * dy;
      if (distanceSquared >= reach * reach || !mayTouch(first.contactGroup, second.contactGroup)) continue;
      noteContact(solver, a, b, dx, dy, Math.sqrt(distanceSquared));
    }
  }
}

/** Inserts the contact of bodies `a` and `b`, which are (dx, dy) = a - b and `distance` apart [m]. */
function noteContact(solver: ContactSolver, a: number, b: number, dx: number, dy: number, distance: number): void {
  const { contacts, movers } = solver;
  const first = movers[a]!;
  const second = movers[b]!;
  let at = solver.contactCount++;
  const contact = (contacts[at] ??= createContact());
  const normalX = distance === 0 ? 1 : dx / distance;
  const normalY = distance === 0 ? 0 : dy / distance;
  const towardsSecond = -(first.vx * normalX + first.vy * normalY);
  const towardsFirst = second.vx * normalX + second.vy * normalY;
  contact.a = a;
  contact.b = b;
  contact.closingSpeed = towardsSecond + towardsFirst;
  contact.isFirstFaster = towardsSecond >= towardsFirst;
  contact.depth = first.radius + second.radius - distance;
  loadPair(contact.pair, solver.bodies[a]!, solver.bodies[b]!, normalX, normalY, contact.depth * PX_PER_M);
  for (; at > 0 && contacts[at - 1]!.depth < contact.depth; at--) contacts[at] = contacts[at - 1]!;
  contacts[at] = contact;
}

/** Fills in what the solver reads of a pair; the normal points from `parentB` to `parentA`. */
function loadPair(
  pair: SolverPair,
  parentA: SolverBody,
  parentB: SolverBody,
  normalX: number,
  normalY: number,
  depth: number,
): void {
  const { collision, contacts } = pair;
  collision.parentA = parentA;
  collision.parentB = parentB;
  collision.normal.x = normalX;
  collision.normal.y = normalY;
  collision.tangent.x = -normalY;
  collision.tangent.y = normalX;
  collision.depth = depth;
  contacts[0]!.normalImpulse = 0;
  contacts[0]!.tangentImpulse = 0;
  pair.inverseMass = parentA.inverseMass + parentB.inverseMass;
}

/** Solves the contacts found: moves the bodies apart, then changes their velocities. */
function solve(solver: ContactSolver, seconds: number): void {
  const { pairs, contacts, contactCount } = solver;
  const scale = seconds * PX_PER_M;
  pairs.length = contactCount;
  for (let i = 0; i < contactCount; i++) pairs[i] = contacts[i]!.pair;
  for (let i = 0; i < contactCount; i++) {
    loadBody(solver, contacts[i]!.a, scale);
    loadBody(solver, contacts[i]!.b, scale);
  }
  for (let i = 0; i < contactCount; i++) {
    const { parentA, parentB } = pairs[i]!.collision;
    parentA.totalContacts += CORNERS_OF_A_CONTACT;
    parentB.totalContacts += CORNERS_OF_A_CONTACT;
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the solver reads no other fields of a pair
  const solvable = pairs as unknown as Matter.Pair[];
  for (let i = 0; i < POSITION_ITERATIONS; i++) Matter.Resolver.solvePosition(solvable, seconds * 1000);
  for (let i = 0; i < VELOCITY_ITERATIONS; i++) Matter.Resolver.solveVelocity(solvable, seconds * 1000);
  for (let i = 0; i < contactCount; i++) {
    unloadBody(solver, contacts[i]!.a, scale);
    unloadBody(solver, contacts[i]!.b, scale);
  }
}

/** Loads mover `i`: matter-js takes its velocity from the previous position [units per step]. */
function loadBody(solver: ContactSolver, i: number, scale: number): void {
  const body = solver.bodies[i]!;
  const { vx, vy } = solver.movers[i]!;
  body.positionPrev.x = -vx * scale;
  body.positionPrev.y = -vy * scale;
  body.positionImpulse.x = 0;
  body.positionImpulse.y = 0;
  body.totalContacts = 0;
}

/** Copies the result back, once: a body may have several contacts. */
function unloadBody(solver: ContactSolver, i: number, scale: number): void {
  const body = solver.bodies[i]!;
  if (body.totalContacts === 0) return;
  const mover = solver.movers[i]!;
  mover.x += body.positionImpulse.x / PX_PER_M;
  mover.y += body.positionImpulse.y / PX_PER_M;
  mover.vx = -body.positionPrev.x / scale;
  mover.vy = -body.positionPrev.y / scale;
  body.totalContacts = 0;
}

function createContact(): Contact {
  const nowhere = { x: 0, y: 0 };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- replaced before it is read
  const nobody = null as unknown as SolverBody;
  return {
    a: 0,
    b: 0,
    closingSpeed: 0,
    isFirstFaster: false,
    depth: 0,
    pair: {
      isActive: true,
      isSensor: false,
      separation: 0,
      slop: 0.05,
      inverseMass: 0,
      friction: 0,
      frictionStatic: 0,
      restitution: RESTITUTION,
      // Bodies that cannot spin may be hit anywhere.
      contactCount: 1,
      contacts: [{ vertex: nowhere, normalImpulse: 0, tangentImpulse: 0 }],
      collision: {
        parentA: nobody,
        parentB: nobody,
        depth: 0,
        normal: { x: 0, y: 0 },
        tangent: { x: 0, y: 0 },
      },
    },
  };
}

/** The fields of a matter-js body that its solver uses and its type declarations lack. */
export interface SolverBody extends Matter.Body {
  positionPrev: Matter.Vector;
  positionImpulse: Matter.Vector;
  totalContacts: number;
}

/** The fields of a matter-js pair that its solver uses. */
export interface SolverPair {
  readonly isActive: true;
  readonly isSensor: false;
  separation: number;
  readonly slop: number;
  inverseMass: number;
  readonly friction: 0;
  readonly frictionStatic: 0;
  readonly restitution: number;
  readonly contactCount: 1;
  readonly contacts: { readonly vertex: Matter.Vector; normalImpulse: number; tangentImpulse: number }[];
  readonly collision: {
    parentA: SolverBody;
    parentB: SolverBody;
    depth: number;
    readonly normal: Matter.Vector;
    readonly tangent: Matter.Vector;
  };
}
