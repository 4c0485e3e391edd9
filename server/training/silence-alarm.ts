/** Calls back when nothing was heard for a given time. */
import type { Border } from "../border.ts";

/** `heard` restarts the wait, `stop` ends it. */
export interface SilenceAlarm {
  heard(): void;
  stop(): void;
}

/** Number of timer ticks in a wait. */
const STEPS = 60;

/**
 * Calls `onSilence` when nothing was heard for `silenceMs`, and again after each further wait.
 *
 * The wait is counted in timer ticks, not by the clock: while this process was stopped or too busy to receive anything,
 * silence proves nothing.
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
