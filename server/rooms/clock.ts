/** The clock of rooms; tests replace it to let minutes pass in a second. */

import type { Border } from "../border.ts";

/** A monotonic clock and its timers. */
export interface Clock {
  /** Milliseconds since an arbitrary moment; never decreases. */
  now(): number;
  /** Calls `action` once after `delayMs`, unless the returned function is called before. */
  after(delayMs: number, action: () => void): () => void;
}

/** The clock of the process; its timers' callbacks are wrapped by `border`. */
export function processClock(border: Border): Clock {
  return {
    now: () => performance.now(),
    after(delayMs, action) {
      const timer = setTimeout(border.wrap("a timer of a rink", action), delayMs);
      return () => clearTimeout(timer);
    },
  };
}
