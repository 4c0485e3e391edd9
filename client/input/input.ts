/**
 * All devices together, as one `Control` per screen frame.
 *
 * Reads keyboard, mouse, pen, touch and gamepads; the device used last aims, and says which words and controls the page
 * shows. Screen directions become directions on the ice here, so that a turned rink feels right.
 */
import { idleControl, type Control } from "../../shared/control.ts";
import { matchesMedia } from "../optional.ts";
import type { RinkFrame, SkaterFigure } from "../render/frame.ts";
import { iceDirection, iceFromScreen, type View } from "../render/view.ts";
import { passAim, shotAim } from "./assist.ts";
import { Gamepads } from "./gamepad.ts";
import { Keyboard } from "./keyboard.ts";
import { Pointer } from "./pointer.ts";
import { Touch } from "./touch.ts";

/** A press is kept for at least this long [ms], so that even the shortest reaches a tick. */
const LATCH_MS = 100;

/** A mouse or pen that has not been moved for this long no longer aims for a keyboard player [ms]. */
const POINTER_IDLE_MS = 1500;

/** What the person plays with. */
export type Device = "mouse" | "pen" | "keyboard" | "touch" | "gamepad";

/** The device to expect before any is used. */
export function likelyDevice(): Device {
  return matchesMedia("(pointer: coarse)") ? "touch" : "keyboard";
}

/** The controls of one match. */
export class MatchInput {
  readonly touch: Touch;
  readonly #keyboard: Keyboard;
  readonly #pointer: Pointer;
  readonly #gamepads = new Gamepads();
  readonly #onDevice: (device: Device) => void;
  readonly #control: Control = idleControl();
  readonly #move = { x: 0, y: 0 };
  #device: Device = likelyDevice();
  #aimedBy: Device = "keyboard";
  #latched: "hold" | "pass" | "shoot" = "hold";
  #latchedUntilMs = 0;
  #facing = 0;
  #windupAim: number | null = null;
  #isPointerUsed = false;
  #pointerUsedMs = 0;

  /**
   * @param onDevice called with the device whenever another one is used
   * @param page where the events of the whole page arrive
   */
  constructor(canvas: HTMLElement, onDevice: (device: Device) => void, page: EventTarget = window) {
    this.#onDevice = onDevice;
    this.#keyboard = new Keyboard(page, () => this.#use("keyboard"));
    this.#pointer = new Pointer(canvas, page, (device) => {
      this.#isPointerUsed = true;
      this.#use(device);
    });
    this.touch = new Touch(canvas, page, () => {
      this.#aimedBy = "touch";
      this.#use("touch");
    });
  }

  /** Stops listening. */
  dispose(): void {
    this.#keyboard.dispose();
    this.#pointer.dispose();
    this.touch.dispose();
  }

  #use(device: Device): void {
    if (device === this.#device) return;
    this.#device = device;
    this.#onDevice(device);
  }

  /** What the own skater is to do now. */
  read(frame: RinkFrame, view: View, nowMs: number): Readonly<Control> {
    const control = this.#control;
    this.#chooseDevice(nowMs);
    this.#readMove();
    const move = iceDirection(view, this.#move.x, this.#move.y);
    control.moveX = move.x;
    control.moveY = move.y;
    const you = frame.skaters[frame.you];
    const hasPuck = you !== undefined && frame.puck.carrier === frame.you;
    control.stick = this.#readStick(nowMs, hasPuck);
    if (you === undefined) return control;
    const aim = this.#readAim(frame, you, view, control);
    // A stick that winds up keeps its first aim on the server, so it does here.
    this.#windupAim = hasPuck && control.stick !== "hold" ? (this.#windupAim ?? aim) : null;
    control.aim = this.#windupAim ?? aim;
    return control;
  }

  /** The device used last aims; a pointer that lies still does not keep a keyboard player from aiming. */
  #chooseDevice(nowMs: number): void {
    if (this.#isPointerUsed) {
      this.#isPointerUsed = false;
      this.#pointerUsedMs = nowMs;
      this.#aimedBy = "mouse";
    }
    if (this.#gamepads.read()) {
      this.#aimedBy = "gamepad";
      this.#use("gamepad");
    }
    const keys = this.#keyboard.state;
    const isPointerIdle = nowMs - this.#pointerUsedMs > POINTER_IDLE_MS;
    if ((keys.isShooting || keys.isPassing) && isPointerIdle) this.#aimedBy = "keyboard";
  }

  /** The strongest of the sticks. */
  #readMove(): void {
    let strongest = -1;
    for (const device of [this.#keyboard.state, this.touch.state, this.#gamepads.state]) {
      const effort = Math.hypot(device.moveX, device.moveY);
      if (effort <= strongest) continue;
      strongest = effort;
      const scale = effort > 1 ? 1 / effort : 1;
      this.#move.x = device.moveX * scale;
      this.#move.y = device.moveY * scale;
    }
  }

  /** Held buttons, or a short press that is still being carried out. */
  #readStick(nowMs: number, hasPuck: boolean): Control["stick"] {
    const devices = [this.#keyboard.state, this.#pointer.state, this.touch.state, this.#gamepads.state];
    const held = devices.some((device) => device.isShooting)
      ? "shoot"
      : devices.some((device) => device.isPassing)
        ? "pass"
        : "hold";
    if (held !== "hold") {
      this.#latched = hasPuck ? held : "hold";
      this.#latchedUntilMs = nowMs + LATCH_MS;
      return held;
    }
    if (!hasPuck || nowMs > this.#latchedUntilMs) this.#latched = "hold";
    return this.#latched;
  }

  #readAim(frame: RinkFrame, you: SkaterFigure, view: View, control: Readonly<Control>): number {
    if (this.#aimedBy === "mouse") {
      const at = iceFromScreen(view, this.#pointer.state.xPx, this.#pointer.state.yPx);
      this.#facing = Math.atan2(at.y - you.y, at.x - you.x);
      return this.#facing;
    }
    if (this.#aimedBy === "gamepad" && (this.#gamepads.state.aimX !== 0 || this.#gamepads.state.aimY !== 0)) {
      const aim = iceDirection(view, this.#gamepads.state.aimX, this.#gamepads.state.aimY);
      this.#facing = Math.atan2(aim.y, aim.x);
      return this.#facing;
    }
    if (control.moveX !== 0 || control.moveY !== 0) this.#facing = Math.atan2(control.moveY, control.moveX);
    if (control.stick === "shoot") return shotAim(frame, you, this.#facing);
    if (control.stick === "pass") return passAim(frame, you, this.#facing);
    return this.#facing;
  }
}
