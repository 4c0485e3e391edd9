/**
 * Tells a person who does not play why, and what to do about it.
 *
 * Reads `Standing` messages; empty while the person plays. Asks for a place at the first key of somebody who watches.
 */
import type { Standing } from "../shared/net/messages.ts";
import { el, setText } from "./dom.ts";
import { WORDS } from "./words.ts";

/** A place is asked for at most this often [ms]. */
const ASK_EVERY_MS = 1000;

/** The notice of one match. */
export class StandingNotice {
  readonly element = el("div", { class: "standing-notice", role: "status", "data-testid": "standing" });
  readonly #title = el("strong", {});
  readonly #text = el("span", {});
  readonly #play = el("button", { type: "button", class: "button primary", text: WORDS.standing.play });
  readonly #sit: () => void;
  #standing: Standing = { kind: "seated" };
  #toldAtMs = 0;
  #askedAtMs = -Infinity;

  /** @param sit asks the server for a place */
  constructor(sit: () => void) {
    this.#sit = sit;
    this.#play.addEventListener("click", () => this.#sit());
    this.element.append(el("div", {}, this.#title, this.#text), this.#play);
    this.element.hidden = true;
  }

  /** The server said where the person stands. */
  show(standing: Standing, nowMs: number): void {
    this.#standing = standing;
    this.#toldAtMs = nowMs;
    const { kind } = standing;
    this.element.dataset["kind"] = kind;
    this.element.hidden = kind === "seated";
    this.#play.hidden = kind === "waiting";
    this.follow(false, nowMs);
  }

  /** Every now and then: counts down, and asks for a place if the person does something (`isActive`). */
  follow(isActive: boolean, nowMs: number): void {
    const standing = this.#standing;
    if (standing.kind === "seated") return;
    const [title, text] = wordsOf(standing, (nowMs - this.#toldAtMs) / 1000);
    setText(this.#title, title);
    setText(this.#text, text);
    if (!isActive || standing.kind === "waiting" || nowMs - this.#askedAtMs < ASK_EVERY_MS) return;
    this.#askedAtMs = nowMs;
    this.#sit();
  }
}

function wordsOf(standing: Exclude<Standing, { kind: "seated" }>, elapsedSeconds: number): readonly [string, string] {
  if (standing.kind === "waiting") return WORDS.standing.waiting(standing.before);
  if (standing.kind === "idle") {
    return WORDS.standing.idle(Math.max(0, Math.ceil(standing.freeInSeconds - elapsedSeconds)));
  }
  return standing.reason === "idle" ? WORDS.standing.idleGone : WORDS.standing.chosen;
}
