import { dispatch, pageWindow, type EventFields } from "../../../support/page.ts";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { Touch } from "../../../../client/input/touch.ts";

let canvas: HTMLElement;
let touch: Touch;
let uses: number;

beforeEach(() => {
  canvas = document.createElement("canvas");
  uses = 0;
  touch = new Touch(canvas, pageWindow, () => uses++);
  document.body.replaceChildren(canvas, touch.element);
  const area = touch.element.querySelector(".stick-area");
  Object.assign(area ?? {}, { getBoundingClientRect: () => ({ left: 0, top: 100, right: 200, bottom: 400 }) });
});
afterEach(() => touch.dispose());

/** A finger's event on the canvas. */
function finger(type: string, clientX: number, clientY: number, fields: EventFields = {}): Event {
  return dispatch(canvas, type, { pointerType: "touch", pointerId: 7, clientX, clientY, ...fields });
}

const button = (kind: string): Element => touch.element.querySelector(`.${kind}`)!;
const IDLE = { moveX: 0, moveY: 0, isShooting: false, isPassing: false };

describe("the touch stick", () => {
  it("begins where the thumb touches and follows it to full effort", () => {
    finger("pointerdown", 100, 200);
    expect(touch.state).toEqual(IDLE);
    finger("pointermove", 100, 177);
    expect(touch.state.moveX).toBeCloseTo(0);
    expect(touch.state.moveY).toBeCloseTo(-0.5);
    finger("pointermove", 400, 200);
    expect(touch.state.moveX).toBe(1);
    finger("pointerup", 400, 200);
    expect(touch.state).toEqual(IDLE);
  });

  it("stays neutral under a thumb that hardly moves", () => {
    finger("pointerdown", 100, 200);
    finger("pointermove", 105, 200);
    expect(touch.state).toEqual(IDLE);
  });

  it("does not react to a mouse or a pen, even within its area", () => {
    for (const pointerType of ["mouse", "pen"]) {
      expect(finger("pointerdown", 100, 200, { pointerType }).defaultPrevented).toBe(false);
      finger("pointermove", 160, 200, { pointerType });
    }
    expect(touch.state).toEqual(IDLE);
    expect(uses).toBe(0);
  });

  it("does not begin outside its area, but the use of a finger is reported", () => {
    finger("pointerdown", 300, 200);
    finger("pointermove", 360, 200);
    expect(touch.state).toEqual(IDLE);
    expect(uses).toBeGreaterThan(0);
  });

  it("follows the first finger only", () => {
    finger("pointerdown", 100, 200);
    finger("pointermove", 160, 200);
    finger("pointerdown", 50, 300, { pointerId: 8 });
    finger("pointerup", 50, 300, { pointerId: 8 });
    expect(touch.state.moveX).toBe(1);
  });

  it.each(["pointercancel"])("is released at %s", (type) => {
    finger("pointerdown", 100, 200);
    finger("pointermove", 160, 200);
    finger(type, 160, 200);
    expect(touch.state).toEqual(IDLE);
  });
});

describe("the touch buttons", () => {
  it("are held while the thumb is on them", () => {
    dispatch(button("shoot"), "pointerdown", { pointerType: "touch" });
    expect(touch.state.isShooting).toBe(true);
    dispatch(button("shoot"), "pointerleave", { pointerType: "touch" });
    expect(touch.state.isShooting).toBe(false);
    dispatch(button("pass"), "pointerdown", { pointerType: "touch" });
    expect(touch.state.isPassing).toBe(true);
    dispatch(button("pass"), "pointerup", { pointerType: "touch" });
    expect(touch.state).toEqual(IDLE);
  });

  it("and the stick are released when the page is left", () => {
    finger("pointerdown", 100, 200);
    finger("pointermove", 160, 200);
    dispatch(button("shoot"), "pointerdown", { pointerType: "touch" });
    dispatch(pageWindow, "visibilitychange");
    expect(touch.state).toEqual(IDLE);
  });
});
