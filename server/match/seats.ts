/**
 * Who drives which skater of a match. Uses neither sockets nor a clock.
 *
 * Reads who joins, drops, returns and leaves; a bot drives every skater whose seat no present person holds. When all
 * seats are taken, people wait and get the next one that becomes free.
 */
import type { Role, Team } from "../../shared/rules.ts";

/**
 * "reserved": promised by matchmaking, not connected yet. "here": the person drives. "away": the person is inactive, a
 * bot plays. "dropped": the connection is lost, the seat is kept.
 */
export type SeatPresence = "reserved" | "here" | "away" | "dropped";

/** A skater's place. */
export interface Seat {
  readonly skater: number;
  readonly team: Team;
  readonly role: Role;
  /** Session of the person who holds it; empty for a bot. */
  sessionId: string;
  name: string;
  presence: SeatPresence;
}

/** A person who waits for a place, connected or not yet. */
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
  /** Increases with every change. */
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

/** Whether a person who joins would get a place at once. */
export function hasFreePlace(seats: Seats): boolean {
  return seats.places.some((seat) => seat.sessionId === "");
}

/**
 * Reserves a seat: in the team with fewer people, a skater rather than the goalie, home and low numbers first. A bot
 * plays until the person has connected.
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

/** The same for a person who is connected and plays at once. */
export function takeSeat(seats: Seats, sessionId: string, name: string): Seat | null {
  const seat = reserveSeat(seats, sessionId, name);
  confirmSeat(seats, sessionId);
  return seat;
}

/** A person for whom a place was reserved has connected. */
export function confirmSeat(seats: Seats, sessionId: string): void {
  setPresence(seats, sessionId, "here");
  const waiting = seats.waiting.find((person) => person.sessionId === sessionId);
  if (waiting !== undefined) waiting.isConnected = true;
}

/** A person's connection was lost: the place, or the one in the queue, is kept. */
export function unconfirmSeat(seats: Seats, sessionId: string): void {
  setPresence(seats, sessionId, "dropped");
  const waiting = seats.waiting.find((person) => person.sessionId === sessionId);
  if (waiting !== undefined) waiting.isConnected = false;
}

/** How many people get a place before `sessionId`; -1 if that person does not wait. */
export function peopleBefore(seats: Seats, sessionId: string): number {
  return seats.waiting.findIndex((person) => person.sessionId === sessionId);
}

/** Sets the presence of the person of `sessionId`. Unknown sessions are ignored. */
export function setPresence(seats: Seats, sessionId: string, presence: SeatPresence): void {
  const seat = seatOf(seats, sessionId);
  if (seat === undefined || seat.presence === presence) return;
  seat.presence = presence;
  seats.version++;
}

/**
 * A person leaves for good: the person who has waited longest gets the skater, else a bot.
 *
 * @returns the seat that a waiting person got, if any
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
