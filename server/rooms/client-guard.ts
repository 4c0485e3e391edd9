/**
 * Watches what one client sends to its room, drops what exceeds its limits, and reports the first thing that no honest
 * client sends.
 *
 * Reads raw messages before Colyseus decodes them; calls `onViolation` once with a reason, and lets nothing through
 * from then on. Colyseus alone would close a flooding client without a reason, count the array lengths of a forged
 * unreliable input up to 2^32, and let a decoding error end the process.
 */
import type { EventEmitter } from "node:events";
import { Protocol } from "@colyseus/core";
import { RECONNECTION_SECONDS } from "../../shared/net/messages.ts";
import { TICKS_PER_SECOND } from "../../shared/units.ts";
import { isInput } from "./input-format.ts";
import { createBucket, type BucketOptions, type Verdict } from "./message-bucket.ts";

/** One input a tick, and twice that in the long run, so that a full bucket of old inputs is forgiven. */
export const INPUT_LIMIT: BucketOptions = {
  capacity: RECONNECTION_SECONDS * TICKS_PER_SECOND,
  perSecond: 2 * TICKS_PER_SECOND,
};
/** Pings are answered, and messages run code of the room: an honest client sends one or two a second. */
export const MESSAGE_LIMIT: BucketOptions = { capacity: 4 * RECONNECTION_SECONDS, perSecond: 5 };
/** Longest message [bytes]: an input takes 12, a message of a room at most 40. */
const MAX_BYTES = 64;

/** The first bytes of what a client may send. None of them carries modifier bits in this game. */
const MESSAGES = new Set<number>([Protocol.JOIN_ROOM, Protocol.LEAVE_ROOM, Protocol.PING, Protocol.ROOM_DATA]);

/** What the guard tells about its client. */
export interface ClientGuard {
  /** When the latest message came [ms of the clock]. */
  readonly lastMessageAt: number;
}

/** Puts the guard in front of `socket`'s listeners; `now` is a steady clock [ms]. */
export function guardSocket(
  socket: EventEmitter,
  now: () => number,
  onViolation: (reason: string) => void,
): ClientGuard {
  const pass = socket.emit.bind(socket);
  const inputBucket = createBucket(INPUT_LIMIT, now);
  const messageBucket = createBucket(MESSAGE_LIMIT, now);
  const guard = { lastMessageAt: now() };
  let isBarred = false;

  const bar = (reason: string): void => {
    isBarred = true;
    onViolation(reason);
  };
  /** Whether `data` may be passed on. */
  const admit = (data: unknown): boolean => {
    guard.lastMessageAt = now();
    const reason = faultOf(data);
    if (reason !== null) {
      bar(reason);
      return false;
    }
    const verdict: Verdict = isInputMessage(data) ? inputBucket() : messageBucket();
    if (verdict === "flood") bar("too many messages");
    return verdict === "pass";
  };
  socket.emit = (event: string | symbol, ...args: unknown[]): boolean => {
    if (event !== "message") return pass(event, ...args);
    if (isBarred || !admit(args[0])) return true;
    try {
      return pass(event, ...args);
    } catch {
      bar("message not understood");
      return true;
    }
  };
  return guard;
}

function isInputMessage(data: unknown): boolean {
  return data instanceof Uint8Array && data[0] === Protocol.ROOM_INPUT_RELIABLE;
}

/** What is wrong with a raw message, or null. */
export function faultOf(data: unknown): string | null {
  if (!(data instanceof Uint8Array) || data.length === 0) return "empty message";
  if (data.length > MAX_BYTES) return "message too long";
  if (isInputMessage(data)) return isInput(data, 1) ? null : "input not understood";
  return MESSAGES.has(data[0]!) ? null : "unknown kind of message";
}
