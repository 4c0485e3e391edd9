/**
 * Turns one person's stream of inputs into one control a tick.
 *
 * Reads the buffered `ControlInput`s of a session. Keeps the delay short: a backlog that lasts is shortened by one
 * input now and then. Without input the skater goes on for a moment, then glides with a neutral stick.
 */
import { copyControl, idleControl, STICKS, type Control } from "../../shared/control.ts";
import type { ControlInput } from "../../shared/net/state.ts";
import { TICKS_PER_SECOND } from "../../shared/units.ts";
import { createAttendance, noteControl, type Attendance } from "./attendance.ts";

/** Longest stretch of inputs that waits [ticks]; older ones are dropped. */
export const INPUT_BUFFER_TICKS = 8;
/** A backlog of more than this for so long costs one input. */
const BACKLOG_TICKS = 2;
const BACKLOG_PATIENCE_TICKS = 30;
/** The last order stands for so long without input, then the effort fades by this factor a tick. */
const HOLD_TICKS = 6;
const FADE = 0.9;
/** Without input for so long the person counts as away and a bot helps out. */
export const AWAY_TICKS = 5 * TICKS_PER_SECOND;

/** The fields of one input. */
type WireControl = Pick<ControlInput, "moveX" | "moveY" | "aim" | "stick">;

/** The inputs of one person that wait; part of Colyseus' `InputAccessor`. */
export interface PendingInputs {
  readonly size: number;
  next(): WireControl | undefined;
}

/** One person's hands on the stick. */
export interface PersonDriver {
  readonly control: Control;
  /** Ticks since the latest input. */
  idleTicks: number;
  backlogTicks: number;
  readonly attendance: Attendance;
}

/** A driver that does nothing yet. */
export function createPersonDriver(): PersonDriver {
  return { control: idleControl(), idleTicks: 0, backlogTicks: 0, attendance: createAttendance() };
}

/** Takes this tick's input into `driver.control`. */
export function drivePerson(driver: PersonDriver, inputs: PendingInputs): void {
  driver.backlogTicks = inputs.size > BACKLOG_TICKS ? driver.backlogTicks + 1 : 0;
  if (driver.backlogTicks > BACKLOG_PATIENCE_TICKS) {
    inputs.next();
    driver.backlogTicks = 0;
  }
  const input = inputs.next();
  if (input === undefined) idle(driver);
  else follow(driver, input);
}

function follow(driver: PersonDriver, input: WireControl): void {
  const { control } = driver;
  driver.idleTicks = 0;
  control.moveX = input.moveX;
  control.moveY = input.moveY;
  control.aim = input.aim;
  control.stick = STICKS[input.stick] ?? "hold";
  copyControl(control, control);
  noteControl(driver.attendance, control);
}

function idle(driver: PersonDriver): void {
  const { control } = driver;
  driver.idleTicks++;
  control.stick = "hold";
  if (driver.idleTicks <= HOLD_TICKS) return;
  control.moveX *= FADE;
  control.moveY *= FADE;
}
