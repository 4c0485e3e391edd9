/**
 * The surface of the ice: light from above, skate scratches and the mark at centre ice.
 *
 * Paints inside the current clip, in metres. The scratches are the same every time.
 */
import { HALF_LENGTH, HALF_WIDTH } from "../../shared/rink.ts";
import { createRng } from "../../shared/rng.ts";
import { ICE } from "./palette.ts";

const SCRATCHES = 190;

/** Fills the ice with a soft light, pools of floodlight and fine scratches. */
export function paintIce(context: CanvasRenderingContext2D): void {
  const light = context.createRadialGradient(0, 0, 4, 0, 0, HALF_LENGTH * 1.1);
  light.addColorStop(0, ICE.centre);
  light.addColorStop(0.6, "#eef7fc");
  light.addColorStop(1, ICE.edge);
  context.fillStyle = light;
  context.fillRect(-HALF_LENGTH, -HALF_WIDTH, 2 * HALF_LENGTH, 2 * HALF_WIDTH);
  for (const x of [-19, 0, 19]) {
    for (const y of [-6.5, 6.5]) {
      const pool = context.createRadialGradient(x, y, 0, x, y, 8);
      pool.addColorStop(0, "rgba(255,255,255,0.55)");
      pool.addColorStop(1, "rgba(255,255,255,0)");
      context.fillStyle = pool;
      context.fillRect(x - 8, y - 8, 16, 16);
    }
  }
  paintScratches(context);
  paintMark(context);
}

/** Curved scratches of skates, the same on every screen. */
function paintScratches(context: CanvasRenderingContext2D): void {
  const rng = createRng("ice");
  context.strokeStyle = ICE.scratch;
  for (let i = 0; i < SCRATCHES; i++) {
    const x = rng.range(-HALF_LENGTH, HALF_LENGTH);
    const y = rng.range(-HALF_WIDTH, HALF_WIDTH);
    const angle = rng.range(0, 2 * Math.PI);
    context.lineWidth = rng.range(0.02, 0.06);
    context.beginPath();
    context.arc(x, y, rng.range(1.5, 9), angle, angle + rng.range(0.2, 0.9));
    context.stroke();
  }
}

/** The game's mark under centre ice: a circular arrow. */
function paintMark(context: CanvasRenderingContext2D): void {
  context.save();
  context.strokeStyle = ICE.mark;
  context.fillStyle = ICE.mark;
  context.lineWidth = 0.7;
  context.lineCap = "round";
  context.beginPath();
  context.arc(0, 0, 2.7, -0.35 * Math.PI, 1.15 * Math.PI);
  context.stroke();
  context.translate(2.7 * Math.cos(-0.35 * Math.PI), 2.7 * Math.sin(-0.35 * Math.PI));
  context.rotate(-0.35 * Math.PI - Math.PI / 2);
  context.beginPath();
  context.moveTo(1.35, 0);
  context.lineTo(-0.3, -0.95);
  context.lineTo(-0.3, 0.95);
  context.fill();
  context.restore();
}
