/**
 * Sixty ticks a second on time, for one rink.
 *
 * Colyseus' own `setFixedTimestep` looks every 16 ms whether a tick is due, so ticks wander up to 16 ms behind and the
 * gap between two is now and then twice as long (measured: 6% of the gaps above 25 ms in an idle room). This loop sleeps
 * until the next tick is due instead. Counts ticks that came late.
 */
import { TICKS_PER_SECOND } from "../../shared/units.ts";
import type { Clock } from "./clock.ts";

/** A tick this much after its time is late [ms]. */
export const LATE_MS = 8;
const TICK_MS = 1000 / TICKS_PER_SECOND;
/** Timers count whole milliseconds: a tick may run this much early [ms] rather than a millisecond late. */
const EARLY_MS = 1;
/** Ticks caught up at once after a hitch. A longer backlog, after the process was stopped, is dropped whole. */
export const MAX_CATCH_UP = 5;

/** Late ticks among all, over all rinks of a process. */
export interface TickMeter {
  ticks: number;
  lateTicks: number;
}

/** Calls `tick` sixty times a second until the returned function is called. */
export function startTickLoop(meter: TickMeter, clock: Clock, tick: () => void): () => void {
  let dueAt = clock.now() + TICK_MS;
  let cancel = clock.after(TICK_MS, run);
  let isStopped = false;

  function run(): void {
    if (clock.now() - dueAt > MAX_CATCH_UP * TICK_MS) dueAt = clock.now();
    for (let caughtUp = 0; caughtUp < MAX_CATCH_UP; caughtUp++) {
      const lateness = clock.now() - dueAt;
      if (lateness < -EARLY_MS) break;
      meter.ticks++;
      if (lateness > LATE_MS) meter.lateTicks++;
      dueAt += TICK_MS;
      tick();
      if (isStopped) return;
    }
    const at = clock.now();
    if (at - dueAt > TICK_MS) dueAt = at;
    cancel = clock.after(Math.max(0, dueAt - at), run);
  }
  return () => {
    isStopped = true;
    cancel();
  };
}
