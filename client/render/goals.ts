/**
 * The two goals: frame, posts and netting, seen from above.
 *
 * Painted in metres on the ice layer, and the nets again above the puck, so that a puck in the net lies under the mesh.
 */
import { GOAL_HALF_WIDTH, GOAL_LINE_X, NET_BACK_HALF_WIDTH, NET_DEPTH, POST_RADIUS } from "../../shared/rink.ts";
import { ICE } from "./palette.ts";

/** The outline of the net behind the goal line on one side of the rink. */
function netPath(context: CanvasRenderingContext2D, side: number): void {
  const front = side * GOAL_LINE_X;
  const back = side * (GOAL_LINE_X + NET_DEPTH);
  context.beginPath();
  context.moveTo(front, -GOAL_HALF_WIDTH);
  context.quadraticCurveTo(back, -GOAL_HALF_WIDTH, back, -NET_BACK_HALF_WIDTH);
  context.lineTo(back, NET_BACK_HALF_WIDTH);
  context.quadraticCurveTo(back, GOAL_HALF_WIDTH, front, GOAL_HALF_WIDTH);
}

/** Both goals, with the ice inside them. */
export function paintGoals(context: CanvasRenderingContext2D): void {
  for (const side of [-1, 1]) {
    netPath(context, side);
    context.fillStyle = ICE.netFill;
    context.fill();
  }
  paintNets(context);
}

/** Mesh, frame and posts of both goals. */
export function paintNets(context: CanvasRenderingContext2D): void {
  for (const side of [-1, 1]) {
    context.save();
    netPath(context, side);
    context.clip();
    context.lineWidth = 0.045;
    context.strokeStyle = ICE.net;
    context.beginPath();
    const front = side * GOAL_LINE_X;
    for (let offset = -GOAL_HALF_WIDTH - NET_DEPTH; offset <= GOAL_HALF_WIDTH + NET_DEPTH; offset += 0.5) {
      context.moveTo(front, offset);
      context.lineTo(front + side * NET_DEPTH, offset + NET_DEPTH);
      context.moveTo(front, offset);
      context.lineTo(front + side * NET_DEPTH, offset - NET_DEPTH);
    }
    context.stroke();
    context.restore();
    netPath(context, side);
    context.lineWidth = 0.24;
    context.strokeStyle = ICE.post;
    context.lineCap = "round";
    context.stroke();
    for (const y of [-GOAL_HALF_WIDTH, GOAL_HALF_WIDTH]) {
      context.beginPath();
      context.arc(front, y, POST_RADIUS, 0, 2 * Math.PI);
      context.fillStyle = ICE.post;
      context.fill();
      context.beginPath();
      context.arc(front - 0.08, y - 0.08, POST_RADIUS * 0.4, 0, 2 * Math.PI);
      context.fillStyle = ICE.postShine;
      context.fill();
    }
  }
}
