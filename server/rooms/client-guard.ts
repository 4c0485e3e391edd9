/**
 * Checks what one client sends to its room: drops what exceeds the limits, and reports the first message that a correct
 * client never sends.
 *
 * Reads raw messages before Colyseus decodes them; calls `onViolation` once with a reason, and drops everything after
 * that. Colyseus alone would close a flooding client without a reason, loop up to 2^32 times over the array length of a
 * forged unreliable input, and end the process at a decoding error.
 */
import type { EventEmitter } from "node:events";
import { Protocol } from "@colyseus/core";
import { RECONNECTION_SECONDS } from "../../shared/net/messages.ts";
import { TICKS_PER_SECOND } from "../../shared/units.ts";
import { isInput } from "./input-format.ts";
import { createBucket, type BucketOptions, type Verdict } from "./message-bucket.ts";
import { isRoomMessage } from "./message-format.ts";

/** A client sends one input per tick; the refill is twice that, so that the bucket recovers after a stall. */
export const INPUT_LIMIT: BucketOptions = {
  capacity: RECONNECTION_SECONDS * TICKS_PER_SECOND,
  perSecond: 2 * TICKS_PER_SECOND,
};
/** Pings are answered and messages run code of the room, so both are limited; a page sends 1 or 2 a second. */
export const MESSAGE_LIMIT: BucketOptions = { capacity: 4 * RECONNECTION_SECONDS, perSecond: 5 };
/** Longest message [bytes]: an input takes 12, a room message at most 40. */
const MAX_BYTES = 64;

/** First bytes of the other messages that a client may send. None of them carries modifier bits in this game. */
const PLAIN = new Set<number>([Protocol.JOIN_ROOM, Protocol.LEAVE_ROOM, Protocol.PING]);

/** The guard of one client. */
export interface ClientGuard {
  /** When the latest message came [ms of the clock]. */
  readonly lastMessageAt: number;
  /** Whether the client has acknowledged its join; it gets no state before. */
  readonly hasAcknowledged: boolean;
  /** Drops everything from now on. */
  bar(): void;
}

/** Puts the guard in front of `socket`'s listeners; `now` is a monotonic clock [ms]. */
export function guardSocket(
  socket: EventEmitter,
  now: () => number,
  onViolation: (reason: string) => void,
): ClientGuard {
  const pass = socket.emit.bind(socket);
  const inputBucket = createBucket(INPUT_LIMIT, now);
  const messageBucket = createBucket(MESSAGE_LIMIT, now);
  let isBarred = false;
  const guard = {
    lastMessageAt: now(),
    hasAcknowledged: false,
    bar: () => {
      isBarred = true;
    },
  };
  const violate = (reason: string): void => {
    isBarred = true;
    onViolation(reason);
  };
  /** Whether `data` may be passed on. */
  const admit = (data: unknown): boolean => {
    guard.lastMessageAt = now();
    const reason = faultOf(data);
    if (reason !== null) {
      violate(reason);
      return false;
    }
    guard.hasAcknowledged ||= isOf(data, Protocol.JOIN_ROOM);
    return isWithin(isOf(data, Protocol.ROOM_INPUT_RELIABLE) ? inputBucket() : messageBucket());
  };
  const isWithin = (verdict: Verdict): boolean => {
    if (verdict === "flood") violate("too many messages");
    return verdict === "pass";
  };
  socket.emit = (event: string | symbol, ...args: unknown[]): boolean => {
    // The library answers each WebSocket ping with an echo; browsers send none.
    if (event === "ping" && !isBarred) isWithin(messageBucket());
    if (event !== "message") return pass(event, ...args);
    if (isBarred || !admit(args[0])) return true;
    try {
      return pass(event, ...args);
    } catch {
      violate("message cannot be decoded");
      return true;
    }
  };
  return guard;
}

function isOf(data: unknown, kind: number): boolean {
  return data instanceof Uint8Array && data[0] === kind;
}

/** What is wrong with a raw message, or null. */
export function faultOf(data: unknown): string | null {
  if (!(data instanceof Uint8Array) || data.length === 0) return "empty message";
  if (data.length > MAX_BYTES) return "message too long";
  if (isOf(data, Protocol.ROOM_INPUT_RELIABLE)) return isInput(data, 1) ? null : "input cannot be decoded";
  if (isOf(data, Protocol.ROOM_DATA)) return isRoomMessage(data, 1) ? null : "message cannot be decoded";
  return PLAIN.has(data[0]!) ? null : "unknown kind of message";
}
