/**
 * Conversions from metres on the ice to pixels on the screen, and back.
 *
 * Reads the size of a canvas, produces a `View` into which the rink fits. On an upright canvas the rink is rotated by a
 * quarter turn, with the player's attack upwards.
 */
import { HALF_LENGTH, HALF_WIDTH, type Ice, type Point } from "../../shared/rink.ts";

/** The placement of the rink on a canvas; pixels are CSS pixels. */
export interface View {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly pxPerM: number;
  readonly originXPx: number;
  readonly originYPx: number;
  /** Quarter turns of the ice, clockwise: -1 puts +x up, 1 puts -x up. */
  readonly quarterTurns: -1 | 0 | 1;
  /** Canvas pixels per CSS pixel. */
  readonly density: number;
}

/** Space for the boards outside the ice [m]. */
export const BOARDS_MARGIN = 1.3;

/** The part of the rink to show: its whole width, from one x to another [m]. */
export interface Stretch {
  readonly fromX: number;
  readonly toX: number;
}

/** The whole rink, with its boards. */
export const WHOLE_RINK: Stretch = { fromX: -HALF_LENGTH - BOARDS_MARGIN, toX: HALF_LENGTH + BOARDS_MARGIN };
/** The parts of the ice that drills take place on: a half and a little more, or all of it. */
export const STRETCHES: Readonly<Record<Ice, Stretch>> = {
  whole: WHOLE_RINK,
  attack: { fromX: -7, toX: HALF_LENGTH + BOARDS_MARGIN },
  defence: { fromX: -HALF_LENGTH - BOARDS_MARGIN, toX: 7 },
};

/**
 * Fits a part of the rink into a canvas. On an upright one, `uprightAttack` says which end is up: 1 is +x, -1 is -x.
 */
export function fitView(
  widthPx: number,
  heightPx: number,
  density: number,
  uprightAttack: 1 | -1 = 1,
  stretch: Stretch = WHOLE_RINK,
): View {
  const isUpright = heightPx > widthPx;
  const quarterTurns = isUpright ? (uprightAttack === 1 ? -1 : 1) : 0;
  const acrossM = 2 * (HALF_WIDTH + BOARDS_MARGIN);
  const alongM = stretch.toX - stretch.fromX;
  const pxPerM = isUpright
    ? Math.min(widthPx / acrossM, heightPx / alongM)
    : Math.min(widthPx / alongM, heightPx / acrossM);
  const middle = ((stretch.fromX + stretch.toX) / 2) * pxPerM;
  return {
    widthPx,
    heightPx,
    pxPerM,
    originXPx: widthPx / 2 - (quarterTurns === 0 ? middle : 0),
    originYPx: heightPx / 2 - quarterTurns * middle,
    quarterTurns,
    density,
  };
}

/** Makes `context` draw in metres on the ice. */
export function enterMetres(context: CanvasRenderingContext2D, view: View): void {
  const scale = view.pxPerM * view.density;
  const originX = view.originXPx * view.density;
  const originY = view.originYPx * view.density;
  const turn = view.quarterTurns;
  if (turn === 0) context.setTransform(scale, 0, 0, scale, originX, originY);
  else context.setTransform(0, turn * scale, -turn * scale, 0, originX, originY);
}

/** Makes `context` draw in CSS pixels. */
export function enterPixels(context: CanvasRenderingContext2D, view: View): void {
  context.setTransform(view.density, 0, 0, view.density, 0, 0);
}

/** The place on the canvas [CSS px] of (x, y) on the ice [m]. */
export function screenFromIce(view: View, x: number, y: number): Point {
  const turn = view.quarterTurns;
  const across = turn === 0 ? x : -turn * y;
  const down = turn === 0 ? y : turn * x;
  return { x: view.originXPx + across * view.pxPerM, y: view.originYPx + down * view.pxPerM };
}

/** Rotates a direction on the screen to the direction on the ice; lengths stay the same. */
export function iceDirection(view: View, screenX: number, screenY: number): Point {
  const turn = view.quarterTurns;
  return turn === 0 ? { x: screenX, y: screenY } : { x: turn * screenY, y: -turn * screenX };
}

/** The place on the ice [m] at (xPx, yPx) on the canvas. */
export function iceFromScreen(view: View, xPx: number, yPx: number): Point {
  return iceDirection(view, (xPx - view.originXPx) / view.pxPerM, (yPx - view.originYPx) / view.pxPerM);
}
