/**
 * Gamepads: left stick or d-pad skates, right stick aims, the lower buttons shoot and pass.
 *
 * Reads all connected pads once per screen frame; the one that was used last is the active one. Pads without the
 * "standard" mapping can skate and shoot, but not aim: it is unknown which of their axes is the right stick.
 */
import { gamepads } from "../optional.ts";
import type { DeviceState } from "./keyboard.ts";

const DEAD_ZONE = 0.18;

/** Buttons of the standard mapping, also used by most other pads: up, down, left, right. */
const D_PAD = [12, 13, 14, 15] as const;
const SHOOT_BUTTONS = [0, 7] as const;
const PASS_BUTTONS = [1, 2, 6] as const;
/** Pads without the standard mapping report the d-pad on this axis: eight directions from up (-1) clockwise to 1. */
const HAT_AXIS = 9;
const HAT_STEP = 2 / 7;

/** The state of a gamepad; the aim is a direction on the screen, (0, 0) for none. */
export interface GamepadState extends DeviceState {
  aimX: number;
  aimY: number;
}

/** The gamepads of one match. */
export class Gamepads {
  readonly state = idleState();
  #lead = -1;
  /** Indices of the pads that were in use at the last reading. */
  readonly #used = new Set<number>();

  /** Reads the pads into `state`. Returns whether the active one is in use. */
  read(): boolean {
    const states = new Map<number, GamepadState>();
    for (const pad of gamepads()) if (pad?.connected === true) states.set(pad.index, stateOf(pad));
    for (const index of this.#used) if (!states.has(index)) this.#used.delete(index);
    for (const [index, state] of states) {
      // Only the start of use makes a pad active: one with a drifting stick is always in use.
      if (!isUsed(state)) this.#used.delete(index);
      else if (!this.#used.has(index)) {
        this.#used.add(index);
        this.#lead = index;
      }
    }
    // An unplugged pad counts as released.
    Object.assign(this.state, states.get(this.#lead) ?? idleState());
    return isUsed(this.state);
  }
}

function idleState(): GamepadState {
  return { moveX: 0, moveY: 0, aimX: 0, aimY: 0, isShooting: false, isPassing: false };
}

function isUsed(state: GamepadState): boolean {
  const { moveX, moveY, aimX, aimY, isShooting, isPassing } = state;
  return moveX !== 0 || moveY !== 0 || aimX !== 0 || aimY !== 0 || isShooting || isPassing;
}

function stateOf(pad: Gamepad): GamepadState {
  const isStandard = pad.mapping === "standard";
  const stick = beyond(DEAD_ZONE, pad.axes[0], pad.axes[1]);
  const aim = isStandard ? beyond(2 * DEAD_ZONE, pad.axes[2], pad.axes[3]) : NOWHERE;
  const move = stick !== NOWHERE ? stick : dPad(pad, isStandard);
  return {
    moveX: move.x,
    moveY: move.y,
    aimX: aim.x,
    aimY: aim.y,
    isShooting: SHOOT_BUTTONS.some((button) => isPressed(pad, button)),
    isPassing: PASS_BUTTONS.some((button) => isPressed(pad, button)),
  };
}

interface Direction {
  readonly x: number;
  readonly y: number;
}

const NOWHERE: Direction = { x: 0, y: 0 };

/** A stick's direction, (0, 0) within the dead zone. */
function beyond(deadZone: number, x = 0, y = 0): Direction {
  return Math.hypot(x, y) > deadZone ? { x, y } : NOWHERE;
}

function dPad(pad: Gamepad, isStandard: boolean): Direction {
  const [up, down, left, right] = D_PAD.map((button) => Number(isPressed(pad, button)));
  const pressed = { x: right! - left!, y: down! - up! };
  if (pressed.x !== 0 || pressed.y !== 0) return pressed;
  return isStandard ? NOWHERE : hat(pad.axes[HAT_AXIS]);
}

/** The direction of a hat; at rest it reports 0 or a value beyond 1. */
function hat(value: number | undefined): Direction {
  if (value === undefined) return NOWHERE;
  const step = (value + 1) / HAT_STEP;
  const isAtRest = step < -0.25 || step > 7.25 || Math.abs(step - Math.round(step)) > 0.25;
  if (isAtRest) return NOWHERE;
  const angle = (Math.round(step) * Math.PI) / 4 - Math.PI / 2;
  return { x: Math.round(Math.cos(angle)), y: Math.round(Math.sin(angle)) };
}

function isPressed(pad: Gamepad, button: number): boolean {
  return pad.buttons[button]?.pressed === true;
}
