/**
 * Labels on the ice: shirt numbers, names, the arrow at the player's skater, and a bot's values.
 *
 * Reads a frame and a view, paints in CSS pixels, so that text stays sharp and upright on a rotated rink.
 */
import { WORDS } from "../words.ts";
import type { RinkFrame, SkaterFigure } from "./frame.ts";
import { MARKS, TEAM_COLOURS } from "./palette.ts";
import { screenFromIce, type View } from "./view.ts";

/** Which labels a rink shows. */
export interface LabelOptions {
  readonly names: boolean;
  readonly thoughts: boolean;
}

const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";

/** Paints every skater's number, its name if there is room, and the puck carrier's values. */
export function paintLabels(
  context: CanvasRenderingContext2D,
  view: View,
  frame: RinkFrame,
  options: LabelOptions,
): void {
  context.textAlign = "center";
  context.textBaseline = "middle";
  const numberPx = Math.max(7, view.pxPerM * 0.82);
  for (const [index, skater] of frame.skaters.entries()) {
    if (options.names && view.pxPerM > 9 && index !== frame.you) paintName(context, view, skater);
  }
  for (const skater of frame.skaters) {
    const at = screenFromIce(view, skater.x, skater.y);
    context.font = `800 ${numberPx}px ${FONT}`;
    context.fillStyle = TEAM_COLOURS[skater.team].number;
    context.fillText(String(skater.number), at.x, at.y + numberPx * 0.05);
  }
  const you = frame.skaters[frame.you];
  if (options.names && you !== undefined) paintName(context, view, you);
  if (options.thoughts) paintThought(context, view, frame);
}

/** Paints the name below a skater, bolder for people than for bots. */
function paintName(context: CanvasRenderingContext2D, view: View, skater: SkaterFigure): void {
  const namePx = Math.min(15, Math.max(9.5, view.pxPerM * 0.75));
  const at = screenFromIce(view, skater.x, skater.y);
  context.font = `${skater.isPerson ? 700 : 500} ${namePx}px ${FONT}`;
  const name = nameOf(skater);
  const x = keepOnCanvas(view, at.x, context.measureText(name).width);
  paintHaloed(context, name, x, at.y + view.pxPerM * 1.35 + namePx * 0.5);
}

/** The name to show, with a note if the person is away. */
function nameOf(skater: SkaterFigure): string {
  return skater.isAway ? `${skater.name} (${WORDS.play.away})` : skater.name;
}

/**
 * Paints the moving arrow at the player's skater: above it, or below when the stick points up. `phase` of the motion is
 * in [0, 1].
 */
export function paintYouArrow(context: CanvasRenderingContext2D, view: View, you: SkaterFigure, phase: number): void {
  const at = screenFromIce(view, you.x, you.y);
  const blade = screenFromIce(view, you.x + Math.cos(you.heading), you.y + Math.sin(you.heading));
  const size = Math.max(7, view.pxPerM * 0.6);
  const bob = size * (0.4 + 0.35 * Math.sin(phase * 2 * Math.PI));
  const isBelow = blade.y < at.y - 0.5 * view.pxPerM;
  const side = isBelow ? 1 : -1;
  const y = at.y + side * (view.pxPerM * (isBelow ? 2.45 : 1.75) + size + bob);
  context.beginPath();
  context.moveTo(at.x, y - side * size);
  context.lineTo(at.x - size * 0.85, y);
  context.lineTo(at.x + size * 0.85, y);
  context.closePath();
  context.fillStyle = MARKS.youHalo;
  context.strokeStyle = MARKS.you;
  context.lineWidth = 1.5;
  context.fill();
  context.stroke();
}

/** Paints "shoot 0.62 · pass 0.48" above every bot that has values. */
function paintThought(context: CanvasRenderingContext2D, view: View, frame: RinkFrame): void {
  for (const skater of frame.skaters) {
    if (skater.thoughts.length > 0) paintValues(context, view, skater);
  }
}

function paintValues(context: CanvasRenderingContext2D, view: View, skater: SkaterFigure): void {
  const text = WORDS.training.thought(skater.thoughts);
  const sizePx = Math.min(13, Math.max(10, view.pxPerM * 0.9));
  context.font = `600 ${sizePx}px ${FONT}`;
  const width = context.measureText(text).width + sizePx * 1.2;
  const height = sizePx * 1.75;
  const at = screenFromIce(view, skater.x, skater.y);
  const x = keepOnCanvas(view, at.x, width);
  const y = Math.max(at.y - view.pxPerM * 1.6 - height / 2, height / 2 + 3);
  context.beginPath();
  context.roundRect(x - width / 2, y - height / 2, width, height, height / 2);
  context.fillStyle = "rgba(11,22,38,0.88)";
  context.fill();
  context.fillStyle = "#f4fbff";
  context.fillText(text, x, y + 0.5);
}

/** `x`, moved if need be so that a label of `width` centred there is not cut off at a side [px]. */
function keepOnCanvas(view: View, x: number, width: number): number {
  return Math.min(Math.max(x, width / 2 + 4), view.widthPx - width / 2 - 4);
}

/** Paints text with a light halo, readable on ice and on lines. */
function paintHaloed(context: CanvasRenderingContext2D, text: string, x: number, y: number): void {
  context.lineWidth = 3;
  context.lineJoin = "round";
  context.strokeStyle = MARKS.labelHalo;
  context.strokeText(text, x, y);
  context.fillStyle = MARKS.label;
  context.fillText(text, x, y);
}
