/**
 * Which screen the address asks for, and going there without loading the page again.
 *
 * Reads and writes the browser's history.
 */

import { addressOfPath, pathOfAddress } from "./base.ts";

/** A mounted screen; calling it takes the screen away again. */
export type Unmount = () => void;

/** Puts a screen into `root`. */
export type Screen = (root: HTMLElement) => Unmount;

const listeners = new Set<() => void>();
addEventListener("popstate", () => announce());

/** Calls `listener` whenever the address has changed. */
export function onAddress(listener: () => void): void {
  listeners.add(listener);
}

/** The path within the game that the address asks for, e.g. "/play". */
export function currentPath(): string {
  return pathOfAddress(location.pathname).replace(/\/+$/, "") || "/";
}

/** Goes to `path` within the game. */
export function goTo(path: string): void {
  const address = addressOfPath(path);
  if (address !== location.pathname) history.pushState(null, "", address);
  announce();
}

/** Makes a link to a path of the game move within the page; modified clicks still open new tabs. */
export function routeLink<T extends HTMLAnchorElement>(link: T): T {
  const path = link.pathname;
  link.href = addressOfPath(path);
  link.addEventListener("click", (event) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    goTo(path);
  });
  return link;
}

function announce(): void {
  for (const listener of listeners) listener();
}
