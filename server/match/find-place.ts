/**
 * Matchmaking for matches: each person gets a place, to play or to watch, at the moment it is handed out.
 *
 * Colyseus alone learns that a place is taken when the socket opens, so that people who arrive together would be sent to
 * the same place while other rinks are free. Requests are therefore answered one after another, and each reserves its
 * place in the room before the next is looked at. When every rink is taken, people wait where the queue is shortest.
 */
import { matchMaker, ServerError } from "@colyseus/core";
import { ROOMS } from "../../shared/net/messages.ts";
import { JOIN_ERRORS, type MatchJoin } from "../join-options.ts";
import type { MatchRoom } from "./match-room.ts";

/** What matchmaking answers: where a place is kept for a while, and for whom. */
export type Reservation = Awaited<ReturnType<typeof matchMaker.joinOrCreate>>;

/** The ways of Colyseus' matchmaking to ask for a room; the last one is by room id. */
export const JOIN_METHODS = {
  joinOrCreate: matchMaker.joinOrCreate,
  create: matchMaker.create,
  join: matchMaker.join,
  joinById: matchMaker.joinById,
} as const;
export type JoinMethod = keyof typeof JOIN_METHODS;

/** Finds places, one request after another. */
export type PlaceFinder = (method: JoinMethod, room: string, join: MatchJoin) => Promise<Reservation>;

/** A finder for this process. */
export function createPlaceFinder(): PlaceFinder {
  let latest: Promise<unknown> = Promise.resolve();
  return (method, room, join) => {
    const found = latest.then(() => findPlace(method, room, join));
    latest = found.catch(() => undefined);
    return found;
  };
}

/** Gives a kept place back, in any room. @throws ServerError if it is in use, or kept no longer */
export async function takePlaceBack(roomId: string, reconnectionToken: string): Promise<Reservation> {
  const [room] = await matchMaker.query({ roomId });
  if (room?.name === ROOMS.match) {
    // After a stop of the server, what happened meanwhile is waiting in no certain order.
    await matchMaker.remoteRoomCall<MatchRoom>(roomId, "awaitClosing", [reconnectionToken]);
  }
  return matchMaker.reconnect(roomId, { reconnectionToken });
}

async function findPlace(method: JoinMethod, room: string, join: MatchJoin): Promise<Reservation> {
  const reservation = await findRoom(method, room, join);
  const { roomId, sessionId } = reservation;
  await matchMaker.remoteRoomCall<MatchRoom>(roomId, "reservePlace", [sessionId, join]);
  return reservation;
}

async function findRoom(method: JoinMethod, room: string, join: MatchJoin): Promise<Reservation> {
  try {
    return await JOIN_METHODS[method](room, join);
  } catch (error) {
    if (method !== "joinOrCreate" || join.mode !== "play" || !isFull(error)) throw error;
    const queue = await shortestQueue();
    if (queue === null) throw error;
    return matchMaker.joinById(queue, join);
  }
}

/** The match in which the fewest people wait, among those that have room for one more. */
async function shortestQueue(): Promise<string | null> {
  const rooms = await matchMaker.query<MatchRoom>({ name: ROOMS.match, locked: false, canWatch: true });
  let best: string | null = null;
  let fewest = Infinity;
  for (const { roomId, metadata } of rooms) {
    const waiting = metadata?.waiting ?? 0;
    if (waiting >= fewest) continue;
    best = roomId;
    fewest = waiting;
  }
  return best;
}

function isFull(error: unknown): boolean {
  return error instanceof ServerError && error.code === JOIN_ERRORS.full;
}
