/**
 * The rink: ice, lines, boards and goals, painted once per size on a canvas below everything that moves.
 */
import {
  BLUE_LINE_X,
  CORNER_RADIUS,
  CREASE_RADIUS,
  FACEOFF_CIRCLE_RADIUS,
  FACEOFF_SPOTS,
  GOAL_LINE_X,
  HALF_LENGTH,
  HALF_WIDTH,
} from "../../shared/rink.ts";
import { drawingContext } from "../optional.ts";
import { paintGoals } from "./goals.ts";
import { paintIce } from "./ice.ts";
import { ICE } from "./palette.ts";
import { enterMetres, type View } from "./view.ts";

/** Paints ice, lines, boards and goals for `view` onto an empty canvas of its size. */
export function paintRink(canvas: HTMLCanvasElement, view: View): void {
  const context = drawingContext(canvas);
  if (context === null) return;
  enterMetres(context, view);
  paintBoards(context);
  context.save();
  rinkPath(context, 0);
  context.clip();
  paintIce(context);
  paintLines(context);
  paintCircles(context);
  paintCreases(context);
  paintInnerShadow(context);
  context.restore();
  paintKickPlate(context);
  paintGoals(context);
}

/** The outline of the ice, `outside` metres farther out. */
function rinkPath(context: CanvasRenderingContext2D, outside: number): void {
  context.beginPath();
  context.roundRect(
    -HALF_LENGTH - outside,
    -HALF_WIDTH - outside,
    2 * (HALF_LENGTH + outside),
    2 * (HALF_WIDTH + outside),
    CORNER_RADIUS + outside,
  );
}

/** White boards with a darker outer edge and a soft shadow on the arena floor. */
function paintBoards(context: CanvasRenderingContext2D): void {
  context.save();
  context.shadowColor = "rgba(0,0,0,0.55)";
  context.shadowBlur = 22;
  context.shadowOffsetY = 6;
  rinkPath(context, 0.95);
  context.fillStyle = ICE.boardsEdge;
  context.fill();
  context.restore();
  rinkPath(context, 0.82);
  context.fillStyle = ICE.boards;
  context.fill();
  context.lineWidth = 0.08;
  context.strokeStyle = "rgba(40,80,120,0.35)";
  rinkPath(context, 0.5);
  context.stroke();
}

/** The yellow strip at the foot of the boards. */
function paintKickPlate(context: CanvasRenderingContext2D): void {
  rinkPath(context, 0.1);
  context.lineWidth = 0.26;
  context.strokeStyle = ICE.kickPlate;
  context.stroke();
}

/** Darkens the ice along the boards. */
function paintInnerShadow(context: CanvasRenderingContext2D): void {
  for (const [width, alpha] of [
    [3.2, 0.035],
    [1.8, 0.05],
    [0.8, 0.07],
  ] as const) {
    rinkPath(context, 0);
    context.lineWidth = width;
    context.strokeStyle = `rgba(30,70,110,${alpha})`;
    context.stroke();
  }
}

/** Centre line, blue lines and goal lines. */
function paintLines(context: CanvasRenderingContext2D): void {
  context.fillStyle = ICE.blue;
  for (const x of [-BLUE_LINE_X, BLUE_LINE_X]) context.fillRect(x - 0.22, -HALF_WIDTH, 0.44, 2 * HALF_WIDTH);
  context.fillStyle = ICE.red;
  context.fillRect(-0.22, -HALF_WIDTH, 0.44, 2 * HALF_WIDTH);
  context.fillStyle = "rgba(255,255,255,0.75)";
  for (let y = -HALF_WIDTH; y < HALF_WIDTH; y += 1) context.fillRect(-0.07, y + 0.3, 0.14, 0.4);
  context.fillStyle = ICE.red;
  for (const x of [-GOAL_LINE_X, GOAL_LINE_X]) context.fillRect(x - 0.07, -HALF_WIDTH, 0.14, 2 * HALF_WIDTH);
}

/** Face-off circles and spots, hash marks in the end zones. */
function paintCircles(context: CanvasRenderingContext2D): void {
  FACEOFF_SPOTS.forEach((spot, index) => {
    const isCentre = index === 0;
    const isEndZone = Math.abs(spot.x) > BLUE_LINE_X;
    context.strokeStyle = isCentre ? ICE.blue : ICE.red;
    context.fillStyle = isCentre ? ICE.blue : ICE.red;
    context.lineWidth = 0.14;
    if (isCentre || isEndZone) {
      context.beginPath();
      context.arc(spot.x, spot.y, FACEOFF_CIRCLE_RADIUS, 0, 2 * Math.PI);
      context.stroke();
    }
    context.beginPath();
    context.arc(spot.x, spot.y, isCentre ? 0.32 : 0.42, 0, 2 * Math.PI);
    context.fill();
    if (!isEndZone) return;
    for (const side of [-1, 1]) {
      for (const along of [-0.9, 0.9]) {
        const y = spot.y + side * FACEOFF_CIRCLE_RADIUS;
        context.fillRect(spot.x + along - 0.07, Math.min(y, y + side * 0.8), 0.14, 0.8);
      }
      context.fillRect(spot.x + side * 0.75 - 0.6 * Number(side < 0), spot.y - 0.75, 0.6, 0.1);
      context.fillRect(spot.x + side * 0.75 - 0.6 * Number(side < 0), spot.y + 0.65, 0.6, 0.1);
    }
  });
}

/** The blue half disc in front of each goal. */
function paintCreases(context: CanvasRenderingContext2D): void {
  for (const side of [-1, 1]) {
    const x = side * GOAL_LINE_X;
    context.beginPath();
    context.arc(x, 0, CREASE_RADIUS, Math.PI / 2, -Math.PI / 2, side < 0);
    context.closePath();
    context.fillStyle = ICE.crease;
    context.fill();
    context.lineWidth = 0.14;
    context.strokeStyle = ICE.red;
    context.stroke();
  }
}
