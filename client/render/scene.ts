/**
 * One rink on the page: adapts to the size of its element and paints a `RinkFrame` per screen frame, layer by layer.
 */
import type { GameEvent } from "../../shared/events.ts";
import type { Point } from "../../shared/rink.ts";
import { BLADE_REACH } from "../../shared/rules.ts";
import { el, type Properties } from "../dom.ts";
import { drawingContext } from "../optional.ts";
import { Effects } from "./effects.ts";
import type { RinkFrame, SkaterFigure } from "./frame.ts";
import { paintNets } from "./goals.ts";
import { paintLabels, paintYouArrow, type LabelOptions } from "./labels.ts";
import { MARKS, TEAM_COLOURS } from "./palette.ts";
import { emptyTrail, followPuck, paintPuck, paintTrail } from "./puck.ts";
import { paintRink } from "./rink.ts";
import { paintSkater, paintSkaterShadow } from "./skaters.ts";
import { enterMetres, enterPixels, fitView, WHOLE_RINK, type Stretch, type View } from "./view.ts";
import { WORDS } from "../words.ts";

/** The most canvas pixels per CSS pixel: more lower the frame rate without a visible difference. */
const MOST_DENSITY = 2;
/** Length of the aim line [m]. */
const AIM_LENGTH = 9;

/** After a longer time than this without a frame, effects are removed [ms]. */
const GAP_MS = 250;

/** What a scene shows besides the rink. */
export type SceneOptions = LabelOptions;

/** A rink on the page: a canvas for the ice, and above it one for everything that moves. */
export class Scene {
  /** Contains both canvases, one above the other; they adapt to its size. */
  readonly element: HTMLElement;
  /** The upper canvas, with everything that moves. */
  readonly canvas: HTMLCanvasElement;
  readonly effects = new Effects();
  readonly #options: SceneOptions;
  readonly #trail = emptyTrail();
  readonly #context: CanvasRenderingContext2D | null;
  #view: View;
  readonly #ice = el("canvas", { "aria-hidden": "true" });
  #isIcePainted = false;
  #stretch: Stretch = WHOLE_RINK;
  #uprightAttack: 1 | -1 = 1;
  #lastMs = 0;

