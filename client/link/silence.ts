/**
 * Notices a connection that is open and dead: nothing arrives, and nobody says that it broke.
 *
 * Reads the time of each message; asks for an answer every second, so that a living line is never silent for long.
 */

/** A connection that is silent for so long is said to be [ms]. */
export const SILENT_MS = 3000;
/** After so long it is given up [ms]. */
export const DEAD_MS = 6000;
/** How often to look and to ask [ms]. */
export const LOOK_MS = 1000;
/** A look that comes later than this was held up by the browser, not by the line [ms]. */
const HELD_UP_MS = 2 * LOOK_MS;

/** What a look finds. */
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
   * Call every `LOOK_MS`. A page that was frozen or throttled could not hear: what waits for it arrives after this look,
   * so it gets the time of one question and answer before it is called silent.
   */
  look(nowMs: number): Finding {
    if (nowMs - this.#lookedAtMs > HELD_UP_MS) this.#heardAtMs = Math.max(this.#heardAtMs, nowMs - LOOK_MS);
    this.#lookedAtMs = nowMs;
    const silentMs = this.silentMs(nowMs);
    if (silentMs >= DEAD_MS) return "dead";
    return silentMs >= SILENT_MS ? "silent" : "heard";
  }
}
