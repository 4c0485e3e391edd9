/**
 * Detects a connection that is open but dead: nothing arrives, and no close event either.
 *
 * Reads the time of each message. Its user pings every second, so that a live connection is never silent for long.
 */

/** A connection without a message for this long is reported as silent [ms]. */
export const SILENT_MS = 3000;
/** A connection without a message for this long is considered dead [ms]. */
export const DEAD_MS = 6000;
/** How often to check and to ping [ms]. */
export const LOOK_MS = 1000;
/** If a check is later than this, the browser has delayed it: then silence proves nothing [ms]. */
const HELD_UP_MS = 2 * LOOK_MS;

/** The result of a check. */
export type Finding = "heard" | "silent" | "dead";

/** The silence of one connection. */
export class SilenceWatch {
  #heardAtMs: number;
  #lookedAtMs: number;

  constructor(nowMs: number) {
    this.#heardAtMs = nowMs;
    this.#lookedAtMs = nowMs;
  }

  /** Something arrived. */
  hear(nowMs: number): void {
    this.#heardAtMs = nowMs;
  }

  /** Time without any message [ms]. */
  silentMs(nowMs: number): number {
    return nowMs - this.#heardAtMs;
  }

  /**
   * Call every `LOOK_MS`. While a page is frozen or throttled it receives nothing; pending messages arrive after this
   * check, so the connection gets time for one ping and pong before it is reported as silent.
   */
  look(nowMs: number): Finding {
    if (nowMs - this.#lookedAtMs > HELD_UP_MS) this.#heardAtMs = Math.max(this.#heardAtMs, nowMs - LOOK_MS);
    this.#lookedAtMs = nowMs;
    const silentMs = this.silentMs(nowMs);
    if (silentMs >= DEAD_MS) return "dead";
    return silentMs >= SILENT_MS ? "silent" : "heard";
  }
}
