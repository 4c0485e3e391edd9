/**
 * A page without a browser for unit tests of the client: import it before anything of `client/`.
 *
 * Puts linkedom's document and a memory for each storage into the global scope. Nothing is laid out or painted.
 */
import { parseHTML } from "linkedom";

const page = parseHTML("<!doctype html><html><body></body></html>");

/** Properties of an event that tests may pass to `dispatch`. */
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

/** Modifier keys held during an event, as `getModifierState` names them. */
class FakeUIEvent extends page.Event {
  readonly modifiers: readonly string[] = [];

  getModifierState(modifier: string): boolean {
    return this.modifiers.includes(modifier);
  }
}
class FakeKeyboardEvent extends FakeUIEvent {}
class FakeMouseEvent extends FakeUIEvent {}
class FakePointerEvent extends FakeMouseEvent {}

const EVENT_CLASSES: readonly (readonly [RegExp, typeof FakeUIEvent])[] = [
  [/^key/, FakeKeyboardEvent],
  [/^(pointer(up|down|move|cancel|leave)|click|contextmenu)$/, FakePointerEvent],
];
setGlobal("UIEvent", FakeUIEvent);
setGlobal("KeyboardEvent", FakeKeyboardEvent);
setGlobal("MouseEvent", FakeMouseEvent);
setGlobal("PointerEvent", FakePointerEvent);

/** Sends an event of `type` with `fields` to `target`; it bubbles up to the window and can be cancelled. */
export function dispatch(target: EventTarget, type: string, fields: EventFields = {}): Event {
  const EventClass = EVENT_CLASSES.find(([types]) => types.test(type))?.[1] ?? page.Event;
  const event: Event = new EventClass(type, { bubbles: true, cancelable: true });
  Object.assign(event, fields);
  target.dispatchEvent(event);
  return event;
}

/** Presses a key; returns whether the game took it. */
export function keyDown(code: string, target: EventTarget = document.body, fields: EventFields = {}): boolean {
  return dispatch(target, "keydown", { code, ...modifierFlags(fields["modifiers"]), ...fields }).defaultPrevented;
}

/** Releases a key; returns whether the game took it. */
export function keyUp(code: string, target: EventTarget = document.body, fields: EventFields = {}): boolean {
  return dispatch(target, "keyup", { code, ...modifierFlags(fields["modifiers"]), ...fields }).defaultPrevented;
}

function modifierFlags(modifiers: unknown): EventFields {
  const held: readonly unknown[] = Array.isArray(modifiers) ? modifiers : [];
  return {
    shiftKey: held.includes("Shift"),
    metaKey: held.includes("Meta"),
    altKey: held.includes("Alt"),
    ctrlKey: held.includes("Control"),
  };
}
