/**
 * The card that explains the controls, shown in the first match and by its button.
 *
 * Reads whether this browser has shown it before, and which device is in use; stores that it was shown.
 */
import { el } from "./dom.ts";
import { likelyDevice, type Device } from "./input/input.ts";
import { recall, remember } from "./storage.ts";
import { WORDS } from "./words.ts";

const SEEN_KEY = "controls-seen";

/** The lines for each device; mouse and keyboard are used together. */
const ROWS = {
  keyboard: WORDS.play.help,
  mouse: WORDS.play.help,
  pen: WORDS.play.helpPen,
  touch: WORDS.play.helpTouch,
  gamepad: WORDS.play.helpGamepad,
} as const;

/** The card and the button that opens it. */
export class HelpCard {
  readonly element = el("div", { class: "help-layer" });
  readonly button = el("button", {
    type: "button",
    class: "icon-button",
    "aria-label": WORDS.play.helpOpen,
    text: "?",
  });

  #device: Device = likelyDevice();

  constructor() {
    this.button.addEventListener("click", () => {
      if (this.#isOpen) this.hide();
      else this.show();
    });
    if (recall("visits", SEEN_KEY) === "") this.show();
  }

  /** The device in use, whose lines are shown. */
  set device(device: Device) {
    const isOther = ROWS[device] !== ROWS[this.#device];
    this.#device = device;
    if (isOther && this.#isOpen) this.show();
  }

  /** Opens the card. */
  show(): void {
    const rows = ROWS[this.#device];
    const close = el("button", { type: "button", class: "button small", text: WORDS.play.helpClose });
    close.addEventListener("click", () => this.hide());
    this.element.replaceChildren(
      el(
        "aside",
        { class: "help-card", "aria-label": WORDS.play.helpTitle },
        el("dl", {}, ...rows.flatMap(([keys, meaning]) => [el("dt", { text: keys }), el("dd", { text: meaning })])),
        rows === WORDS.play.help ? el("p", { class: "fine", text: WORDS.play.helpNote }) : null,
        close,
      ),
    );
  }

  /** Closes the card; it does not open by itself again. */
  hide(): void {
    remember("visits", SEEN_KEY, "yes");
    this.element.replaceChildren();
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  }

  get #isOpen(): boolean {
    return this.element.childElementCount > 0;
  }
}
