/**
 * Moments after which the page may never hear that a key, button or finger was released.
 *
 * Reads events of the whole page; calls `release`, which lets go of everything that is held.
 */

/** The window lost the focus, the page was hidden or left, or something of the browser's own lies over it. */
const INTERRUPTIONS = ["blur", "pagehide", "visibilitychange", "pointerlockchange", "fullscreenchange"] as const;

/** Calls `release` at each interruption until the returned function is called. */
export function onInterruption(page: EventTarget, release: () => void): () => void {
  const onContextMenu = (event: Event): void => {
    // On the rink the menu is prevented, so nothing is swallowed; Firefox opens it all the same while Shift is held.
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
