/**
 * Counts screen frames and writes what the rink shows into data attributes of its canvas, a few times a second.
 *
 * For assistive tools and tests, which cannot read positions from a canvas.
 */
import type { RoomState } from "../../shared/net/state.ts";
import type { RinkFrame } from "../render/frame.ts";

/** The meter of one rink. */
export class FrameMeter {
  #frames = 0;
  #sinceMs = 0;
  #framesPerSecond = 0;

  /** Notes one screen frame. */
  count(nowMs: number): void {
    if (this.#sinceMs === 0) this.#sinceMs = nowMs;
    this.#frames++;
    if (nowMs - this.#sinceMs < 1000) return;
    this.#framesPerSecond = (1000 * this.#frames) / (nowMs - this.#sinceMs);
    this.#frames = 0;
    this.#sinceMs = nowMs;
  }

  /** Writes the positions of the player's skater and the puck [m], phase, epoch and frames per second. */
  publish(canvas: HTMLCanvasElement, state: RoomState, frame: RinkFrame): void {
    const you = frame.skaters[frame.you];
    const { dataset } = canvas;
    dataset["ownX"] = you === undefined ? "" : you.x.toFixed(2);
    dataset["ownY"] = you === undefined ? "" : you.y.toFixed(2);
    dataset["puckX"] = frame.puck.x.toFixed(2);
    dataset["puckY"] = frame.puck.y.toFixed(2);
    dataset["phase"] = state.phase;
    dataset["epoch"] = String(state.epoch);
    dataset["fps"] = this.#framesPerSecond.toFixed(0);
  }
}
