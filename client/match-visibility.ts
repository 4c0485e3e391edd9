/**
 * Whether the match is visible: a hidden page plays no sounds and effects, nor are they made up for later.
 *
 * Reads the page's visibility and the screen frames, which stop while the page is hidden, the machine sleeps or the
 * browser is frozen; messages that queued up meanwhile arrive shortly afterwards.
 */

/** After this long without a frame the match counts as not visible [ms]. */
const GAP_MS = 250;
/** Events that arrive within this time after a gap are old [ms]. */
const CATCH_UP_MS = 300;

/** The part of `document` that is used. */
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

  /** Whether events that arrive now are current and visible. */
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
