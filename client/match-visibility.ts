/**
 * Whether anybody watches the match: a hidden page makes no sounds and no effects, and none of what was missed is made
 * up for when it is shown again.
 *
 * Reads the page's visibility and the screen frames, which stop while the page is hidden, the machine sleeps or the
 * browser is frozen; what queued up meanwhile arrives in the first moments afterwards.
 */

/** Without a frame for this long nobody sees the match [ms]. */
const GAP_MS = 250;
/** Events that come sooner than this after a gap are late ones [ms]. */
const CATCH_UP_MS = 300;

/** The parts of `document` that are needed. */
export type VisibleDocument = Pick<Document, "hidden" | "addEventListener" | "removeEventListener">;

/** The visibility of one match. */
export class MatchVisibility {
  readonly #document: VisibleDocument;
  readonly #onChange: (isHidden: boolean) => void;
  #lastFrameMs = -Infinity;
  #watchedSinceMs = Infinity;

  /** @param onChange called when the page is hidden or shown */
  constructor(onChange: (isHidden: boolean) => void, page: VisibleDocument = document) {
    this.#document = page;
    this.#onChange = onChange;
    page.addEventListener("visibilitychange", this.#change);
  }

  /** Stops listening. */
  dispose(): void {
    this.#document.removeEventListener("visibilitychange", this.#change);
  }

  /** Whether the page is hidden now. */
  get isHidden(): boolean {
    return this.#document.hidden;
  }

  /** Notes one screen frame. */
  noteFrame(nowMs: number): void {
    if (nowMs - this.#lastFrameMs > GAP_MS) this.#watchedSinceMs = nowMs;
    this.#lastFrameMs = nowMs;
  }

  /** Whether what happens now is seen and heard as it happens. */
  isWatched(nowMs: number): boolean {
    const isDrawing = nowMs - this.#lastFrameMs <= GAP_MS;
    return !this.isHidden && isDrawing && nowMs - this.#watchedSinceMs >= CATCH_UP_MS;
  }

  readonly #change = (): void => {
    this.#watchedSinceMs = Infinity;
    this.#lastFrameMs = -Infinity;
    this.#onChange(this.isHidden);
  };
}
