import { dispatch, keyDown, keyUp, pageWindow, setGlobal } from "../../../support/page.ts";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { MatchInput, type Device } from "../../../../client/input/input.ts";
import { emptyFrame, emptySkater, type RinkFrame } from "../../../../client/render/frame.ts";
import { fitView } from "../../../../client/render/view.ts";
import type { Control } from "../../../../shared/control.ts";
import { GOAL_LINE_X } from "../../../../shared/rink.ts";

const LYING = fitView(1366, 700, 1);
const UPRIGHT = fitView(360, 690, 1, 1);

let canvas: HTMLElement;
let input: MatchInput;
let devices: Device[];
let frame: RinkFrame;
let nowMs: number;

beforeEach(() => {
  setGlobal("navigator", {});
  canvas = document.createElement("canvas");
  document.body.replaceChildren(canvas);
  devices = [];
  input = new MatchInput(canvas, (device) => devices.push(device), pageWindow);
  frame = emptyFrame();
  frame.skaters.push({ ...emptySkater(), x: 10 });
  frame.you = 0;
  nowMs = 10_000;
});
afterEach(() => input.dispose());

/** The control of a screen frame, 16 ms after the last one. */
function read(view = LYING): Readonly<Control> {
  nowMs += 16;
  return { ...input.read(frame, view, nowMs) };
}

function point(pointerType: string, clientX: number, clientY: number, buttons = 0): void {
  dispatch(canvas, "pointermove", { pointerType, clientX, clientY, buttons });
}

describe("the controls of a match", () => {
  it("skate where the keys point on the screen, also on a rink that stands upright", () => {
    keyDown("KeyW");
    expect(read()).toMatchObject({ moveX: 0, moveY: -1 });
    expect(read(UPRIGHT)).toMatchObject({ moveX: 1 });
  });

  it("take the strongest of the sticks, never more than full effort", () => {
    setGlobal("navigator", {
      getGamepads: () => [{ index: 0, connected: true, mapping: "standard", axes: [1, 1, 0, 0], buttons: [] }],
    });
    keyDown("KeyW");
    const { moveX, moveY } = read();
    expect(Math.hypot(moveX, moveY)).toBeCloseTo(1);
    expect(moveX).toBeCloseTo(Math.SQRT1_2);
  });

  it("aim at the mouse or the pen, and from the keys when it lies still", () => {
    const { originXPx, originYPx, pxPerM } = LYING;
    for (const device of ["mouse", "pen"]) {
      point(device, originXPx + 10 * pxPerM, originYPx + 5 * pxPerM);
      expect(read().aim).toBeCloseTo(Math.PI / 2);
    }
    keyDown("Space");
    expect(read().aim).toBeCloseTo(Math.PI / 2);
    keyUp("Space");
    nowMs += 2000;
    keyDown("Space");
    expect(read().aim).toBeCloseTo(0);
  });

  it("aim at the goal with the keyboard, whatever stands around", () => {
    frame.skaters[0]!.y = 8;
    keyDown("KeyK");
    expect(Math.tan(read().aim)).toBeCloseTo(-8 / (GOAL_LINE_X - 10), 1);
  });

  it("keep a short press with the puck until a tick has seen it", () => {
    frame.puck.carrier = 0;
    keyDown("Space");
    expect(read().stick).toBe("shoot");
    keyUp("Space");
    expect(read().stick).toBe("shoot");
    nowMs += 200;
    expect(read().stick).toBe("hold");
  });

  it("keep the first aim while the stick winds up", () => {
    frame.puck.carrier = 0;
    const { originXPx, originYPx, pxPerM } = LYING;
    point("mouse", originXPx + 10 * pxPerM, originYPx + 5 * pxPerM, 1);
    expect(read().aim).toBeCloseTo(Math.PI / 2);
    point("mouse", originXPx + 10 * pxPerM, originYPx - 5 * pxPerM, 1);
    expect(read().aim).toBeCloseTo(Math.PI / 2);
    point("mouse", originXPx + 10 * pxPerM, originYPx - 5 * pxPerM, 0);
    nowMs += 200;
    expect(read().aim).toBeCloseTo(-Math.PI / 2);
  });

  it("work without gamepads, and for somebody who only watches", () => {
    setGlobal("navigator", {
      getGamepads() {
        throw new DOMException("forbidden", "SecurityError");
      },
    });
    frame.you = -1;
    keyDown("KeyD");
    expect(read()).toMatchObject({ moveX: 1, stick: "hold" });
  });
});

describe("the device in use", () => {
  it("is told whenever it changes, per event and not per machine", () => {
    point("mouse", 1, 1);
    point("mouse", 2, 2);
    dispatch(canvas, "pointerdown", { pointerType: "touch", pointerId: 1, clientX: 5, clientY: 5 });
    point("pen", 3, 3);
    keyDown("KeyA");
    expect(devices).toEqual(["mouse", "touch", "pen", "keyboard"]);
  });

  it("is a gamepad once one is touched", () => {
    const pad = { index: 0, connected: true, mapping: "standard", axes: [0, 0, 0, 0], buttons: [] };
    setGlobal("navigator", { getGamepads: () => [pad] });
    read();
    expect(devices).toEqual([]);
    pad.axes = [1, 0, 0, 0];
    read();
    expect(devices).toEqual(["gamepad"]);
  });
});
