/**
 * Who drives which skater of a match. Pure bookkeeping: no sockets, no clock.
 *
 * Reads who joins, drops, returns and leaves; every seat that no present person holds is driven by a bot. People who
 * find every seat taken wait, and get the next one that is freed.
 */
import type { Role, Team } from "../../shared/rules.ts";

/**
 * "reserved": matchmaking has promised the place, the connection is not there yet. "here": the person drives. "away":
 * does nothing, a bot plays. "dropped": the connection is gone for now.
 */
export type SeatPresence = "reserved" | "here" | "away" | "dropped";

/** A skater's place. */
export interface Seat {
  readonly skater: number;
  readonly team: Team;
  readonly role: Role;
  /** Session of the person it belongs to; empty for a bot. */
  sessionId: string;
  name: string;
  presence: SeatPresence;
}

/** Somebody who waits for a place, connected or not yet. */
export interface WaitingPerson {
  readonly sessionId: string;
  readonly name: string;
  isConnected: boolean;
}

/** All places of a match, in the order of the skaters. */
export interface Seats {
  readonly places: readonly Seat[];
  /** People who want to play but found no place, first come first served. */
  readonly waiting: WaitingPerson[];
  /** Grows with every change. */
  version: number;
}

/** Seats for a roster, all driven by bots. */
export function createSeats(roster: readonly { readonly team: Team; readonly role: Role }[]): Seats {
  const places = roster.map(({ team, role }, skater) => ({
    skater,
    team,
    role,
    sessionId: "",
    name: "",
    presence: "here" as const,
  }));
  return { places, waiting: [], version: 0 };
}

/** The seat of `sessionId`, if there is one. */
export function seatOf(seats: Seats, sessionId: string): Seat | undefined {
  return sessionId === "" ? undefined : seats.places.find((seat) => seat.sessionId === sessionId);
}

/** Whether a bot drives `seat`. */
export function isDrivenByBot(seat: Seat): boolean {
  return seat.sessionId === "" || seat.presence !== "here";
}

/** Whether somebody who joins would get a place at once. */
export function hasFreePlace(seats: Seats): boolean {
  return seats.places.some((seat) => seat.sessionId === "");
}

/**
 * Matchmaking sends a person to play: the team with fewer people, a skater rather than the goalie, home and low numbers
 * first. A bot plays until the connection is there.
 *
 * @returns the seat, or null if the person has to wait
 */
export function reserveSeat(seats: Seats, sessionId: string, name: string): Seat | null {
  const seat = bestFreeSeat(seats);
  seats.version++;
  if (seat === null) {
    seats.waiting.push({ sessionId, name, isConnected: false });
    return null;
  }
  seat.sessionId = sessionId;
  seat.name = name;
  seat.presence = "reserved";
  return seat;
}

/** A person who is connected asks for a place: as `reserveSeat`, and the person plays at once. */
export function takeSeat(seats: Seats, sessionId: string, name: string): Seat | null {
  const seat = reserveSeat(seats, sessionId, name);
  confirmSeat(seats, sessionId);
  return seat;
}

/** The connection of a person for whom a place was reserved is there. */
export function confirmSeat(seats: Seats, sessionId: string): void {
  setPresence(seats, sessionId, "here");
  const waiting = seats.waiting.find((person) => person.sessionId === sessionId);
  if (waiting !== undefined) waiting.isConnected = true;
}

/** The connection of a person is gone for now: the place, or the one in the queue, is kept. */
export function unconfirmSeat(seats: Seats, sessionId: string): void {
  setPresence(seats, sessionId, "dropped");
  const waiting = seats.waiting.find((person) => person.sessionId === sessionId);
  if (waiting !== undefined) waiting.isConnected = false;
}

/** How many get a place before `sessionId`; -1 if that person does not wait. */
export function peopleBefore(seats: Seats, sessionId: string): number {
  return seats.waiting.findIndex((person) => person.sessionId === sessionId);
}

/** Notes that the person of `sessionId` is here, away or dropped. Unknown sessions change nothing. */
export function setPresence(seats: Seats, sessionId: string, presence: SeatPresence): void {
  const seat = seatOf(seats, sessionId);
  if (seat === undefined || seat.presence === presence) return;
  seat.presence = presence;
  seats.version++;
}

/**
 * A person leaves for good: a bot takes the skater, or the person who has waited longest.
 *
 * @returns the seat that changed hands to a waiting person, if any
 */
export function leaveSeat(seats: Seats, sessionId: string): Seat | null {
  const waitingAt = seats.waiting.findIndex((person) => person.sessionId === sessionId);
  if (waitingAt >= 0) {
    seats.waiting.splice(waitingAt, 1);
    seats.version++;
  }
  const seat = seatOf(seats, sessionId);
  if (seat === undefined) return null;
  seat.sessionId = "";
  seat.name = "";
  seat.presence = "here";
  seats.version++;
  const next = seats.waiting.shift();
  if (next === undefined) return null;
  return next.isConnected ? takeSeat(seats, next.sessionId, next.name) : reserveSeat(seats, next.sessionId, next.name);
}

function bestFreeSeat(seats: Seats): Seat | null {
  const people: [number, number] = [0, 0];
  for (const seat of seats.places) if (seat.sessionId !== "") people[seat.team]++;
  let best: Seat | null = null;
  let bestCost = Infinity;
  for (const seat of seats.places) {
    if (seat.sessionId !== "") continue;
    // A goalie's place costs more than any imbalance: two skaters of one team are more fun than a person in goal.
    const cost = people[seat.team] + (seat.role === "goalie" ? seats.places.length : 0);
    if (cost < bestCost) {
      best = seat;
      bestCost = cost;
    }
  }
  return best;
}
