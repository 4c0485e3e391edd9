/**
 * Matchmaking over HTTP with the protocol of Colyseus' SDK, behind our own parser and limits.
 *
 * Reads POST /matchmake/:method/:room. A refusal carries a message and a code of `JOIN_ERRORS`, which is also its HTTP
 * status. Colyseus' own codes from 520 up are not used as status, because some proxies use them for their own errors.
 */
import { ErrorCode, matchMaker, ServerError } from "@colyseus/core";
import { SeatReservationError } from "@colyseus/core/errors/SeatReservationError";
import type { RequestHandler } from "express";
import type { Level } from "../shared/levels.ts";
import { ROOMS } from "../shared/net/messages.ts";
import { JOIN_ERRORS, parseJoin, parseReconnect } from "./join-options.ts";
import type { Logger } from "./log.ts";
import { createPlaceFinder, JOIN_METHODS, takePlaceBack, type JoinMethod } from "./match/find-place.ts";

const METHODS = [...Object.keys(JOIN_METHODS), "reconnect"];
const ROOM_NAMES: readonly string[] = Object.values(ROOMS);
const ROOM_ID = /^[\w-]{1,64}$/;

/** Our code for each of Colyseus' own error codes. */
const MEANINGS: Readonly<Record<number, number>> = {
  [ErrorCode.MATCHMAKE_NO_HANDLER]: JOIN_ERRORS.notFound,
  [ErrorCode.MATCHMAKE_INVALID_CRITERIA]: JOIN_ERRORS.notFound,
  [ErrorCode.MATCHMAKE_INVALID_ROOM_ID]: JOIN_ERRORS.notFound,
  [ErrorCode.MATCHMAKE_UNHANDLED]: JOIN_ERRORS.internal,
  [ErrorCode.MATCHMAKE_EXPIRED]: JOIN_ERRORS.placeTaken,
};

/** The handler of POST /matchmake/:method/:room. `level`: of matches that are joined without one. */
export function matchmaking(log: Logger, level: Level): RequestHandler<{ method: string; room: string }> {
  const findPlace = createPlaceFinder();
  const answer = async (method: string, room: string, body: unknown): Promise<unknown> => {
    if (!isMethod(method)) throw refusal(JOIN_ERRORS.notFound, `"${method}" is not one of ${METHODS.join(", ")}`);
    if (method === "reconnect") return takePlaceBack(idOf(room), parseReconnect(body));
    const name = await nameOf(method, room);
    const join = parseJoin(name, body, level);
    return "mode" in join ? findPlace(method, room, join) : JOIN_METHODS[method](room, join);
  };
  return async ({ params: { method, room }, body }, response) => {
    try {
      response.json(await answer(method, room, body));
    } catch (error) {
      const code = codeOf(error);
      if (code === JOIN_ERRORS.internal) log.error({ err: error }, "matchmaking failed");
      const message = error instanceof Error ? error.message : "matchmaking failed";
      response.status(code).json({ code, error: code === JOIN_ERRORS.internal ? "matchmaking failed" : message });
    }
  };
}

function isMethod(method: string): method is JoinMethod | "reconnect" {
  return METHODS.includes(method);
}

function idOf(room: string): string {
  if (!ROOM_ID.test(room)) throw refusal(JOIN_ERRORS.notFound, "a room id has 1 to 64 letters, digits, dashes");
  return room;
}

/** The name of the room that is asked for. @throws ServerError if there is no such room */
async function nameOf(method: JoinMethod, room: string): Promise<string> {
  if (method !== "joinById") {
    if (ROOM_NAMES.includes(room)) return room;
    throw refusal(JOIN_ERRORS.notFound, `no room has this name; there are ${ROOM_NAMES.join(" and ")}`);
  }
  const [found] = await matchMaker.query({ roomId: idOf(room) });
  if (found === undefined) throw refusal(JOIN_ERRORS.notFound, "there is no room with this id");
  return found.name;
}

function codeOf(error: unknown): number {
  if (error instanceof SeatReservationError) return JOIN_ERRORS.full;
  if (!(error instanceof ServerError)) return JOIN_ERRORS.internal;
  const code = MEANINGS[error.code] ?? error.code;
  return Object.values<number>(JOIN_ERRORS).includes(code) ? code : JOIN_ERRORS.internal;
}

function refusal(code: number, message: string): ServerError {
  return new ServerError(code, message);
}
