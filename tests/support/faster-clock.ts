/** Lets minutes of rooms pass in seconds. */
import type { Clock } from "../../server/rooms/clock.ts";

/** A clock that runs `factor` times as fast as `clock`. */
export function fasterClock(factor: number): (clock: Clock) => Clock {
  return (clock) => ({
    now: () => factor * clock.now(),
    after: (delayMs, action) => clock.after(delayMs / factor, action),
  });
}
