/**
 * Stores the place of this tab across a reload, and only then.
 *
 * A duplicated tab starts with a copy of the first tab's storage: a place stored while the tab is open would be used
 * twice. So the place is stored when the page is left, and removed when it is loaded or shown again.
 */
import { recall, remember } from "../storage.ts";

/** Events of loading, leaving and showing the page. */
export interface PageEvents {
  readonly isHidden: () => boolean;
  /** Listens to `pagehide` of the window or `visibilitychange` of the document; returns a function that stops it. */
  readonly listen: (name: "pagehide" | "visibilitychange", action: () => void) => () => void;
}

/** Stores one place. */
export class PlaceMemory {
  readonly #key: string;
  readonly #stops: (() => void)[];
  #token = "";

  /** @param key under which the place is stored; "" to store nothing */
  constructor(key: string, page: PageEvents) {
    this.#key = key;
    this.#stops = [
      page.listen("pagehide", () => this.#write(this.#token)),
      // A page that was left may be restored from the browser's back-forward cache.
      page.listen("visibilitychange", () => {
        if (!page.isHidden()) this.#write("");
      }),
    ];
  }

  /** Removes and returns the place that was stored when the page was left; "" if there is none. */
  take(): string {
    if (this.#key === "") return "";
    const token = recall("tab", this.#key);
    this.#write("");
    return token;
  }

  /** Sets the place that the page holds; "" for none. */
  hold(token: string): void {
    this.#token = token;
    if (token === "") this.#write("");
  }

  /** The place that the page holds. */
  get token(): string {
    return this.#token;
  }

  /** Stops listening and removes the stored place. */
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
