/** Time as rooms see it; tests replace it to let minutes pass in a second. */

import type { Border } from "../border.ts";

/** A steady clock and its timers. */
export interface Clock {
  /** Milliseconds since some moment; never goes backwards. */
  now(): number;
  /** Calls `action` once after `delayMs`, unless the returned function is called before. */
  after(delayMs: number, action: () => void): () => void;
}

/** The clock of the process; what its timers call passes `border`. */
export function processClock(border: Border): Clock {
  return {
    now: () => performance.now(),
    after(delayMs, action) {
      const timer = setTimeout(border.wrap("a timer of a rink", action), delayMs);
      return () => clearTimeout(timer);
    },
  };
}
