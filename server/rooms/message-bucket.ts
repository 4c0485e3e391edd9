/**
 * Limits what one connection may send: a token bucket for messages, and how long the bucket may stay exceeded.
 *
 * After a stall of the network or the server, delayed messages arrive all at once. The bucket therefore covers the
 * longest stall after which a place is still kept. Messages beyond it are dropped; only a client that keeps exceeding
 * it is a flood.
 */

/** Size and rate of a bucket. */
export interface BucketOptions {
  /** Messages that may arrive at once. */
  readonly capacity: number;
  /** Messages that may arrive per second in the long run. */
  readonly perSecond: number;
}

/** What to do with a message. */
export type Verdict = "pass" | "drop" | "flood";

/** Exceeding the bucket for this long without recovering is a flood [ms]. */
export const FLOOD_MS = 5000;
/** The bucket has recovered when it holds this many seconds of messages. */
const RECOVERED_SECONDS = 1;

/** A full bucket; `now` is a monotonic clock [ms]. */
export function createBucket({ capacity, perSecond }: BucketOptions, now: () => number): () => Verdict {
  let tokens = capacity;
  let filledAt = now();
  /** When the bucket was first exceeded without having recovered since; -1 if it is not. */
  let exceededAt = -1;
  const recovered = perSecond * RECOVERED_SECONDS;

  return () => {
    const at = now();
    tokens = Math.min(capacity, tokens + ((at - filledAt) / 1000) * perSecond);
    filledAt = at;
    if (tokens >= recovered) exceededAt = -1;
    if (tokens >= 1) {
      tokens--;
      return "pass";
    }
    if (exceededAt < 0) exceededAt = at;
    return at - exceededAt >= FLOOD_MS ? "flood" : "drop";
  };
}
