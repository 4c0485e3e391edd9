/** Tells when something has been silent for long. */
import type { Border } from "../border.ts";

/** Ends by `stop`; `heard` starts the wait anew. */
export interface SilenceAlarm {
  heard(): void;
  stop(): void;
}

/** Waits are counted in so many steps. */
const STEPS = 60;

/**
 * Calls `onSilence` when nothing was heard for `silenceMs`, and again after each further wait.
 *
 * The wait is counted in ticks of this process, not by the clock: while the whole process was stopped, or too busy to
 * listen, silence proves nothing.
 */
export function createSilenceAlarm(silenceMs: number, border: Border, onSilence: () => unknown): SilenceAlarm {
  let silentTicks = 0;
  const countTick = (): unknown => {
    if (++silentTicks < STEPS) return undefined;
    silentTicks = 0;
    return onSilence();
  };
  const timer = setInterval(border.wrap("a silence alarm", countTick), silenceMs / STEPS);
  timer.unref();
  return {
    heard() {
      silentTicks = 0;
    },
    stop: () => clearInterval(timer),
  };
}
