/** Time as rooms see it; tests replace it to let minutes pass in a second. */

/** A steady clock and its timers. */
export interface Clock {
  /** Milliseconds since some moment; never goes backwards. */
  now(): number;
  /** Calls `action` once after `delayMs`, unless the returned function is called before. */
  after(delayMs: number, action: () => void): () => void;
}

/** The clock of the process. */
export const PROCESS_CLOCK: Clock = {
  now: () => performance.now(),
  after(delayMs, action) {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  },
};

/** A clock that runs `factor` times as fast as the process's. */
export function fasterClock(factor: number): Clock {
  return {
    now: () => factor * PROCESS_CLOCK.now(),
    after: (delayMs, action) => PROCESS_CLOCK.after(delayMs / factor, action),
  };
}
