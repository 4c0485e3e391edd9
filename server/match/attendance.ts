/**
 * Whether the person who holds a place is active. Time is counted in ticks, so that a stopped server counts none.
 *
 * Inputs alone prove nothing: a page sends sixty a second whether anybody is there or not. Skating and using the stick
 * count as activity, aiming does not: the aim changes whenever the skater moves, even if the mouse does not. A control
 * that never changes is a stuck key or a drifting stick.
 */
import type { Control } from "../../shared/control.ts";
import { TICKS_PER_SECOND } from "../../shared/units.ts";

/** After this long without activity a bot plays and the person is told [ticks]. */
export const IDLE_TICKS = 10 * TICKS_PER_SECOND;
/** After this long without activity the place is freed [ticks]. */
export const GONE_TICKS = 60 * TICKS_PER_SECOND;
/** A control that has not changed for this long no longer counts as activity [ticks]. */
export const STUCK_TICKS = 30 * TICKS_PER_SECOND;
/** Controls that differ by less count as equal: the values of an analog stick at rest jitter. */
const SAME = 0.1;
/** Inputs that were sent before the page was hidden may still arrive this long afterwards [ticks]. */
const LATE_TICKS = TICKS_PER_SECOND;
/** The idle time of a hidden page starts only after this long [ticks]; a bot plays meanwhile. */
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

/** "active": the person plays. "idle": a bot plays for the person. "gone": the place must be freed. */
export type AttendanceState = "active" | "idle" | "gone";

/** The attendance of a person who has just joined. */
export function createAttendance(): Attendance {
  return { stillTicks: 0, unchangedTicks: 0, moveX: 0, moveY: 0, stick: "hold", isHidden: false, hiddenTicks: 0 };
}

/** The page was hidden or shown; showing it counts as activity. */
export function noteVisibility(attendance: Attendance, isHidden: boolean): void {
  if (attendance.isHidden === isHidden) return;
  attendance.isHidden = isHidden;
  attendance.hiddenTicks = 0;
  attendance.stillTicks = 0;
}

/** Notes activity other than an input. */
export function noteActivity(attendance: Attendance): void {
  attendance.stillTicks = 0;
  attendance.unchangedTicks = 0;
}

/** Notes an input. */
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
  // The message that the page is shown again may have been lost with a connection.
  if (attendance.isHidden && attendance.hiddenTicks > LATE_TICKS) attendance.isHidden = false;
}

/** One tick of play has passed. */
export function passTick(attendance: Attendance): AttendanceState {
  attendance.unchangedTicks++;
  if (attendance.isHidden && attendance.hiddenTicks < HIDDEN_TICKS) attendance.hiddenTicks++;
  else attendance.stillTicks++;
  return stateOf(attendance);
}

/** The person's present state. */
export function stateOf({ stillTicks, isHidden }: Attendance): AttendanceState {
  if (stillTicks >= GONE_TICKS) return "gone";
  return isHidden || stillTicks >= IDLE_TICKS ? "idle" : "active";
}

/** Seconds of play until the place is freed if the person stays inactive. */
export function secondsLeft({ stillTicks, isHidden, hiddenTicks }: Attendance): number {
  const hidden = isHidden ? HIDDEN_TICKS - hiddenTicks : 0;
  return Math.ceil((hidden + GONE_TICKS - stillTicks) / TICKS_PER_SECOND);
}
