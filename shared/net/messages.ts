/**
 * The Colyseus protocol: room names, join options, and the messages that are not state.
 *
 * The server validates what clients send; the client trusts its server.
 */
import type { Level } from "../levels.ts";
import type { GameEvent } from "../events.ts";

/** Names of the rooms. */
export const ROOMS = { match: "match", practice: "practice" } as const;

/** What a person sends to join a match. */
export interface MatchJoinOptions {
  /** Shown above the skater; the rule is in person-name.ts. */
  readonly name: string;
  /** "play" takes a skater's place, "watch" does not. */
  readonly mode: "play" | "watch";
  /** How well the bots of the match play; the server's default if absent. */
  readonly level?: Level;
}

/** What a viewer sends to see a practice rink; rooms are shared by `runId` and `rink`. */
export interface PracticeJoinOptions {
  readonly runId: string;
  /** 0-based number of the rink. */
  readonly rink: number;
}

/**
 * A person's standing in a match.
 * - `seated`: plays. - `idle`: was inactive for a while, a bot plays; the place is freed in `freeInSeconds`.
 * - `waiting`: every place is taken; `before` others get one first. - `watching`: a spectator, who does not wait.
 */
export type Standing =
  | { readonly kind: "seated" }
  | { readonly kind: "idle"; readonly freeInSeconds: number }
  | { readonly kind: "waiting"; readonly before: number }
  | { readonly kind: "watching"; readonly reason: "chosen" | "idle" };

/** Messages from the server to a client, by type. */
export interface ServerMessages {
  /** The events of the ticks since the last patch; for sounds, effects and the banner. */
  readonly events: readonly GameEvent[];
  /** Sent to each person when their own standing changes. */
  readonly standing: Standing;
}

/** Messages from a client to its match, by type; inputs are not messages. */
export interface ClientMessages {
  /** Asks for a place; no effect for a person who is seated or waits. */
  readonly sit: Readonly<Record<string, never>>;
  /** The page was hidden or shown. A bot plays while it is hidden; the time until the place is freed starts later. */
  readonly visibility: { readonly isHidden: boolean };
}

/** How long the place of a person with a lost connection is kept [s]. */
export const RECONNECTION_SECONDS = 20;

/**
 * Our own close codes; client/words.ts has a text for each. Colyseus uses 4000 to 4010: the SDK itself closes with 4010
 * when the browser goes offline.
 */
export const CLOSE_CODES = {
  /** The client sent too much or invalid messages. Colyseus uses the same code when it cannot decode a payload. */
  misbehaved: 4002,
  /** Nobody played or watched any more, or this person was inactive for long and others need the room. */
  idle: 4100,
} as const;

/** Patches of the state per second, and ticks between two of them. */
export const PATCHES_PER_SECOND = 30;
export const TICKS_PER_PATCH = 2;
