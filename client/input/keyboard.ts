/**
 * The held keys, as a direction on the screen and two buttons.
 *
 * Reads key events by physical position, so that WASD is in the same place on every layout. Space shoots, unless it
 * presses a button: in a dialog, or one that was reached by Tab since the last skating key or click. Enter always
 * presses the focused button.
 */
import { onInterruption } from "./interruptions.ts";

/** The state of one device; directions are on the screen, +x right, +y down. */
export interface DeviceState {
  /** Direction and effort, a vector in the unit disc. */
  moveX: number;
  moveY: number;
  isShooting: boolean;
  isPassing: boolean;
}

const UP = new Set(["KeyW", "ArrowUp"]);
const DOWN = new Set(["KeyS", "ArrowDown"]);
const LEFT = new Set(["KeyA", "ArrowLeft"]);
const RIGHT = new Set(["KeyD", "ArrowRight"]);
const SHOOT = new Set(["Space", "KeyK"]);
const SHIFTS = ["ShiftLeft", "ShiftRight"];
const PASS = new Set(["KeyE", "KeyJ", ...SHIFTS]);
const GAME_KEYS = [UP, DOWN, LEFT, RIGHT, SHOOT, PASS];

/** While one of these is held, keys are shortcuts of the browser or the system. */
const TAKEN_OVER = ["Meta", "Alt"];

const TEXT_FIELDS = "input, textarea, select, [contenteditable]";
const BUTTONS = "button, a, summary";
/** Elements that get the keys while they are shown. */
const DIALOGS = "[role=dialog], .notice-card";

/** The keyboard of one match. */
export class Keyboard {
  readonly state: DeviceState = { moveX: 0, moveY: 0, isShooting: false, isPassing: false };
  readonly #page: EventTarget;
  readonly #onUse: () => void;
  readonly #held = new Set<string>();
  readonly #stopListening: () => void;
  #isReachedByTab = false;

  /**
   * @param page target of the page's events
   * @param onUse called when a key of the game is pressed
   */
  constructor(page: EventTarget, onUse: () => void) {
    this.#page = page;
    this.#onUse = onUse;
    page.addEventListener("keydown", this.#press);
    page.addEventListener("keyup", this.#release);
    page.addEventListener("pointerdown", this.#point);
    page.addEventListener("pointermove", this.#heal);
    page.addEventListener("click", this.#click);
    this.#stopListening = onInterruption(page, () => this.#releaseAll());
  }

  /** Stops listening. */
  dispose(): void {
    this.#page.removeEventListener("keydown", this.#press);
    this.#page.removeEventListener("keyup", this.#release);
    this.#page.removeEventListener("pointerdown", this.#point);
    this.#page.removeEventListener("pointermove", this.#heal);
    this.#page.removeEventListener("click", this.#click);
    this.#stopListening();
  }

  readonly #press = (event: Event): void => {
    if (!isKeyEvent(event)) return;
    this.#heal(event);
    if (event.code === "Tab") this.#isReachedByTab = true;
    if (!GAME_KEYS.some((keys) => keys.has(event.code))) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // A press that began on the rink belongs to it until it ends, even if the focus changes meanwhile.
    const isHeld = this.#held.has(event.code);
    if (!isHeld && this.#belongsToFocus(event)) return;
    event.preventDefault();
    if (event.code !== "Space") this.#isReachedByTab = false;
    this.#held.add(event.code);
    this.#update();
    this.#onUse();
  };

  readonly #release = (event: Event): void => {
    if (!isKeyEvent(event)) return;
    // Firefox presses a focused button when Space is released.
    if (this.#held.delete(event.code)) event.preventDefault();
    this.#heal(event);
    this.#update();
  };

  /** Releases keys that must be stuck according to the modifiers of `event`. */
  readonly #heal = (event: Event): void => {
    if (!hasModifiers(event) || this.#held.size === 0) return;
    // macOS sends no keyup for any key while Meta is held; Alt may open a menu, which then gets the keys.
    if (TAKEN_OVER.some((modifier) => event.getModifierState(modifier))) this.#releaseAll();
    // Windows sends one keyup for both Shift keys.
    if (!event.getModifierState("Shift")) {
      for (const code of SHIFTS) this.#held.delete(code);
      this.#update();
    }
  };

  readonly #point = (event: Event): void => {
    this.#isReachedByTab = false;
    this.#heal(event);
  };

  /** After a click on a button the keys belong to the rink again. */
  readonly #click = (event: Event): void => {
    const isByPointer = event instanceof UIEvent && event.detail > 0;
    if (!isByPointer || !(event.target instanceof Element)) return;
    const button = event.target.closest(BUTTONS);
    if (button instanceof HTMLElement) button.blur();
  };

  #releaseAll(): void {
    this.#held.clear();
    this.#update();
  }

  #belongsToFocus(event: KeyboardEvent): boolean {
    const { target } = event;
    if (!(target instanceof Element)) return false;
    if (target.matches(TEXT_FIELDS)) return true;
    if (event.code !== "Space" || !target.matches(BUTTONS)) return false;
    return this.#isReachedByTab || target.closest(DIALOGS) !== null;
  }

  #update(): void {
    const x = Number(this.#holdsAny(RIGHT)) - Number(this.#holdsAny(LEFT));
    const y = Number(this.#holdsAny(DOWN)) - Number(this.#holdsAny(UP));
    const length = Math.hypot(x, y) || 1;
    this.state.moveX = x / length;
    this.state.moveY = y / length;
    this.state.isShooting = this.#holdsAny(SHOOT);
    this.state.isPassing = this.#holdsAny(PASS);
  }

  #holdsAny(keys: ReadonlySet<string>): boolean {
    for (const code of this.#held) if (keys.has(code)) return true;
    return false;
  }
}

/** Excludes key events without a code, which scripts and auto-fill produce. */
function isKeyEvent(event: Event): event is KeyboardEvent {
  return event instanceof KeyboardEvent && typeof event.code === "string";
}

function hasModifiers(event: Event): event is KeyboardEvent | MouseEvent {
  return event instanceof KeyboardEvent || event instanceof MouseEvent;
}
