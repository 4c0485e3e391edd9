/**
 * A page without a browser for unit tests of the client: import it before anything of `client/`.
 *
 * Puts linkedom's document and a memory for each storage into the global scope. Nothing is laid out or painted.
 */
import { parseHTML } from "linkedom";

const page = parseHTML("<!doctype html><html><body></body></html>");

/** What tests may hand to `dispatch` as properties of an event. */
export type EventFields = Readonly<Record<string, unknown>>;

/** Where `client/` listens for events of the whole page. */
export const pageWindow: EventTarget = page.window;

/** A storage that keeps its texts in memory. */
function memoryStorage(): Pick<Storage, "getItem" | "setItem" | "removeItem"> {
  const texts = new Map<string, string>();
  return {
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, text) => void texts.set(key, text),
    removeItem: (key) => void texts.delete(key),
  };
}

/** Puts `value` under `name` into the global scope; `undefined` is what a browser without it shows. */
export function setGlobal(name: string, value: unknown): void {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}

setGlobal("document", page.document);
setGlobal("window", page.window);
for (const name of ["Element", "HTMLElement", "HTMLButtonElement", "HTMLInputElement", "HTMLAnchorElement"]) {
  setGlobal(name, Reflect.get(page, name));
}
setGlobal("addEventListener", page.window.addEventListener.bind(page.window));
setGlobal("removeEventListener", page.window.removeEventListener.bind(page.window));
setGlobal("localStorage", memoryStorage());
setGlobal("sessionStorage", memoryStorage());
setGlobal("matchMedia", undefined);
setGlobal("location", { pathname: "/" });
setGlobal("history", { pushState() {} });

/** Sends an event of `type` with `fields` to `target`; it bubbles up to the window and can be cancelled. */
export function dispatch(target: EventTarget, type: string, fields: EventFields = {}): Event {
  const event: Event = new page.Event(type, { bubbles: true, cancelable: true });
  Object.assign(event, fields);
  target.dispatchEvent(event);
  return event;
}
