/**
 * How much one connection may send: a token bucket for messages, and a time for which it may go on exceeding it.
 *
 * What a line holds back for some seconds arrives all at once, and so does what was sent while the server was stopped: the
 * bucket is as large as the longest stall after which a place is still kept. What exceeds it is dropped; only a client
 * that keeps exceeding it is a flood.
 */

/** Size and rate of a bucket. */
export interface BucketOptions {
  /** Messages that may come at once. */
  readonly capacity: number;
  /** Messages that may come each second in the long run. */
  readonly perSecond: number;
}

/** What is to be done with a message. */
export type Verdict = "pass" | "drop" | "flood";

/** Exceeding the bucket for so long without a pause is a flood [ms]. */
export const FLOOD_MS = 5000;
/** The bucket has recovered when it holds so many seconds of messages. */
const RECOVERED_SECONDS = 1;

/** A full bucket; `now` is a steady clock [ms]. */
export function createBucket({ capacity, perSecond }: BucketOptions, now: () => number): () => Verdict {
  let tokens = capacity;
  let filledAt = now();
  /** When it first overflowed without having recovered since; -1 if it has not. */
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
