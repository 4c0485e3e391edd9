/**
 * Moves the drawn puck smoothly between two timelines: the server's, which is late, and that of the player's predicted
 * stick.
 *
 * Reads the puck's target position; produces a position that approaches it without a jump when the timeline changes.
 */
import type { PuckFigure } from "./render/frame.ts";

/** Time constant with which the difference fades after a change of timeline [s]. */
const FADE_SECONDS = 0.07;

/** The fading difference between the two timelines [m]. */
export class PuckBlend {
  #offsetX = 0;
  #offsetY = 0;
  #wasMine = false;
  #lastMs = -1;

  /** Removes the difference; call when the puck was placed, so that it is not drawn moving there. */
  reset(): void {
    this.#offsetX = 0;
    this.#offsetY = 0;
    this.#lastMs = -1;
  }

  /** Moves `puck` to (x, y), gradually after a change of `isMine`: whether the player's skater carries the puck. */
  place(puck: PuckFigure, x: number, y: number, isMine: boolean, nowMs: number): void {
    if (this.#lastMs >= 0 && isMine !== this.#wasMine) {
      this.#offsetX = puck.x - x;
      this.#offsetY = puck.y - y;
    }
    const seconds = this.#lastMs < 0 ? 0 : Math.min(0.1, (nowMs - this.#lastMs) / 1000);
    const keep = Math.exp(-seconds / FADE_SECONDS);
    this.#offsetX *= keep;
    this.#offsetY *= keep;
    this.#wasMine = isMine;
    this.#lastMs = nowMs;
    puck.x = x + this.#offsetX;
    puck.y = y + this.#offsetY;
  }
}
