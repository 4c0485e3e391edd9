import { setGlobal } from "../../../support/page.ts";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { Gamepads } from "../../../../client/input/gamepad.ts";

interface FakePad {
  index: number;
  connected: boolean;
  mapping: string;
  axes: number[];
  buttons: { pressed: boolean }[];
}

let pads: (FakePad | null)[];
let gamepads: Gamepads;

beforeEach(() => {
  pads = [];
  gamepads = new Gamepads();
  setGlobal("navigator", { getGamepads: () => pads });
});

/** Plugs a pad in at rest. */
function plugIn(mapping: "standard" | "" = "standard", axes = [0, 0, 0, 0]): FakePad {
  const buttons = Array.from({ length: 17 }, () => ({ pressed: false }));
  const pad = { index: pads.length, connected: true, mapping, axes, buttons };
  pads.push(pad);
  return pad;
}

const IDLE = { moveX: 0, moveY: 0, aimX: 0, aimY: 0, isShooting: false, isPassing: false };

describe("a gamepad", () => {
  it("skates and aims with its sticks beyond their dead zone", () => {
    const pad = plugIn();
    pad.axes = [0.1, 0.1, 0.1, 0];
    expect(gamepads.read()).toBe(false);
    pad.axes = [0.5, -0.5, 0, 1];
    expect(gamepads.read()).toBe(true);
    expect(gamepads.state).toEqual({ ...IDLE, moveX: 0.5, moveY: -0.5, aimY: 1 });
  });

  it.each([
    [0, { isShooting: true }],
    [7, { isShooting: true }],
    [1, { isPassing: true }],
    [2, { isPassing: true }],
    [6, { isPassing: true }],
    [12, { moveY: -1 }],
    [13, { moveY: 1 }],
    [14, { moveX: -1 }],
    [15, { moveX: 1 }],
  ])("has button %i, with and without the standard mapping", (button, wanted) => {
    for (const mapping of ["standard", ""] as const) {
      pads = [];
      plugIn(mapping).buttons[button] = { pressed: true };
      expect(gamepads.read()).toBe(true);
      expect(gamepads.state).toEqual({ ...IDLE, ...wanted });
    }
  });

  it("without the standard mapping does not aim with axes that may be triggers", () => {
    plugIn("", [0, 0, -1, -1]);
    expect(gamepads.read()).toBe(false);
  });

  it.each([
    [-1, 0, -1],
    [-0.7142857, 1, -1],
    [-0.4285714, 1, 0],
    [-0.1428571, 1, 1],
    [0.1428571, 0, 1],
    [0.4285714, -1, 1],
    [0.7142857, -1, 0],
    [1, -1, -1],
    [1.2857143, 0, 0],
    [3.2857143, 0, 0],
    [0, 0, 0],
  ])("with a hat at %f skates to (%i, %i)", (hat, moveX, moveY) => {
    plugIn("", [0, 0, 0, 0, 0, 0, 0, 0, 0, hat]);
    gamepads.read();
    expect([gamepads.state.moveX, gamepads.state.moveY]).toEqual([moveX, moveY]);
  });

  it("that is unplugged while skating stops at once", () => {
    const pad = plugIn();
    pad.axes = [1, 0, 0, 0];
    gamepads.read();
    pads[0] = null;
    expect(gamepads.read()).toBe(false);
    expect(gamepads.state).toEqual(IDLE);
  });

  it("that is unplugged but still listed stops at once", () => {
    const pad = plugIn();
    pad.axes = [1, 0, 0, 0];
    gamepads.read();
    pad.connected = false;
    expect(gamepads.read()).toBe(false);
    expect(gamepads.state).toEqual(IDLE);
  });

  it("stops when the browser no longer offers gamepads", () => {
    plugIn().axes = [1, 0, 0, 0];
    gamepads.read();
    setGlobal("navigator", {});
    expect(gamepads.read()).toBe(false);
    expect(gamepads.state).toEqual(IDLE);
  });
});

describe("of two gamepads", () => {
  it("an idle first one does not hide the second", () => {
    plugIn();
    plugIn().axes = [0, 1, 0, 0];
    expect(gamepads.read()).toBe(true);
    expect(gamepads.state.moveY).toBe(1);
  });

  it("the one used last decides, although the other's stick is stuck", () => {
    const [hanging, good] = [plugIn(), plugIn()];
    hanging.axes = [0.4, 0, 0, 0];
    gamepads.read();
    expect(gamepads.state.moveX).toBe(0.4);
    good.axes = [-1, 0, 0, 0];
    gamepads.read();
    expect(gamepads.state.moveX).toBe(-1);
    good.axes = [0, 0, 0, 0];
    expect(gamepads.read()).toBe(false);
    expect(gamepads.state).toEqual(IDLE);
  });
});
