/**
 * The Colyseus wire: room names, join options, and the messages that are not state.
 *
 * The server validates what comes in (`server/`), the client trusts what its server sends.
 */
import type { GameEvent } from "../events.ts";

/** Names of the rooms. */
export const ROOMS = { match: "match", practice: "practice" } as const;

/** What a person sends to join a match. */
export interface MatchJoinOptions {
  /** Shown above the skater; the rule is in person-name.ts. */
  readonly name: string;
  /** "play" takes a skater's place, "watch" only looks on. */
  readonly mode: "play" | "watch";
}

/** What a viewer sends to see a practice rink; rooms are shared by `runId` and `rink`. */
export interface PracticeJoinOptions {
  readonly runId: string;
  /** 0-based number of the rink. */
  readonly rink: number;
}

/**
 * Where a person stands in a match.
 * - `seated`: plays. - `idle`: gave no input for a while, a bot plays; the place is freed after `freeInSeconds` more.
 * - `waiting`: every place is taken; `before` others get one first. - `watching`: has no place and waits for none.
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
  /** Sent to one person whenever it changes. */
  readonly standing: Standing;
}

/** Messages from a client to its match, by type; inputs are not messages. */
export interface ClientMessages {
  /** Asks for a place; changes nothing for somebody who is seated or waits. */
  readonly sit: Readonly<Record<string, never>>;
  /** The page was hidden or shown. A bot plays while it is hidden; only after a minute does the person count as idle. */
  readonly visibility: { readonly isHidden: boolean };
}

/** Seconds within which a dropped person gets the place back. */
export const RECONNECTION_SECONDS = 20;

/**
 * Close codes of our own, with the words the client shows for them (see client/words.ts). Colyseus uses 4000 to 4010: the
 * SDK closes with 4010 itself when the browser goes offline.
 */
export const CLOSE_CODES = {
  /** Sent too much, or nonsense. Colyseus closes with the same code when a payload does not decode. */
  misbehaved: 4002,
  /** Nobody played or watched any more, or this person did nothing for long and others need the room. */
  idle: 4100,
} as const;

/** Patches of the state per second, and ticks between two of them. */
export const PATCHES_PER_SECOND = 30;
export const TICKS_PER_PATCH = 2;
