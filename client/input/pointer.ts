/**
 * Mouse and pen on the rink: they aim; the left button or the tip shoots, the right or barrel button passes.
 *
 * Reads pointer events of the canvas. Each event names its device, so that mouse, pen and touch screen work on the same
 * machine; touch.ts handles fingers.
 */
import { onInterruption } from "./interruptions.ts";

/** A device that points at the rink. */
export type PointingDevice = "mouse" | "pen";

/** The state of the pointer; its position is in CSS pixels on the canvas. */
export interface PointerState {
  xPx: number;
  yPx: number;
  isShooting: boolean;
  isPassing: boolean;
}

/** Bits of `PointerEvent.buttons`. */
const FIRST = 1;
const SECOND = 2;

/** Mouse and pen over one canvas. */
export class Pointer {
  readonly state: PointerState = { xPx: 0, yPx: 0, isShooting: false, isPassing: false };
  readonly #canvas: HTMLElement;
  readonly #page: EventTarget;
  readonly #onUse: (device: PointingDevice) => void;
  readonly #stopListening: () => void;

  /** @param onUse called at each movement or press */
  constructor(canvas: HTMLElement, page: EventTarget, onUse: (device: PointingDevice) => void) {
    this.#canvas = canvas;
    this.#page = page;
    this.#onUse = onUse;
    canvas.addEventListener("pointermove", this.#move);
    canvas.addEventListener("pointerdown", this.#press);
    canvas.addEventListener("contextmenu", preventDefault);
    for (const name of ["pointerup", "pointercancel"]) page.addEventListener(name, this.#release);
    this.#stopListening = onInterruption(page, () => this.#releaseAll());
  }

  /** Stops listening. */
  dispose(): void {
    this.#canvas.removeEventListener("pointermove", this.#move);
    this.#canvas.removeEventListener("pointerdown", this.#press);
    this.#canvas.removeEventListener("contextmenu", preventDefault);
    for (const name of ["pointerup", "pointercancel"]) this.#page.removeEventListener(name, this.#release);
    this.#stopListening();
  }

  readonly #move = (event: PointerEvent): void => {
    if (event.pointerType === "touch") return;
    const box = this.#canvas.getBoundingClientRect();
    this.state.xPx = event.clientX - box.left;
    this.state.yPx = event.clientY - box.top;
    this.#readButtons(event);
    this.#onUse(event.pointerType === "pen" ? "pen" : "mouse");
  };

  readonly #press = (event: PointerEvent): void => {
    if (event.pointerType === "touch") return;
    event.preventDefault();
    this.#move(event);
  };

  readonly #release = (event: Event): void => {
    if (!(event instanceof PointerEvent) || event.pointerType === "touch") return;
    if (event.type === "pointercancel") this.#releaseAll();
    else this.#readButtons(event);
  };

  #releaseAll(): void {
    this.state.isShooting = false;
    this.state.isPassing = false;
  }

  /** Reads the set of buttons at every event: a second button, pressed while one is held, arrives as a movement. */
  #readButtons({ buttons, pointerType }: PointerEvent): void {
    this.state.isPassing = (buttons & SECOND) !== 0;
    // A pen may report its barrel button together with its tip: then the person means the barrel button.
    const isBarrel = pointerType === "pen" && this.state.isPassing;
    this.state.isShooting = (buttons & FIRST) !== 0 && !isBarrel;
  }
}

function preventDefault(event: Event): void {
  event.preventDefault();
}
