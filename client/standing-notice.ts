/**
 * Tells a person who is not playing why, and how to play.
 *
 * Reads `Standing` messages; hidden while the person plays. Asks for a place when a spectator, or a person for whom a
 * bot plays, presses a key, skates or presses the button.
 */
import type { Standing } from "../shared/net/messages.ts";
import { el, setText } from "./dom.ts";
import { WORDS } from "./words.ts";

/** Shortest time between two requests for a place [ms]. */
const ASK_EVERY_MS = 1000;
/** Keys that move the focus, close things, or have no effect alone. */
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
   * @param page target of the page's events
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

  /** Shows a standing that the server sent. */
  show(standing: Standing, nowMs: number): void {
    this.#standing = standing;
    this.#toldAtMs = nowMs;
    const { kind } = standing;
    this.element.dataset["kind"] = kind;
    this.element.hidden = kind === "seated";
    this.#play.hidden = kind === "waiting";
    this.follow(false, nowMs);
  }

  /** Call a few times a second: counts down, and asks for a place if the person is active. */
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
    // A key on a focused button presses that button.
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
