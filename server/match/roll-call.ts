/**
 * The people of one match: who plays, who is idle, who waits, who only watches, and the standing that each is sent.
 *
 * Reads joins, drops, inputs and ticks; changes seats. Uses neither sockets nor a clock: time is counted in ticks.
 */
import { RECONNECTION_SECONDS, type Standing } from "../../shared/net/messages.ts";
import { noteActivity, noteVisibility, passTick, secondsLeft, stateOf, type AttendanceState } from "./attendance.ts";
import {
  countWatching,
  isWatched,
  MAX_SPECTATORS,
  passSpectatorsSecond,
  type Spectator,
  type Spectators,
} from "./spectators.ts";
import { AWAY_TICKS, createPersonDriver, type PersonDriver } from "./person-driver.ts";
import {
  confirmSeat,
  hasFreePlace,
  leaveSeat,
  peopleBefore,
  reserveSeat,
  seatOf,
  setPresence,
  takeSeat,
  unconfirmSeat,
  type Seat,
  type Seats,
} from "./seats.ts";

/** An unused reservation is cancelled after this long; Colyseus cancels its own just before [s]. */
export const RESERVED_SECONDS = 16;
/** A match ends after nobody has played or watched for this long [s]. */
export const EMPTY_SECONDS = 120;

/** The people of a match. */
export interface RollCall {
  readonly seats: Seats;
  /** Of people who hold a place, by session. */
  readonly drivers: Map<string, PersonDriver>;
  /** People without a place who do not wait for one. */
  readonly watching: Spectators;
  /** Seconds since each reservation. */
  readonly reserved: Map<string, number>;
  /** Seconds since each lost connection. */
  readonly dropped: Map<string, number>;
  /** How long nobody has played or watched [s]. */
  emptySeconds: number;
}

/** What the room has to do after a second. */
export interface SecondPassed {
  /** Sessions whose place is no longer kept, because the connection did not return. */
  readonly lost: readonly string[];
  /** Sessions of spectators who have to leave. */
  readonly dismissed: readonly string[];
  /** Nobody has played or watched for `EMPTY_SECONDS`. */
  readonly shouldEnd: boolean;
}

/** A match without people. */
export function createRollCall(seats: Seats): RollCall {
  return {
    seats,
    drivers: new Map(),
    watching: new Map(),
    reserved: new Map(),
    dropped: new Map(),
    emptySeconds: 0,
  };
}

/** Whether one more person may wait or watch; inactive spectators give way. */
export function hasRoomToWatch({ seats, watching }: RollCall): boolean {
  return seats.waiting.length + countWatching(watching) < MAX_SPECTATORS;
}

/**
 * Reserves a place, or one in the queue, for a person who is not connected yet.
 *
 * @returns whether there was one
 */
export function reserve(rollCall: RollCall, sessionId: string, name: string): boolean {
  if (!hasFreePlace(rollCall.seats) && !hasRoomToWatch(rollCall)) return false;
  reserveSeat(rollCall.seats, sessionId, name);
  rollCall.reserved.set(sessionId, 0);
  return true;
}

/** Reserves a place among the spectators. Returns whether there was one. */
export function reserveView(rollCall: RollCall, sessionId: string, name: string): boolean {
  if (!hasRoomToWatch(rollCall)) return false;
  watch(rollCall, sessionId, name);
  rollCall.reserved.set(sessionId, 0);
  return true;
}

/** A person who wants to play has connected. If the reservation was cancelled, another place is taken. */
export function arrive(rollCall: RollCall, sessionId: string, name: string): void {
  const { seats, reserved } = rollCall;
  reserved.delete(sessionId);
  if (isKnown(rollCall, sessionId)) confirmSeat(seats, sessionId);
  else takeSeat(seats, sessionId, name);
}

/** A person who wants to watch has connected. */
export function watch(rollCall: RollCall, sessionId: string, name: string): void {
  rollCall.reserved.delete(sessionId);
  rollCall.watching.set(sessionId, { name, reason: "chosen", seconds: 0 });
}

