import { dispatch, keyDown, keyUp, pageWindow } from "../../../support/page.ts";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { Keyboard } from "../../../../client/input/keyboard.ts";

let keyboard: Keyboard;
let uses: number;

beforeEach(() => {
  uses = 0;
  keyboard = new Keyboard(pageWindow, () => uses++);
});
afterEach(() => {
  keyboard.dispose();
  document.body.replaceChildren();
});

/** Adds `<tag>` to the page. */
function add(tag: string, parent: Element = document.body): HTMLElement {
  const element = document.createElement(tag);
  parent.append(element);
  return element;
}

const IDLE = { moveX: 0, moveY: 0, isShooting: false, isPassing: false };

describe("the keys", () => {
  it.each([
    ["KeyW", { moveX: 0, moveY: -1 }],
    ["ArrowLeft", { moveX: -1, moveY: 0 }],
    ["KeyS", { moveX: 0, moveY: 1 }],
    ["ArrowRight", { moveX: 1, moveY: 0 }],
    ["Space", { isShooting: true }],
    ["KeyK", { isShooting: true }],
    ["KeyE", { isPassing: true }],
    ["ShiftLeft", { isPassing: true }],
  ])("%s is one of the game", (code, wanted) => {
    const fields = code.startsWith("Shift") ? { modifiers: ["Shift"] } : {};
    expect(keyDown(code, document.body, fields)).toBe(true);
    expect(keyboard.state).toMatchObject(wanted);
    expect(uses).toBe(1);
    keyUp(code);
    expect(keyboard.state).toEqual(IDLE);
  });

  it("skate diagonally no faster, and opposite ones cancel out", () => {
    keyDown("KeyW");
    keyDown("KeyD");
    expect(Math.hypot(keyboard.state.moveX, keyboard.state.moveY)).toBeCloseTo(1);
    keyDown("KeyA");
    expect(keyboard.state.moveX).toBe(0);
  });

  it("of other meanings are left to the browser", () => {
    expect(keyDown("KeyX")).toBe(false);
    expect(keyDown("KeyS", document.body, { modifiers: ["Control"] })).toBe(false);
    expect(keyDown("KeyW", document.body, { modifiers: ["Meta"] })).toBe(false);
    expect(keyDown("KeyW", add("input"))).toBe(false);
    expect(keyboard.state).toEqual(IDLE);
    expect(uses).toBe(0);
  });

  it("survive the events without a code that auto-fill makes", () => {
    dispatch(document.body, "keydown", { code: undefined });
    expect(keyboard.state).toEqual(IDLE);
  });

  it("do nothing after the match", () => {
    keyboard.dispose();
    keyDown("KeyW");
    expect(keyboard.state).toEqual(IDLE);
  });
});

describe("a held key is let go when the page cannot learn of its release", () => {
  it.each(["blur", "pagehide", "visibilitychange", "pointerlockchange", "fullscreenchange", "contextmenu"])(
    "at %s",
    (type) => {
      keyDown("KeyW");
      keyDown("Space");
      dispatch(pageWindow, type);
      expect(keyboard.state).toEqual(IDLE);
    },
  );

  it("when Meta goes down, and when it was down all along", () => {
    keyDown("KeyW");
    keyDown("MetaLeft", document.body, { modifiers: ["Meta"] });
    expect(keyboard.state).toEqual(IDLE);
    keyDown("KeyW");
    dispatch(document.body, "pointermove", { modifiers: ["Meta"] });
    expect(keyboard.state).toEqual(IDLE);
  });

  it("when Alt opens a menu", () => {
    keyDown("KeyW");
    keyDown("AltLeft", document.body, { modifiers: ["Alt"] });
    expect(keyboard.state).toEqual(IDLE);
  });

  it("when an event shows that no Shift is held any more", () => {
    keyDown("ShiftLeft", document.body, { modifiers: ["Shift"] });
    keyDown("ShiftRight", document.body, { modifiers: ["Shift"] });
    // Windows sends one keyup for both.
    keyUp("ShiftRight");
    expect(keyboard.state.isPassing).toBe(false);
    keyDown("ShiftLeft", document.body, { modifiers: ["Shift"] });
    dispatch(document.body, "pointermove");
    expect(keyboard.state.isPassing).toBe(false);
  });

  it("but not by a right click on the rink, which opens no menu", () => {
    const canvas = add("canvas");
    canvas.addEventListener("contextmenu", (event) => event.preventDefault());
    keyDown("KeyW");
    dispatch(canvas, "contextmenu");
    expect(keyboard.state.moveY).toBe(-1);
    // Firefox opens it all the same.
    dispatch(canvas, "contextmenu", { shiftKey: true });
    expect(keyboard.state).toEqual(IDLE);
  });

  it("and counts again when it is pressed anew or repeats", () => {
    keyDown("KeyW");
    dispatch(pageWindow, "blur");
    keyDown("KeyW", document.body, { repeat: true });
    expect(keyboard.state.moveY).toBe(-1);
  });
});

describe("Space", () => {
  it("is a shot while a button has the focus that a click gave it", () => {
    const button = add("button");
    dispatch(button, "pointerdown");
    expect(keyDown("Space", button)).toBe(true);
    expect(keyboard.state.isShooting).toBe(true);
    // The release would press the button in Firefox.
    expect(keyUp("Space", button)).toBe(true);
  });

  it("presses a button that was reached by Tab, until the person skates on", () => {
    const button = add("button");
    keyDown("Tab");
    expect(keyDown("Space", button)).toBe(false);
    expect(keyUp("Space", button)).toBe(false);
    keyDown("KeyD");
    expect(keyDown("Space", button)).toBe(true);
  });

  it("presses a button of a dialog, except when it was held down as a shot before", () => {
    const dialog = add("div");
    dialog.setAttribute("role", "dialog");
    const button = add("button", dialog);
    keyDown("Space");
    expect(keyDown("Space", button, { repeat: true })).toBe(true);
    expect(keyUp("Space", button)).toBe(true);
    expect(keyDown("Space", button)).toBe(false);
  });

  it("is not replaced by Enter, which always presses the button", () => {
    expect(keyDown("Enter", add("button"))).toBe(false);
  });
});

it("a button clicked by a pointer loses the focus; one pressed by a key keeps it", () => {
  const button = add("button");
  let blurs = 0;
  button.blur = () => void blurs++;
  dispatch(button, "click", { detail: 0 });
  expect(blurs).toBe(0);
  dispatch(button, "click", { detail: 1 });
  expect(blurs).toBe(1);
});
