/**
 * Tells a person who does not play why, and what to do about it.
 *
 * Reads `Standing` messages; empty while the person plays. Asks for a place when somebody who has none, or for whom a bot
 * plays, presses a key, skates or clicks.
 */
import type { Standing } from "../shared/net/messages.ts";
import { el, setText } from "./dom.ts";
import { WORDS } from "./words.ts";

/** A place is asked for at most this often [ms]. */
const ASK_EVERY_MS = 1000;
/** Keys that move the focus or close things, or do nothing alone. */
const OTHER_KEYS = new Set(["Tab", "Escape", "Control", "Shift", "Alt", "Meta", "AltGraph", "CapsLock", "Fn"]);

/** The notice of one match. */
export class StandingNotice {
  readonly element = el("div", { class: "standing-notice", role: "status", "data-testid": "standing" });
  readonly #title = el("strong", {});
  readonly #text = el("span", {});
  readonly #play = el("button", { type: "button", class: "button primary", text: WORDS.standing.play });
  readonly #sit: () => void;
  readonly #page: EventTarget;
  readonly #now: () => number;
  #standing: Standing = { kind: "seated" };
  #toldAtMs = 0;
  #askedAtMs = -Infinity;

  /**
   * @param sit asks the server for a place
   * @param page where the events of the whole page arrive
   */
  constructor(sit: () => void, page: EventTarget = globalThis, now: () => number = () => performance.now()) {
    this.#sit = sit;
    this.#page = page;
    this.#now = now;
    this.#play.addEventListener("click", () => this.#sit());
    page.addEventListener("keydown", this.#onKey);
    this.element.append(el("div", {}, this.#title, this.#text), this.#play);
    this.element.hidden = true;
  }

  /** Stops listening. */
  dispose(): void {
    this.#page.removeEventListener("keydown", this.#onKey);
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

  readonly #onKey = (event: Event): void => {
    if (!(event instanceof KeyboardEvent) || event.repeat || OTHER_KEYS.has(event.key)) return;
    const isShortcut = event.ctrlKey || event.metaKey || event.altKey;
    // A key on a focused button is that button's.
    const isButtons = event.target instanceof HTMLButtonElement;
    if (!isShortcut && !isButtons) this.follow(true, this.#now());
  };
}

function wordsOf(standing: Exclude<Standing, { kind: "seated" }>, elapsedSeconds: number): readonly [string, string] {
  if (standing.kind === "waiting") return WORDS.standing.waiting(standing.before);
  if (standing.kind === "idle") {
    return WORDS.standing.idle(Math.max(0, Math.ceil(standing.freeInSeconds - elapsedSeconds)));
  }
  return standing.reason === "idle" ? WORDS.standing.idleGone : WORDS.standing.chosen;
}
