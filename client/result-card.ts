/**
 * The result of the match, and what to do next.
 *
 * Reads the final score and the player's team; offers another match or the way back.
 */
import type { RoomState } from "../shared/net/state.ts";
import { el } from "./dom.ts";
import { WORDS } from "./words.ts";

/** Approximate seconds until the room begins its next match: the server decides. */
const NEXT_MATCH_SECONDS = 8;
/** The card gets the focus only after this long: a key pressed before was meant as a shot [ms]. */
const FOCUS_AFTER_MS = 1000;

/** The card over the rink after the game; empty during it. */
export class ResultCard {
  readonly element = el("div", { class: "result-layer" });
  readonly #back: () => void;
  #isShown = false;
  #focusTimer: ReturnType<typeof setTimeout> | undefined;

  /** @param back leaves the match; a person who stays plays the room's next one */
  constructor(back: () => void) {
    this.#back = back;
    // A key held since before the card appeared repeats; only a new press counts.
    this.element.addEventListener("keydown", (event) => {
      if (event.repeat) event.preventDefault();
    });
  }

  /** Cancels the timer of the focus. */
  dispose(): void {
    clearTimeout(this.#focusTimer);
  }

  /** Shows the card once the match is over, and removes it when a new one begins. */
  follow(state: RoomState, you: number): void {
    const isOver = state.phase === "over";
    if (isOver === this.#isShown) return;
    this.#isShown = isOver;
    if (isOver) this.#show(state, you);
    else this.#clear();
  }

  #show(state: RoomState, you: number): void {
    const { scoreHome, scoreAway } = state;
    const team = state.skaters[you]?.team;
    const own = team === 1 ? scoreAway : scoreHome;
    const other = team === 1 ? scoreHome : scoreAway;
    const outcome = team === undefined ? "finished" : own === other ? "draw" : own > other ? "won" : "lost";
    const again = el("button", {
      type: "button",
      class: "button primary",
      "data-testid": "play-again",
      text: WORDS.play.playAgain,
    });
    again.addEventListener("click", () => this.#wait());
    const back = el("button", { type: "button", class: "button quiet", text: WORDS.link.back });
    back.addEventListener("click", this.#back);
    const [home, away] = WORDS.play.teams;
    this.element.replaceChildren(
      el(
        "section",
        { class: "result-card", role: "dialog", "aria-label": WORDS.play[outcome], "data-outcome": outcome },
        el("h2", { text: WORDS.play[outcome], "data-testid": "result" }),
        el(
          "div",
          { class: "result-score", "aria-label": WORDS.play.finalScore(scoreHome, scoreAway) },
          el(
            "span",
            { class: "home" },
            el("i", { class: "swatch" }),
            el("small", { text: home }),
            el("b", { text: String(scoreHome) }),
          ),
          el(
            "span",
            { class: "away" },
            el("b", { text: String(scoreAway) }),
            el("small", { text: away }),
            el("i", { class: "swatch" }),
          ),
        ),
        el("div", { class: "notice-buttons" }, again, back),
      ),
    );
    this.#focusTimer = setTimeout(() => again.focus({ preventScroll: true }), FOCUS_AFTER_MS);
  }

  #clear(): void {
    clearTimeout(this.#focusTimer);
    this.element.replaceChildren();
  }

  /** Waits for the room's next match, which begins by itself; the place is kept. */
  #wait(): void {
    clearTimeout(this.#focusTimer);
    this.element.replaceChildren(el("p", { class: "notice-strip", text: WORDS.play.nextMatch(NEXT_MATCH_SECONDS) }));
  }
}
