/**
 * Validates join options. Reads untrusted JSON, produces options that rooms and matchmaking can trust.
 */
import { ServerError } from "@colyseus/core";
import { z } from "zod";
import { LEVELS, type Level } from "../shared/levels.ts";
import { ROOMS, type MatchJoinOptions, type PracticeJoinOptions } from "../shared/net/messages.ts";
import { cleanName, NAME_MAX_LENGTH, nameProblem } from "../shared/net/person-name.ts";

/** Error codes of matchmaking, which are also the HTTP status. */
export const JOIN_ERRORS = {
  badRequest: 400,
  notFound: 404,
  /** The place cannot be given back: its connection is alive, or another person has it. */
  placeTaken: 409,
  unknownRun: 410,
  tooMany: 429,
  internal: 500,
  full: 503,
} as const;

/** What a match room gets about the person who joins; the other fields make matchmaking look for a room with space. */
export interface MatchJoin extends MatchJoinOptions {
  readonly hasFreePlace?: true;
  readonly canWatch?: true;
}

const NAME = z
  .string("name must be text")
  .max(200, "name must have at most 200 characters before cleaning")
  .transform(cleanName)
  .refine((name) => nameProblem(name) === null, `name must have 1 to ${NAME_MAX_LENGTH} printable characters`);

const LEVEL = z.enum(LEVELS, `level must be one of ${LEVELS.join(", ")}`).optional();

const MATCH_JOIN = z.discriminatedUnion("mode", [
  z.object({ mode: z.literal("play"), name: NAME, level: LEVEL }),
  z.object({ mode: z.literal("watch"), name: z.string().max(200).optional(), level: LEVEL }),
]);

const PRACTICE_JOIN = z.object({
  runId: z.string().regex(/^[\w.-]{1,64}$/, "runId must be 1 to 64 letters, digits, dots, dashes"),
  rink: z.int("rink must be a whole number").min(0, "rink must not be negative"),
});

const RECONNECT = z.object({ reconnectionToken: z.string().min(1).max(64) });

/**
 * Options for matchmaking.
 *
 * @param level of a match that is joined to play, if none is given; whoever watches and gives none may be sent to any
 * @throws ServerError with a code of `JOIN_ERRORS` and one sentence
 */
export function parseJoin(roomName: string, options: unknown, level: Level): MatchJoin | PracticeJoinOptions {
  if (roomName === ROOMS.practice) return parse(PRACTICE_JOIN, options);
  const join = parse(MATCH_JOIN, options);
  if (join.mode === "play") return { mode: "play", name: join.name, level: join.level ?? level, hasFreePlace: true };
  // Nobody sees the name of a spectator, so a bad one is no reason to refuse.
  const chosen = join.level === undefined ? {} : { level: join.level };
  return { mode: "watch", name: NAME.safeParse(join.name).data ?? "", canWatch: true, ...chosen };
}

/**
 * The reconnection token of a person who returns.
 *
 * @throws ServerError with a code of `JOIN_ERRORS` and one sentence
 */
export function parseReconnect(options: unknown): string {
  return parse(RECONNECT, options).reconnectionToken;
}

function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const where = issue?.path.join(".") ?? "";
  const message = issue?.message ?? "not understood";
  throw new ServerError(JOIN_ERRORS.badRequest, message.startsWith(where) ? message : `${where}: ${message}`);
}
