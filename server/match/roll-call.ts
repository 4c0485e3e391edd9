/**
 * The people of one match: who plays, who is idle, who waits, who only watches, and what each of them is told.
 *
 * Reads joins, drops, inputs and ticks; changes seats. Knows no sockets and no clock: time is ticks.
 */
import type { Standing } from "../../shared/net/messages.ts";
import { noteActivity, noteVisibility, passTick, secondsLeft, stateOf, type AttendanceState } from "./attendance.ts";
import { AWAY_TICKS, createPersonDriver, type PersonDriver } from "./person-driver.ts";
import {
  confirmSeat,
  leaveSeat,
  peopleBefore,
  reserveSeat,
  seatOf,
  setPresence,
  takeSeat,
  type Seat,
  type Seats,
} from "./seats.ts";

/** A reserved place is freed when nobody has come for so long; Colyseus forgets its own reservation just before [s]. */
export const RESERVED_SECONDS = 16;
/** A match in which nobody plays ends after so long [s]. */
export const EMPTY_SECONDS = 120;
/** People who chose to watch keep it going for so long after they came [s]. */
export const WATCHED_SECONDS = 3600;

/** The people of a match. */
export interface RollCall {
  readonly seats: Seats;
  /** Those who hold a place and are connected. */
  readonly drivers: Map<string, PersonDriver>;
  /** Connected people without a place who wait for none, and why. */
  readonly watching: Map<string, Watcher>;
  /** Reserved places, and for how long [s]. */
  readonly reserved: Map<string, number>;
  /** For how long nobody has played or watched [s]. */
  emptySeconds: number;
}

interface Watcher {
  readonly name: string;
  readonly reason: "chosen" | "idle";
  seconds: number;
}

/** Nobody yet. */
export function createRollCall(seats: Seats): RollCall {
  return { seats, drivers: new Map(), watching: new Map(), reserved: new Map(), emptySeconds: 0 };
}

/** Matchmaking promises a place, or one in the queue, to somebody whose connection is still to come. */
export function reserve(rollCall: RollCall, sessionId: string, name: string): void {
  reserveSeat(rollCall.seats, sessionId, name);
  rollCall.reserved.set(sessionId, 0);
}

/** The connection for a reserved place is there. */
export function arrive(rollCall: RollCall, sessionId: string): void {
  rollCall.reserved.delete(sessionId);
  confirmSeat(rollCall.seats, sessionId);
}

/** Somebody came to watch. */
export function watch(rollCall: RollCall, sessionId: string): void {
  rollCall.watching.set(sessionId, { name: "", reason: "chosen", seconds: 0 });
}

/** Somebody left for good. */
export function leave(rollCall: RollCall, sessionId: string): void {
  rollCall.reserved.delete(sessionId);
  rollCall.drivers.delete(sessionId);
  rollCall.watching.delete(sessionId);
  leaveSeat(rollCall.seats, sessionId);
}

/** The connection of somebody was lost; a bot plays. */
export function drop(rollCall: RollCall, sessionId: string): void {
  setPresence(rollCall.seats, sessionId, "dropped");
}

/** Somebody came back into the place that was kept, with a new connection and nothing pending. */
export function comeBack(rollCall: RollCall, sessionId: string): void {
  rollCall.drivers.delete(sessionId);
  setPresence(rollCall.seats, sessionId, "here");
}

/** Somebody without a place asks for one; an idle person is active again. Waiting people change nothing. */
export function sit(rollCall: RollCall, sessionId: string, name: string): void {
  const { seats, watching } = rollCall;
  if (seatOf(seats, sessionId) !== undefined) {
    noteActivity(driverOf(rollCall, sessionId).attendance);
    return;
  }
  if (peopleBefore(seats, sessionId) >= 0) return;
  takeSeat(seats, sessionId, watching.get(sessionId)?.name || name);
  watching.delete(sessionId);
}

/** The page of somebody was hidden or shown. */
export function setVisible(rollCall: RollCall, sessionId: string, isVisible: boolean): void {
  if (seatOf(rollCall.seats, sessionId) !== undefined) {
    noteVisibility(driverOf(rollCall, sessionId).attendance, !isVisible);
  }
}

/** The driver of the person in a seat, made when it is first wanted. */
export function driverOf({ drivers }: RollCall, sessionId: string): PersonDriver {
  let driver = drivers.get(sessionId);
  if (driver === undefined) {
    driver = createPersonDriver();
    drivers.set(sessionId, driver);
  }
  return driver;
}

/** After this tick's input of the person in `seat`: whether the person or a bot drives, and frees an idle one's place. */
export function attend(rollCall: RollCall, seat: Seat, isPlaying: boolean): void {
  const { sessionId, name } = seat;
  const driver = driverOf(rollCall, sessionId);
  const state: AttendanceState = isPlaying ? passTick(driver.attendance) : stateOf(driver.attendance);
  if (state === "gone") {
    leave(rollCall, sessionId);
    rollCall.watching.set(sessionId, { name, reason: "idle", seconds: 0 });
    return;
  }
  const isHere = state === "active" && driver.idleTicks < AWAY_TICKS;
  setPresence(rollCall.seats, sessionId, isHere ? "here" : "away");
}

/** A second has passed: frees reserved places nobody came for. Returns whether the match should end. */
export function passSecond(rollCall: RollCall): boolean {
  const { seats, reserved, watching } = rollCall;
  for (const [sessionId, seconds] of reserved) {
    if (seconds < RESERVED_SECONDS) reserved.set(sessionId, seconds + 1);
    else leave(rollCall, sessionId);
  }
  let isWatched = false;
  for (const watcher of watching.values()) {
    if (watcher.reason === "chosen" && ++watcher.seconds < WATCHED_SECONDS) isWatched = true;
  }
  const isPlayed = seats.places.some((seat) => seat.sessionId !== "" && seat.presence !== "away");
  rollCall.emptySeconds = isWatched || isPlayed || seats.waiting.length > 0 ? 0 : rollCall.emptySeconds + 1;
  return rollCall.emptySeconds >= EMPTY_SECONDS;
}

/** What to tell the person of `sessionId`; null if there is no such person. */
export function standingOf(rollCall: RollCall, sessionId: string): Standing | null {
  const { seats, drivers, watching } = rollCall;
  const seat = seatOf(seats, sessionId);
  if (seat !== undefined) {
    const attendance = drivers.get(sessionId)?.attendance;
    if (attendance === undefined || stateOf(attendance) === "active") return { kind: "seated" };
    return { kind: "idle", freeInSeconds: secondsLeft(attendance) };
  }
  const before = peopleBefore(seats, sessionId);
  if (before >= 0) return { kind: "waiting", before };
  const watcher = watching.get(sessionId);
  return watcher === undefined ? null : { kind: "watching", reason: watcher.reason };
}
