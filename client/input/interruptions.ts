/**
 * Interruptions after which the page may get no event when a key, button or finger is released.
 *
 * Reads events of the page; calls `release`, which must release everything that is held.
 */

/** The window lost the focus, the page was hidden or left, or the browser shows something over it. */
const INTERRUPTIONS = ["blur", "pagehide", "visibilitychange", "pointerlockchange", "fullscreenchange"] as const;

/** Calls `release` at each interruption until the returned function is called. */
export function onInterruption(page: EventTarget, release: () => void): () => void {
  const onContextMenu = (event: Event): void => {
    // On the rink the menu is prevented, so no event is lost; but Firefox opens it anyway while Shift is held.
    const isOpened = !event.defaultPrevented || (event instanceof MouseEvent && event.shiftKey);
    if (isOpened) release();
  };
  for (const name of INTERRUPTIONS) page.addEventListener(name, release);
  page.addEventListener("contextmenu", onContextMenu);
  return () => {
    for (const name of INTERRUPTIONS) page.removeEventListener(name, release);
    page.removeEventListener("contextmenu", onContextMenu);
  };
}
