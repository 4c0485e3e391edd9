/**
 * Turns one person's stream of inputs into one control per tick.
 *
 * Reads the buffered `ControlInput`s of a session. To keep the delay short, a lasting backlog is shortened by one input
 * from time to time. Without input the skater keeps its control briefly, then its effort fades.
 */
import { copyControl, idleControl, STICKS, type Control } from "../../shared/control.ts";
import type { ControlInput } from "../../shared/net/state.ts";
import { TICKS_PER_SECOND } from "../../shared/units.ts";
import { createAttendance, noteControl, type Attendance } from "./attendance.ts";

/** Most inputs that are buffered [ticks]; older ones are dropped. */
export const INPUT_BUFFER_TICKS = 8;
/** One input is dropped when the backlog has exceeded BACKLOG_TICKS for BACKLOG_PATIENCE_TICKS. */
const BACKLOG_TICKS = 2;
const BACKLOG_PATIENCE_TICKS = 30;
/** Without input the last control is kept for this long, then the effort fades by this factor per tick. */
const HOLD_TICKS = 6;
const FADE = 0.9;
/** After this long without input the person counts as away and a bot plays. */
export const AWAY_TICKS = 5 * TICKS_PER_SECOND;

/** The fields of one input. */
type WireControl = Pick<ControlInput, "moveX" | "moveY" | "aim" | "stick">;

/** The buffered inputs of one person; part of Colyseus' `InputAccessor`. */
export interface PendingInputs {
  readonly size: number;
  next(): WireControl | undefined;
}

/** One person's control and activity. */
export interface PersonDriver {
  readonly control: Control;
  /** Ticks since the latest input. */
  idleTicks: number;
  backlogTicks: number;
  readonly attendance: Attendance;
}

/** A driver with an idle control. */
export function createPersonDriver(): PersonDriver {
  return { control: idleControl(), idleTicks: 0, backlogTicks: 0, attendance: createAttendance() };
}

/** Updates `driver.control` from this tick's input. */
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
