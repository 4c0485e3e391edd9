/**
 * One seat of a stage: the transitions that it is in the middle of, and when they are over.
 *
 * With the puck, a transition lasts one decision, or, after a release or a loss, until its outcome is known (a semi-Markov step,
 * Sutton, Precup & Singh 1999). Without the puck it lasts HOLD_DECISIONS while somebody else carries the puck, and one while it is
 * loose: in 0.1 s a skater gets nowhere, so that the values of its actions would hardly differ (Baird 1993), but a shot does.
 * While a release is on its way, the seat may already act without the puck: hence two transitions, each a part of a trajectory
 * of its own.
 */
import type { Control } from "../../shared/control.ts";
import type { GameEvent } from "../../shared/events.ts";
import type { Sim } from "../../shared/sim/world.ts";
import {
  any,
  bitsOf,
  DEAD,
  GAIN_MATE,
  GAIN_OWN_GOALIE,
  GAIN_SELF,
  GAIN_THEIRS,
  RELEASE_MATE,
  RELEASE_OPPONENT,
  SAVE_THEIRS,
  STOPPED,
} from "../tasks/facts.ts";
import { TASKS, taskId } from "../tasks/registry.ts";
import type { SeatSpec } from "./scenario.ts";

/** A loose puck that nobody controls for this many ticks is dead: 1.5 s. */
export const RESOLVE_TICKS = 90;

/** Without the puck an order holds for so many decision periods, unless the puck is loose or changes hands. */
export const HOLD_DECISIONS = 3;

/** What decides a release or a loss of the puck. */
const RESOLVED = GAIN_MATE | GAIN_OWN_GOALIE | GAIN_THEIRS | SAVE_THEIRS | STOPPED;

/** What ends an order without the puck before its time: somebody has got the puck or lost it. */
const CHANGES = GAIN_MATE | GAIN_OWN_GOALIE | GAIN_THEIRS | RELEASE_MATE | RELEASE_OPPONENT;

/** A transition from an order to its end. */
export interface SeatTransition {
  readonly withPuck: boolean;
  /** "none": no order yet, or its end was taken. */
  state: "none" | "open" | "over";
  /** A set of events, see tasks/facts.ts, and decision periods so far. */
  events: number;
  duration: number;
  /** Ticks for which the puck has been loose. */
  looseTicks: number;
}

/** See the file header. */
export interface Seat {
  readonly skater: number;
  /** Identifiers of its tasks. */
  readonly tasks: readonly number[];
  /** Whether it acts with the puck, and without it. */
  readonly actsWithPuck: boolean;
  readonly actsWithoutPuck: boolean;
  readonly carrying: SeatTransition;
  readonly moving: SeatTransition;
  /** Writes the latest order, as of now: the stick of a skater without the puck follows it. */
  write: (control: Control) => void;
}

/** A seat that acts for those of its tasks that are among `practised`. */
export function createSeat({ skater, tasks }: SeatSpec, practised: readonly number[]): Seat {
  const ids = tasks.map(taskId).filter((id) => practised.includes(id));
  const isFor = (withPuck: boolean): boolean =>
    ids.some((id) => TASKS[id]!.situations.some((situation) => (situation === "carrier") === withPuck));
  return {
    skater,
    tasks: ids,
    actsWithPuck: isFor(true),
    actsWithoutPuck: isFor(false),
    carrying: createTransition(true),
    moving: createTransition(false),
    write: () => undefined,
  };
}

function createTransition(withPuck: boolean): SeatTransition {
  return { withPuck, state: "none", events: 0, duration: 0, looseTicks: 0 };
}

/** Forgets all transitions. */
export function clearSeat(seat: Seat): void {
  seat.carrying.state = "none";
  seat.moving.state = "none";
}

/** An order was given: a transition begins with the next decision period. */
export function openTransition(seat: Seat, sim: Sim): SeatTransition {
  const transition = sim.puck.carrier === seat.skater ? seat.carrying : seat.moving;
  transition.state = "open";
  transition.events = 0;
  transition.duration = 0;
  transition.looseTicks = 0;
  return transition;
}

/** A decision period begins. */
export function lengthen({ carrying, moving }: Seat): void {
  if (carrying.state === "open") carrying.duration++;
  if (moving.state === "open") moving.duration++;
}

/**
 * Notes what happened in a tick, and ends transitions.
 *
 * @param isBoundary whether a decision period ends with this tick
 */
export function noteTick(seat: Seat, sim: Sim, events: readonly GameEvent[], isBoundary: boolean): void {
  const { carrying, moving } = seat;
  const self = sim.skaters[seat.skater]!;
  let bits = 0;
  for (const event of events) bits |= bitsOf(event, self, sim.skaters);
  if (carrying.state === "open") {
    carrying.events |= bits;
    endCarrying(carrying, sim, seat.skater, isBoundary);
  }
  if (moving.state === "open") {
    moving.events |= bits;
    const holds = sim.puck.carrier >= 0 && moving.duration < HOLD_DECISIONS && !any(moving.events, CHANGES);
    if ((isBoundary && !holds) || any(bits, GAIN_SELF | STOPPED)) moving.state = "over";
  }
}

function endCarrying(carrying: SeatTransition, sim: Sim, skater: number, isBoundary: boolean): void {
  if (any(carrying.events, RESOLVED)) carrying.state = "over";
  else if (sim.puck.carrier === skater) {
    carrying.looseTicks = 0;
    // A release that is still being wound up belongs to the same transition.
    if (isBoundary && sim.skaters[skater]!.windupStick === "hold") carrying.state = "over";
  } else if (++carrying.looseTicks >= RESOLVE_TICKS) {
    carrying.events |= DEAD;
    carrying.state = "over";
  }
}

/** Whether the seat can take an order now, at the beginning of a decision period. */
export function canAct(seat: Seat, sim: Sim): boolean {
  if (sim.referee.phase !== "playing") return false;
  if (sim.puck.carrier !== seat.skater) return seat.actsWithoutPuck && seat.moving.state === "none";
  const isFree = sim.skaters[seat.skater]!.windupStick === "hold" && seat.carrying.state === "none";
  return seat.actsWithPuck && isFree;
}

/** Whether nothing but the order that it was given drives the seat's skater in this decision period. */
export function isActing(seat: Seat, sim: Sim): boolean {
  return (sim.puck.carrier === seat.skater ? seat.carrying : seat.moving).state === "open";
}

/** Whether a transition is over and was not taken yet. */
export function hasResult({ carrying, moving }: Seat): boolean {
  return carrying.state === "over" || moving.state === "over";
}

/** Whether a transition is not over yet. */
export function isOpen({ carrying, moving }: Seat): boolean {
  return carrying.state === "open" || moving.state === "open";
}
