/**
 * Whether the person who holds a place plays. Pure bookkeeping in ticks: a server that was stopped counts no time.
 *
 * Inputs alone say nothing: a page sends sixty a second whether anybody is there or not. Skating and using the stick
 * count, aiming does not: the mouse lies still and its aim still changes while the skater moves. A control that never
 * changes is a stuck key or a drifting stick.
 */
import type { Control } from "../../shared/control.ts";
import { TICKS_PER_SECOND } from "../../shared/units.ts";

/** Without activity for so long a bot plays and the person is told [ticks]. */
export const IDLE_TICKS = 10 * TICKS_PER_SECOND;
/** Without activity for so long the place is freed [ticks]. */
export const GONE_TICKS = 60 * TICKS_PER_SECOND;
/** The same control for so long is no activity [ticks]. */
export const STUCK_TICKS = 30 * TICKS_PER_SECOND;
/** Controls that differ by less are the same: a stick at rest trembles. */
const SAME = 0.1;
/** Inputs that were sent before the page was hidden still arrive for so long [ticks]. */
const LATE_TICKS = TICKS_PER_SECOND;
/** A hidden page is not idle for so long [ticks]; a bot plays meanwhile. */
export const HIDDEN_TICKS = 60 * TICKS_PER_SECOND;

/** One person's activity. */
export interface Attendance {
  /** Ticks since the person last did something. */
  stillTicks: number;
  /** Ticks since the control last changed, and what it was. */
  unchangedTicks: number;
  moveX: number;
  moveY: number;
  stick: Control["stick"];
  isHidden: boolean;
  hiddenTicks: number;
}

/** "active": the person plays. "idle": a bot plays for the person. "gone": the place is to be freed. */
export type AttendanceState = "active" | "idle" | "gone";

/** Somebody who has just come. */
export function createAttendance(): Attendance {
  return { stillTicks: 0, unchangedTicks: 0, moveX: 0, moveY: 0, stick: "hold", isHidden: false, hiddenTicks: 0 };
}

/** The page was hidden or shown; showing it is something the person did. */
export function noteVisibility(attendance: Attendance, isHidden: boolean): void {
  if (attendance.isHidden === isHidden) return;
  attendance.isHidden = isHidden;
  attendance.hiddenTicks = 0;
  attendance.stillTicks = 0;
}

/** The person asked for something in another way than by an input. */
export function noteActivity(attendance: Attendance): void {
  attendance.stillTicks = 0;
  attendance.unchangedTicks = 0;
}

/** An input came. */
export function noteControl(attendance: Attendance, control: Readonly<Control>): void {
  const { moveX, moveY, stick } = control;
  const distance = Math.hypot(moveX - attendance.moveX, moveY - attendance.moveY);
  if (distance > SAME || stick !== attendance.stick) {
    attendance.unchangedTicks = 0;
    attendance.moveX = moveX;
    attendance.moveY = moveY;
    attendance.stick = stick;
  }
  const isNeutral = Math.hypot(moveX, moveY) <= SAME && stick === "hold";
  if (isNeutral || attendance.unchangedTicks >= STUCK_TICKS) return;
  attendance.stillTicks = 0;
  // The message that the page is shown again may be lost with a connection.
  if (attendance.isHidden && attendance.hiddenTicks > LATE_TICKS) attendance.isHidden = false;
}

/** One tick of play has passed. */
export function passTick(attendance: Attendance): AttendanceState {
  attendance.unchangedTicks++;
  if (attendance.isHidden && attendance.hiddenTicks < HIDDEN_TICKS) attendance.hiddenTicks++;
  else attendance.stillTicks++;
  return stateOf(attendance);
}

/** How the person is now. */
export function stateOf({ stillTicks, isHidden }: Attendance): AttendanceState {
  if (stillTicks >= GONE_TICKS) return "gone";
  return isHidden || stillTicks >= IDLE_TICKS ? "idle" : "active";
}

/** Seconds of play until the place is freed if nothing happens. */
export function secondsLeft({ stillTicks, isHidden, hiddenTicks }: Attendance): number {
  const hidden = isHidden ? HIDDEN_TICKS - hiddenTicks : 0;
  return Math.ceil((hidden + GONE_TICKS - stillTicks) / TICKS_PER_SECOND);
}
