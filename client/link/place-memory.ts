/**
 * Remembers the place of this tab across a reload, and only then.
 *
 * A duplicated tab begins with a copy of the first one's memory: what is there while a tab is in use would be used twice.
 * So the place is written down when the page is left, and taken out again when it is loaded, or shown once more.
 */
import { recall, remember } from "../storage.ts";

/** Where the page's comings and goings are announced. */
export interface PageEvents {
  readonly isHidden: () => boolean;
  /** Listens to `pagehide` of the window or `visibilitychange` of the document; returns how to stop that. */
  readonly listen: (name: "pagehide" | "visibilitychange", action: () => void) => () => void;
}

/** The memory of one place. */
export class PlaceMemory {
  readonly #key: string;
  readonly #stops: (() => void)[];
  #token = "";

  /** @param key under which the tab remembers; "" to remember nothing */
  constructor(key: string, page: PageEvents) {
    this.#key = key;
    this.#stops = [
      page.listen("pagehide", () => this.#write(this.#token)),
      // A page may be left and come back as it was, from the browser's back-forward cache.
      page.listen("visibilitychange", () => {
        if (!page.isHidden()) this.#write("");
      }),
    ];
  }

  /** Takes out what the page wrote down before it was left; "" if there is nothing. */
  take(): string {
    if (this.#key === "") return "";
    const token = recall("tab", this.#key);
    this.#write("");
    return token;
  }

  /** The place that the page holds now; "" for none. */
  hold(token: string): void {
    this.#token = token;
    if (token === "") this.#write("");
  }

  /** The place that the page holds. */
  get token(): string {
    return this.#token;
  }

  /** Stops listening, and forgets. */
  dispose(): void {
    for (const stop of this.#stops) stop();
    this.hold("");
  }

  #write(token: string): void {
    if (this.#key !== "") remember("tab", this.#key, token);
  }
}

/** The browser's page. */
export const BROWSER_PAGE: PageEvents = {
  isHidden: () => document.hidden,
  listen(name, action) {
    const target: EventTarget = name === "pagehide" ? globalThis : document;
    target.addEventListener(name, action);
    return () => target.removeEventListener(name, action);
  },
};
