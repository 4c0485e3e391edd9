/**
 * Touch controls: a stick that appears under the left thumb, and two buttons for the right one.
 *
 * Reads touches of the canvas and shows its own elements over it; produces a direction on the screen and two buttons.
 * The stick's area passes all pointer events through to the canvas, so that it does not block a mouse or a pen.
 */
import { el } from "../dom.ts";
import { WORDS } from "../words.ts";
import { onInterruption } from "./interruptions.ts";
import type { DeviceState } from "./keyboard.ts";

/** Distance from the stick's centre for full effort [CSS px]. */
const REACH_PX = 46;
/** Smaller distances count as zero [share of the reach]. */
const DEAD_ZONE = 0.16;
/** Pointer id of the skating thumb when there is none. */
const NONE = -1;

/** The touch controls of one match. */
export class Touch {
  readonly state: DeviceState = { moveX: 0, moveY: 0, isShooting: false, isPassing: false };
  readonly element: HTMLElement;
  readonly #canvas: HTMLElement;
  readonly #onUse: () => void;
  readonly #stopListening: () => void;
  readonly #knob = el("div", { class: "stick-knob" });
  readonly #base = el("div", { class: "stick-base" }, this.#knob);
  readonly #area = el("div", { class: "stick-area", role: "group", "aria-label": WORDS.play.stickLabel }, this.#base);
  #pointerId = NONE;
  #startX = 0;
  #startY = 0;

  /** @param onUse called at each touch before it is handled, so that it can show the controls first */
  constructor(canvas: HTMLElement, page: EventTarget, onUse: () => void) {
    this.#canvas = canvas;
    this.#onUse = onUse;
    const pass = el("button", { class: "touch-button pass", type: "button", text: WORDS.play.pass });
    const shoot = el("button", { class: "touch-button shoot", type: "button", text: WORDS.play.shoot });
    this.element = el(
      "div",
      { class: "touch-controls" },
      this.#area,
      el("div", { class: "touch-buttons" }, pass, shoot),
    );
    canvas.addEventListener("pointerdown", this.#begin);
    canvas.addEventListener("pointermove", this.#drag);
    for (const name of ["pointerup", "pointercancel"] as const) canvas.addEventListener(name, this.#end);
    this.#listen(pass, (isHeld) => (this.state.isPassing = isHeld));
    this.#listen(shoot, (isHeld) => (this.state.isShooting = isHeld));
    this.#stopListening = onInterruption(page, () => this.#releaseAll());
  }

  /** Stops listening to the page and the canvas. */
  dispose(): void {
    this.#canvas.removeEventListener("pointerdown", this.#begin);
    this.#canvas.removeEventListener("pointermove", this.#drag);
    for (const name of ["pointerup", "pointercancel"] as const) this.#canvas.removeEventListener(name, this.#end);
    this.#stopListening();
  }

  #listen(button: HTMLElement, hold: (isHeld: boolean) => void): void {
    button.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      hold(true);
      this.#onUse();
    });
    for (const name of ["pointerup", "pointercancel", "pointerleave"] as const) {
      button.addEventListener(name, () => hold(false));
    }
    button.addEventListener("contextmenu", (event) => event.preventDefault());
  }

  readonly #begin = (event: PointerEvent): void => {
    if (event.pointerType !== "touch") return;
    event.preventDefault();
    this.#onUse();
    const box = this.#area.getBoundingClientRect();
    const { clientX, clientY } = event;
    const isInside = clientX >= box.left && clientX <= box.right && clientY >= box.top && clientY <= box.bottom;
    if (this.#pointerId !== NONE || !isInside) return;
    this.#pointerId = event.pointerId;
    this.#startX = clientX;
    this.#startY = clientY;
    this.#base.style.left = `${clientX - box.left}px`;
    this.#base.style.top = `${clientY - box.top}px`;
    this.#base.classList.add("held");
  };

  readonly #drag = (event: PointerEvent): void => {
    if (event.pointerId !== this.#pointerId) return;
    const dx = event.clientX - this.#startX;
    const dy = event.clientY - this.#startY;
    const length = Math.hypot(dx, dy);
    const effort = Math.min(1, length / REACH_PX);
    const isResting = effort < DEAD_ZONE;
    this.state.moveX = isResting ? 0 : (dx / length) * effort;
    this.state.moveY = isResting ? 0 : (dy / length) * effort;
    const shown = length === 0 ? 0 : (effort * REACH_PX) / length;
    this.#knob.style.transform = `translate(${dx * shown}px, ${dy * shown}px)`;
    this.#onUse();
  };

  readonly #end = (event: PointerEvent): void => {
    if (event.pointerId === this.#pointerId) this.#releaseStick();
  };

  #releaseAll(): void {
    this.#releaseStick();
    this.state.isShooting = false;
    this.state.isPassing = false;
  }

  #releaseStick(): void {
    this.#pointerId = NONE;
    this.state.moveX = 0;
    this.state.moveY = 0;
    this.#knob.style.transform = "";
    this.#base.style.left = "";
    this.#base.style.top = "";
    this.#base.classList.remove("held");
  }
}
