/**
 * Matchmaking for matches: each request reserves a place, to play or to watch, before it is answered.
 *
 * Colyseus alone marks a place as taken only when the socket opens, so people who arrive together would be sent to the
 * same place while other rinks are free. Requests are therefore handled one after another, and each reserves its place
 * in the room before the next one is handled. When every rink is full, people wait where the queue is shortest, if
 * they can at the level that they chose.
 */
import { matchMaker, ServerError } from "@colyseus/core";
import type { Level } from "../../shared/levels.ts";
import { ROOMS } from "../../shared/net/messages.ts";
import { JOIN_ERRORS, type MatchJoin } from "../join-options.ts";
import type { MatchRoom } from "./match-room.ts";

/** Matchmaking's answer: the room and session for which a place is reserved for a limited time. */
export type Reservation = Awaited<ReturnType<typeof matchMaker.joinOrCreate>>;

/** The methods of Colyseus' matchmaking; the last one takes a room id. */
export const JOIN_METHODS = {
  joinOrCreate: matchMaker.joinOrCreate,
  create: matchMaker.create,
  join: matchMaker.join,
  joinById: matchMaker.joinById,
} as const;
export type JoinMethod = keyof typeof JOIN_METHODS;

/** Finds a place for each request, one after another. */
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

/** Gives a kept place back, in any room. @throws ServerError if the place is in use or no longer kept */
export async function takePlaceBack(roomId: string, reconnectionToken: string): Promise<Reservation> {
  const [room] = await matchMaker.query({ roomId });
  if (room?.name === ROOMS.match) {
    // After the server process was stopped, the close of the old connection may be handled after this request.
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
    const queue = (await shortestQueue(join.level)) ?? (await shortestQueue());
    if (queue === null) throw error;
    return matchMaker.joinById(queue, join);
  }
}

/** The match with the fewest waiting people, among those of `level` (of any, if absent) with room for one more. */
async function shortestQueue(level?: Level): Promise<string | null> {
  const conditions = { name: ROOMS.match, locked: false, canWatch: true, ...(level !== undefined && { level }) };
  const rooms = await matchMaker.query<MatchRoom>(conditions);
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
