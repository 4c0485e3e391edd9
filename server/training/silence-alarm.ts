/** Tells when something has been silent for long. */

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
export function createSilenceAlarm(silenceMs: number, onSilence: () => void): SilenceAlarm {
  let silentTicks = 0;
  const timer = setInterval(() => {
    if (++silentTicks < STEPS) return;
    silentTicks = 0;
    onSilence();
  }, silenceMs / STEPS);
  timer.unref();
  return {
    heard() {
      silentTicks = 0;
    },
    stop: () => clearInterval(timer),
  };
}