function isKnown({ seats }: RollCall, sessionId: string): boolean {
  return seatOf(seats, sessionId) !== undefined || peopleBefore(seats, sessionId) >= 0;
}

/** A person left for good. */
export function leave(rollCall: RollCall, sessionId: string): void {
  rollCall.reserved.delete(sessionId);
  rollCall.drivers.delete(sessionId);
  rollCall.watching.delete(sessionId);
  rollCall.dropped.delete(sessionId);
  leaveSeat(rollCall.seats, sessionId);
}

/** A person's connection was lost; a bot plays. */
export function drop(rollCall: RollCall, sessionId: string): void {
  rollCall.dropped.set(sessionId, 0);
  unconfirmSeat(rollCall.seats, sessionId);
}

/**
 * A person returned to the kept place with a new connection and no pending inputs. Pages reconnect by themselves, so
 * this does not count as activity.
 */
export function comeBack(rollCall: RollCall, sessionId: string): void {
  const { drivers, dropped, seats } = rollCall;
  dropped.delete(sessionId);
  const attendance = drivers.get(sessionId)?.attendance;
  if (attendance !== undefined) drivers.set(sessionId, { ...createPersonDriver(), attendance });
  confirmSeat(seats, sessionId);
}

/** A spectator asks for a place, or an idle person becomes active again. No effect for people who wait. */
export function sit(rollCall: RollCall, sessionId: string, name: string): void {
  const { seats, watching } = rollCall;
  if (seatOf(seats, sessionId) !== undefined) {
    noteActivity(driverOf(rollCall, sessionId).attendance);
    return;
  }
  const spectator: Spectator | undefined = watching.get(sessionId);
  if (spectator === undefined) return;
  watching.delete(sessionId);
  takeSeat(seats, sessionId, spectator.name || name);
}

/** A person's page was hidden or shown. */
export function setVisible(rollCall: RollCall, sessionId: string, isVisible: boolean): void {
  if (seatOf(rollCall.seats, sessionId) !== undefined) {
    noteVisibility(driverOf(rollCall, sessionId).attendance, !isVisible);
  }
}

/** The driver of the person in a seat, created on first use. */
export function driverOf({ drivers }: RollCall, sessionId: string): PersonDriver {
  let driver = drivers.get(sessionId);
  if (driver === undefined) {
    driver = createPersonDriver();
    drivers.set(sessionId, driver);
  }
  return driver;
}

/** Call after this tick's input: decides whether the person in `seat` or a bot drives; frees inactive seats. */
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

/** Counts one second: frees places with unused reservations, and counts how long everybody has been away. */
export function passSecond(rollCall: RollCall): SecondPassed {
  const { seats, reserved, dropped, watching } = rollCall;
  for (const sessionId of passSeconds(reserved, RESERVED_SECONDS)) leave(rollCall, sessionId);
  const lost = passSeconds(dropped, RECONNECTION_SECONDS);
  const dismissed = passSpectatorsSecond(watching, MAX_SPECTATORS - seats.waiting.length);
  const isPlayed = seats.places.some((seat) => seat.sessionId !== "" && seat.presence !== "away");
  const isEmpty = !isPlayed && !isWatched(watching) && seats.waiting.length === 0;
  rollCall.emptySeconds = isEmpty ? rollCall.emptySeconds + 1 : 0;
  return { lost, dismissed, shouldEnd: rollCall.emptySeconds >= EMPTY_SECONDS };
}

/** Adds a second to each count; returns the sessions that have reached `limit`. */
function passSeconds(counts: Map<string, number>, limit: number): string[] {
  const over: string[] = [];
  for (const [sessionId, seconds] of counts) {
    counts.set(sessionId, seconds + 1);
    if (seconds >= limit) over.push(sessionId);
  }
  return over;
}

/** The standing of the person of `sessionId`; null if there is no such person. */
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
