import { dispatch, pageWindow } from "../../../support/page.ts";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { Pointer } from "../../../../client/input/pointer.ts";

let canvas: HTMLElement;
let pointer: Pointer;
let used: string[];

beforeEach(() => {
  canvas = document.createElement("canvas");
  document.body.replaceChildren(canvas);
  used = [];
  pointer = new Pointer(canvas, pageWindow, (device) => used.push(device));
});
afterEach(() => pointer.dispose());

describe("the pointer on the rink", () => {
  it.each(["mouse", "pen"])("a %s aims, shoots with the first button and passes with the second", (pointerType) => {
    dispatch(canvas, "pointermove", { pointerType, clientX: 30, clientY: 40, buttons: 0 });
    expect(pointer.state).toEqual({ xPx: 30, yPx: 40, isShooting: false, isPassing: false });
    dispatch(canvas, "pointerdown", { pointerType, clientX: 31, clientY: 40, buttons: 1 });
    expect(pointer.state).toMatchObject({ xPx: 31, isShooting: true });
    dispatch(pageWindow, "pointerup", { pointerType, buttons: 0 });
    dispatch(canvas, "pointerdown", { pointerType, clientX: 31, clientY: 40, buttons: 2 });
    expect(pointer.state).toMatchObject({ isShooting: false, isPassing: true });
    expect(new Set(used)).toEqual(new Set([pointerType]));
  });

  it("a pen passes when its barrel button is pressed while the tip is down", () => {
    dispatch(canvas, "pointerdown", { pointerType: "pen", clientX: 0, clientY: 0, buttons: 3 });
    expect(pointer.state).toMatchObject({ isShooting: false, isPassing: true });
  });

  it("leaves fingers to the touch stick", () => {
    const event = dispatch(canvas, "pointerdown", { pointerType: "touch", clientX: 9, clientY: 9, buttons: 1 });
    expect(event.defaultPrevented).toBe(false);
    expect(pointer.state).toEqual({ xPx: 0, yPx: 0, isShooting: false, isPassing: false });
    expect(used).toEqual([]);
  });

  it.each(["blur", "visibilitychange", "pagehide"])("is released at %s", (type) => {
    dispatch(canvas, "pointerdown", { pointerType: "mouse", clientX: 0, clientY: 0, buttons: 1 });
    dispatch(pageWindow, type);
    expect(pointer.state.isShooting).toBe(false);
  });

  it("is released when the system cancels a pen", () => {
    dispatch(canvas, "pointerdown", { pointerType: "pen", clientX: 0, clientY: 0, buttons: 1 });
    dispatch(pageWindow, "pointercancel", { pointerType: "pen", buttons: 1 });
    expect(pointer.state.isShooting).toBe(false);
  });

  it("opens no menu on the rink", () => {
    expect(dispatch(canvas, "contextmenu").defaultPrevented).toBe(true);
    pointer.dispose();
    expect(dispatch(canvas, "contextmenu").defaultPrevented).toBe(false);
  });
});
