/**
 * The people of one match: who plays, who is idle, who waits, who only watches, and what each of them is told.
 *
 * Reads joins, drops, inputs and ticks; changes seats. Knows no sockets and no clock: time is ticks.
 */
import { RECONNECTION_SECONDS, type Standing } from "../../shared/net/messages.ts";
import { noteActivity, noteVisibility, passTick, secondsLeft, stateOf, type AttendanceState } from "./attendance.ts";
import {
  countWatching,
  isWatched,
  MAX_ONLOOKERS,
  passOnlookersSecond,
  type Onlooker,
  type Onlookers,
} from "./onlookers.ts";
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

/** A reserved place is freed when nobody has come for so long; Colyseus forgets its own reservation just before [s]. */
export const RESERVED_SECONDS = 16;
/** A match in which nobody plays ends after so long [s]. */
export const EMPTY_SECONDS = 120;

/** The people of a match. */
export interface RollCall {
  readonly seats: Seats;
  /** Those who hold a place and are connected. */
  readonly drivers: Map<string, PersonDriver>;
  /** People without a place who wait for none. */
  readonly watching: Onlookers;
  /** Reserved places, and for how long [s]. */
  readonly reserved: Map<string, number>;
  /** People whose connection is lost, and for how long [s]. */
  readonly dropped: Map<string, number>;
  /** For how long nobody has played or watched [s]. */
  emptySeconds: number;
}

/** What has to be done after a second, by session. */
export interface SecondPassed {
  /** Whose place is not kept any longer, because the connection did not come back. */
  readonly lost: readonly string[];
  /** Onlookers who have to leave. */
  readonly dismissed: readonly string[];
  /** Nobody has played or watched for long. */
  readonly shouldEnd: boolean;
}

/** Nobody yet. */
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

/** Whether one more may wait or watch; people who do nothing make way. */
export function hasRoomToWatch({ seats, watching }: RollCall): boolean {
  return seats.waiting.length + countWatching(watching) < MAX_ONLOOKERS;
}

/**
 * Matchmaking promises a place, or one in the queue, to somebody whose connection is still to come.
 *
 * @returns whether there was one
 */
export function reserve(rollCall: RollCall, sessionId: string, name: string): boolean {
  if (!hasFreePlace(rollCall.seats) && !hasRoomToWatch(rollCall)) return false;
  reserveSeat(rollCall.seats, sessionId, name);
  rollCall.reserved.set(sessionId, 0);
  return true;
}

/** Matchmaking promises a place among the onlookers. Returns whether there was one. */
export function reserveView(rollCall: RollCall, sessionId: string, name: string): boolean {
  if (!hasRoomToWatch(rollCall)) return false;
  watch(rollCall, sessionId, name);
  rollCall.reserved.set(sessionId, 0);
  return true;
}

/** The connection of somebody who came to play is there. Who is late for the reserved place gets another. */
export function arrive(rollCall: RollCall, sessionId: string, name: string): void {
  const { seats, reserved } = rollCall;
  reserved.delete(sessionId);
  if (isKnown(rollCall, sessionId)) confirmSeat(seats, sessionId);
  else takeSeat(seats, sessionId, name);
}

/** The connection of somebody who came to watch is there. */
export function watch(rollCall: RollCall, sessionId: string, name: string): void {
  rollCall.reserved.delete(sessionId);
  rollCall.watching.set(sessionId, { name, reason: "chosen", seconds: 0 });
}

function isKnown({ seats }: RollCall, sessionId: string): boolean {
  return seatOf(seats, sessionId) !== undefined || peopleBefore(seats, sessionId) >= 0;
}

/** Somebody left for good. */
export function leave(rollCall: RollCall, sessionId: string): void {
  rollCall.reserved.delete(sessionId);
  rollCall.drivers.delete(sessionId);
  rollCall.watching.delete(sessionId);
  rollCall.dropped.delete(sessionId);
  leaveSeat(rollCall.seats, sessionId);
}

/** The connection of somebody was lost; a bot plays. */
export function drop(rollCall: RollCall, sessionId: string): void {
  rollCall.dropped.set(sessionId, 0);
  unconfirmSeat(rollCall.seats, sessionId);
}

/**
 * Somebody came back into the place that was kept, with a new connection and nothing pending. Pages come back by
 * themselves: that says nothing about whether somebody is there.
 */
export function comeBack(rollCall: RollCall, sessionId: string): void {
  const { drivers, dropped, seats } = rollCall;
  dropped.delete(sessionId);
  const attendance = drivers.get(sessionId)?.attendance;
  if (attendance !== undefined) drivers.set(sessionId, { ...createPersonDriver(), attendance });
  confirmSeat(seats, sessionId);
}

/** Somebody without a place asks for one; an idle person is active again. Waiting people change nothing. */
export function sit(rollCall: RollCall, sessionId: string, name: string): void {
  const { seats, watching } = rollCall;
  if (seatOf(seats, sessionId) !== undefined) {
    noteActivity(driverOf(rollCall, sessionId).attendance);
    return;
  }
  const onlooker: Onlooker | undefined = watching.get(sessionId);
  if (onlooker === undefined) return;
  watching.delete(sessionId);
  takeSeat(seats, sessionId, onlooker.name || name);
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

/** A second has passed: frees reserved places nobody came for, and counts how long everybody has been away. */
export function passSecond(rollCall: RollCall): SecondPassed {
  const { seats, reserved, dropped, watching } = rollCall;
  for (const sessionId of passSeconds(reserved, RESERVED_SECONDS)) leave(rollCall, sessionId);
  const lost = passSeconds(dropped, RECONNECTION_SECONDS);
  const dismissed = passOnlookersSecond(watching, MAX_ONLOOKERS - seats.waiting.length);
  const isPlayed = seats.places.some((seat) => seat.sessionId !== "" && seat.presence !== "away");
  const isEmpty = !isPlayed && !isWatched(watching) && seats.waiting.length === 0;
  rollCall.emptySeconds = isEmpty ? rollCall.emptySeconds + 1 : 0;
  return { lost, dismissed, shouldEnd: rollCall.emptySeconds >= EMPTY_SECONDS };
}

/** Counts up; returns whose time is over. */
function passSeconds(counts: Map<string, number>, limit: number): string[] {
  const over: string[] = [];
  for (const [sessionId, seconds] of counts) {
    counts.set(sessionId, seconds + 1);
    if (seconds >= limit) over.push(sessionId);
  }
  return over;
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
