/**
 * Browser interfaces that may be missing (old browsers, pages on plain HTTP) or throw (policies, blocked site data).
 *
 * Every use of them goes through here; the game works without them.
 */

/** The connected gamepads; none if the page may not access them. */
export function gamepads(): readonly (Gamepad | null)[] {
  try {
    // Missing in Firefox on plain HTTP, although the types claim that it always exists.
    return typeof navigator.getGamepads === "function" ? navigator.getGamepads() : [];
  } catch {
    return [];
  }
}

/** A new audio device, or null if there is none. */
export function openAudio(): AudioContext | null {
  const Constructor = audioConstructor();
  if (Constructor === null) return null;
  try {
    return new Constructor();
  } catch {
    return null;
  }
}

/** Whether the browser has an interface for sound. */
export function hasAudio(): boolean {
  return audioConstructor() !== null;
}

function audioConstructor(): typeof AudioContext | null {
  for (const name of ["AudioContext", "webkitAudioContext"]) {
    const found: unknown = Reflect.get(globalThis, name);
    if (isAudioConstructor(found)) return found;
  }
  return null;
}

function isAudioConstructor(value: unknown): value is typeof AudioContext {
  return typeof value === "function";
}

/** The 2D context of `canvas`, or null when the browser cannot draw. */
export function drawingContext(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
  try {
    return canvas.getContext("2d");
  } catch {
    return null;
  }
}

/** Whether the media query matches; false if the browser cannot tell. */
export function matchesMedia(query: string): boolean {
  return mediaQuery(query)?.matches ?? false;
}

/** Calls `listener` whenever a media query changes, until the returned function is called. */
export function onMediaChange(query: string, listener: () => void): () => void {
  const list = mediaQuery(query);
  list?.addEventListener("change", listener);
  return () => list?.removeEventListener("change", listener);
}

function mediaQuery(query: string): MediaQueryList | null {
  try {
    return typeof matchMedia === "function" ? matchMedia(query) : null;
  } catch {
    return null;
  }
}

/** Calls `onSize` with the element's size [CSS px] now and when it changes, until the returned function is called. */
export function observeSize(element: Element, onSize: (width: number, height: number) => void): () => void {
  if (typeof ResizeObserver === "function") {
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) onSize(entry.contentRect.width, entry.contentRect.height);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }
  const measure = (): void => onSize(element.clientWidth, element.clientHeight);
  const first = requestAnimationFrame(measure);
  addEventListener("resize", measure);
  return () => {
    cancelAnimationFrame(first);
    removeEventListener("resize", measure);
  };
}
