/**
 * Shows the state of the connection in words, with the button that helps.
 *
 * Reads `LinkState`; shows a strip while the page reconnects by itself, so that the rink stays visible, and a card over
 * the rink when the person has to act.
 */
import type { CloseReason, LinkState, Renewal, RetryReason } from "./connection.ts";
import { el } from "./dom.ts";
import { WORDS } from "./words.ts";

/** What the buttons do. */
export interface NoticeActions {
  /** Retries now. */
  readonly retry: () => void;
  /** Joins anew after the link was closed. */
  readonly rejoin: () => void;
  readonly back: () => void;
}

/** How long the notice of a new match is shown [ms]. */
const NEWS_MS = 7000;
/** The button gets the focus only after this long: a key held when the card appears was meant for the game [ms]. */
const FOCUS_MS = 1000;

/** A notice over one rink; empty while the connection is open. */
export class LinkNotice {
  readonly element = el("div", { class: "link-notice", "data-testid": "status", role: "status" });
  readonly #actions: NoticeActions;
  readonly #now: () => number;
  #timer = 0;

  constructor(actions: NoticeActions, now: () => number = () => performance.now()) {
    this.#actions = actions;
    this.#now = now;
  }

  /** Shows `state`. */
  show(state: LinkState): void {
    this.dispose();
    this.element.dataset["state"] = state.kind;
    delete this.element.dataset["reason"];
    switch (state.kind) {
      case "open":
        this.element.replaceChildren();
        if (state.renewal !== null) this.#announce(state.renewal);
        return;
      case "connecting":
        this.element.replaceChildren(el("div", { class: "notice-card" }, spinner(), WORDS.play.loading));
        return;
      case "silent":
        this.#strip(WORDS.link.silent, el("small", { text: WORDS.link.silentDetail }));
        return;
      case "retrying":
        this.#countDown(state.reason, state.retryAtMs);
        return;
      case "closed":
        this.#showClosed(state.reason, state.detail);
        return;
    }
  }

  /** Stops all timers. */
  dispose(): void {
    clearTimeout(this.#timer);
    clearInterval(this.#timer);
  }

  #announce(renewal: Renewal): void {
    const [title, text] = WORDS.link.renewed[renewal];
    this.element.replaceChildren(
      el("div", { class: "notice-strip" }, el("div", {}, el("strong", { text: title }), el("small", { text }))),
    );
    this.#timer = window.setTimeout(() => this.element.replaceChildren(), NEWS_MS);
  }

  #countDown(reason: RetryReason, retryAtMs: number): void {
    const [title, text] = WORDS.link.retrying[reason];
    const wait = el("small", {});
    const back = el("button", { type: "button", class: "button quiet", text: WORDS.link.back });
    back.addEventListener("click", this.#actions.back);
    const retry = this.#retryButton();
    const buttons = el("div", { class: "notice-buttons" }, reason === "busy" ? null : retry, back);
    this.#strip(title, el("small", { text }), wait, buttons);
    this.element.dataset["reason"] = reason;
    const update = (): void => {
      const seconds = Math.ceil((retryAtMs - this.#now()) / 1000);
      retry.disabled = seconds <= 1;
      wait.textContent = seconds > 1 ? WORDS.link.retryIn(seconds) : WORDS.link.trying;
    };
    update();
    this.#timer = window.setInterval(update, 500);
  }

  #retryButton(): HTMLButtonElement {
    const button = el("button", { type: "button", class: "button quiet", text: WORDS.link.retryNow });
    button.addEventListener("click", this.#actions.retry);
    return button;
  }

  #strip(title: string, ...details: HTMLElement[]): void {
    this.element.replaceChildren(
      el("div", { class: "notice-strip" }, spinner(), el("div", {}, el("strong", { text: title }), ...details)),
    );
  }

  #showClosed(reason: CloseReason, detail: string): void {
    const [title, text] = WORDS.link[reason];
    const isOld = reason === "version";
    const help = el("button", {
      type: "button",
      class: "button primary",
      text: isOld ? WORDS.link.reload : WORDS.link.retry,
      "data-testid": "retry",
    });
    help.addEventListener("click", isOld ? () => location.reload() : this.#actions.rejoin);
    const back = el("button", { type: "button", class: "button quiet", text: WORDS.link.back });
    back.addEventListener("click", this.#actions.back);
    this.element.replaceChildren(
      el(
        "div",
        { class: "notice-card", "data-reason": reason },
        el("h2", { text: title }),
        el("p", { text }),
        detail === "" ? null : el("p", { class: "fine", text: detail }),
        el("div", { class: "notice-buttons" }, help, back),
      ),
    );
    this.#timer = window.setTimeout(() => help.focus(), FOCUS_MS);
  }
}

function spinner(): HTMLElement {
  return el("div", { class: "spinner", "aria-hidden": "true" });
}