  /** @param properties of the upper canvas */
  constructor(options: SceneOptions, properties: Properties) {
    this.canvas = el("canvas", properties);
    this.element = el("div", { class: "scene" }, this.#ice, this.canvas);
    this.#options = options;
    const { canvas } = this;
    this.#context = drawingContext(canvas);
    if (this.#context === null) this.element.append(el("p", { class: "cannot-draw", text: WORDS.play.cannotDraw }));
    this.#view = fitView(1, 1, 1);
  }

  /** The current mapping from metres to the canvas. */
  get view(): View {
    return this.#view;
  }

  /** The goal that is at the top of an upright canvas: 1 the right one, -1 the left one. */
  set uprightAttack(attack: 1 | -1) {
    if (attack === this.#uprightAttack) return;
    this.#uprightAttack = attack;
    this.#isIcePainted = false;
  }

  /** Starts the effect of an event. */
  show(event: GameEvent, frame: RinkFrame): void {
    this.effects.show(event, frame);
  }

  /** Paints `frame`; `nowMs` is the time of the screen frame. */
  paint(frame: RinkFrame, nowMs: number): void {
    const context = this.#context;
    if (context === null) return;
    if (nowMs - this.#lastMs > GAP_MS) this.effects.clear();
    const seconds = Math.min(0.1, Math.max(0, (nowMs - this.#lastMs) / 1000));
    this.#lastMs = nowMs;
    this.#fit();
    followPuck(this.#trail, frame.puck);
    this.effects.advance(frame, seconds);

    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    enterMetres(context, this.#view);
    const you = frame.skaters[frame.you];
    for (const skater of frame.skaters) paintSkaterShadow(context, skater);
    if (you !== undefined) paintYou(context, you, frame, nowMs);
    paintCarrierGlow(context, frame);
    paintTrail(context, this.#trail, frame.puck);
    if (frame.goal !== null) paintGoal(context, frame.goal);
    for (const skater of frame.skaters) paintSkater(context, skater);
    paintPuck(context, frame.puck);
    paintNets(context);
    this.effects.paint(context);
    enterPixels(context, this.#view);
    paintLabels(context, this.#view, frame, this.#options);
    if (you !== undefined) paintYouArrow(context, this.#view, you, (nowMs % 1400) / 1400);
  }

  /** Shows this part of the rink; all of it at first. */
  setStretch(stretch: Stretch): void {
    if (stretch === this.#stretch) return;
    this.#stretch = stretch;
    this.#isIcePainted = false;
  }

  /** Adapts to the size on the page; repaints the ice, on its own canvas, only when size or direction have changed. */
  #fit(): void {
    const widthPx = Math.max(1, this.element.clientWidth);
    const heightPx = Math.max(1, this.element.clientHeight);
    const density = Math.min(MOST_DENSITY, devicePixelRatio);
    const view = this.#view;
    const isSame = view.widthPx === widthPx && view.heightPx === heightPx && view.density === density;
    if (this.#isIcePainted && isSame) return;
    this.#isIcePainted = true;
    this.#view = fitView(widthPx, heightPx, density, this.#uprightAttack, this.#stretch);
    for (const canvas of [this.canvas, this.#ice]) {
      canvas.width = Math.round(widthPx * density);
      canvas.height = Math.round(heightPx * density);
    }
    paintRink(this.#ice, this.#view);
  }
}

/** Paints the place to which the puck is to go. */
function paintGoal(context: CanvasRenderingContext2D, { x, y }: Point): void {
  context.beginPath();
  context.arc(x, y, 1.2, 0, 2 * Math.PI);
  context.moveTo(x - 0.6, y);
  context.lineTo(x + 0.6, y);
  context.moveTo(x, y - 0.6);
  context.lineTo(x, y + 0.6);
  context.lineWidth = 0.25;
  context.strokeStyle = MARKS.place;
  context.stroke();
}

/** Paints the ring under the player's skater, and the line of its aim. */
function paintYou(context: CanvasRenderingContext2D, you: SkaterFigure, frame: RinkFrame, nowMs: number): void {
  const pulse = 0.5 + 0.5 * Math.sin(nowMs / 260);
  context.beginPath();
  context.arc(you.x, you.y, 1.35, 0, 2 * Math.PI);
  context.lineWidth = 0.34;
  context.strokeStyle = MARKS.youHalo;
  context.stroke();
  context.beginPath();
  context.arc(you.x, you.y, 1.57 + 0.06 * pulse, 0, 2 * Math.PI);
  context.lineWidth = 0.1;
  context.strokeStyle = MARKS.you;
  context.stroke();
  const hasPuck = frame.puck.carrier === frame.you;
  const cos = Math.cos(frame.aim);
  const sin = Math.sin(frame.aim);
  const start = BLADE_REACH + 0.7;
  const end = start + AIM_LENGTH;
  const fade = context.createLinearGradient(
    you.x + cos * start,
    you.y + sin * start,
    you.x + cos * end,
    you.y + sin * end,
  );
  fade.addColorStop(0, `rgba(11,22,38,${hasPuck ? 0.75 : 0.3})`);
  fade.addColorStop(1, "rgba(11,22,38,0)");
  context.beginPath();
  context.moveTo(you.x + cos * start, you.y + sin * start);
  context.lineTo(you.x + cos * end, you.y + sin * end);
  context.lineWidth = hasPuck ? 0.2 : 0.13;
  context.lineCap = "round";
  context.setLineDash([0.7, 0.55]);
  context.strokeStyle = fade;
  context.stroke();
  context.setLineDash([]);
}

/** Paints a soft glow in team colour under the puck carrier. */
function paintCarrierGlow(context: CanvasRenderingContext2D, frame: RinkFrame): void {
  const carrier = frame.skaters[frame.puck.carrier];
  if (carrier === undefined) return;
  const glow = context.createRadialGradient(carrier.x, carrier.y, 0.6, carrier.x, carrier.y, 2.5);
  glow.addColorStop(0, TEAM_COLOURS[carrier.team].glow);
  glow.addColorStop(1, "rgba(255,255,255,0)");
  context.fillStyle = glow;
  context.beginPath();
  context.arc(carrier.x, carrier.y, 2.5, 0, 2 * Math.PI);
  context.fill();
}
