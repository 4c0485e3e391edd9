/**
 * Maps the URL to a path of the game, and navigates without loading the page again.
 *
 * Reads and writes the browser's history.
 */

import { addressOfPath, pathOfAddress } from "./base.ts";

/** Removes a mounted screen. */
export type Unmount = () => void;

/** Mounts a screen in `root`. */
export type Screen = (root: HTMLElement) => Unmount;

const listeners = new Set<() => void>();
addEventListener("popstate", () => announce());

/** Calls `listener` whenever the URL has changed. */
export function onAddress(listener: () => void): void {
  listeners.add(listener);
}

/** The path of the game in the URL, e.g. "/play". */
export function currentPath(): string {
  return pathOfAddress(location.pathname).replace(/\/+$/, "") || "/";
}

/** Navigates to `path` of the game. */
export function goTo(path: string): void {
  const address = addressOfPath(path);
  if (address !== location.pathname) history.pushState(null, "", address);
  announce();
}

/** Makes a link to a path of the game navigate within the page; modified clicks still open new tabs. */
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
