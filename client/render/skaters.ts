/**
 * Skaters from above: shadow, skates, stick, shoulders and helmet.
 *
 * Reads one figure, paints it in metres at its position. Home has a white ring on the shirt, away two dark bars, so
 * that the teams differ without colour; goalies have pads and a broad stick.
 */
import { BLADE_REACH } from "../../shared/rules.ts";
import type { SkaterFigure } from "./frame.ts";
import { TEAM_COLOURS, type TeamColours } from "./palette.ts";

/** Paints the shadow on the ice. Call it for all skaters before `paintSkater`. */
export function paintSkaterShadow(context: CanvasRenderingContext2D, skater: SkaterFigure): void {
  context.beginPath();
  context.ellipse(skater.x + 0.22, skater.y + 0.3, 1.05, 0.95, 0, 0, 2 * Math.PI);
  context.fillStyle = "rgba(20,50,80,0.22)";
  context.fill();
}

/** Paints the figure without its number, which labels.ts paints. */
export function paintSkater(context: CanvasRenderingContext2D, skater: SkaterFigure): void {
  const colours = TEAM_COLOURS[skater.team];
  context.save();
  context.translate(skater.x, skater.y);
  context.rotate(skater.heading);
  if (skater.isAway) context.globalAlpha = 0.55;
  paintSkates(context, skater);
  if (skater.role === "goalie") paintGoalieGear(context, colours);
  else paintStick(context);
  paintShoulders(context, skater, colours);
  paintHelmet(context, colours);
  context.restore();
}

/** Two skates, which move with the stride. */
function paintSkates(context: CanvasRenderingContext2D, skater: SkaterFigure): void {
  const speed = Math.hypot(skater.vx, skater.vy);
  const stride = Math.sin((skater.x + skater.y) * 1.3) * Math.min(1, speed / 6) * 0.3;
  context.strokeStyle = "#1b2733";
  context.lineWidth = 0.2;
  context.lineCap = "round";
  context.beginPath();
  context.moveTo(-0.75 + stride, -0.42);
  context.lineTo(-0.2 + stride, -0.36);
  context.moveTo(-0.75 - stride, 0.42);
  context.lineTo(-0.2 - stride, 0.36);
  context.stroke();
}

/** The shaft from the hands to the blade, which is where the simulation catches the puck. */
function paintStick(context: CanvasRenderingContext2D): void {
  context.lineCap = "round";
  context.strokeStyle = "#3a2a1c";
  context.lineWidth = 0.2;
  context.beginPath();
  context.moveTo(-0.1, 0.62);
  context.lineTo(BLADE_REACH - 0.25, 0.26);
  context.stroke();
  context.strokeStyle = "#12181f";
  context.lineWidth = 0.3;
  context.beginPath();
  context.moveTo(BLADE_REACH - 0.25, 0.3);
  context.quadraticCurveTo(BLADE_REACH + 0.12, 0.1, BLADE_REACH + 0.1, -0.32);
  context.stroke();
}

/** Leg pads, blocker and a broad stick across the body. */
function paintGoalieGear(context: CanvasRenderingContext2D, colours: TeamColours): void {
  context.strokeStyle = "#3a2a1c";
  context.lineWidth = 0.24;
  context.lineCap = "round";
  context.beginPath();
  context.moveTo(0.5, 0.75);
  context.lineTo(BLADE_REACH - 0.35, -0.15);
  context.stroke();
  context.strokeStyle = "#12181f";
  context.lineWidth = 0.34;
  context.beginPath();
  context.moveTo(BLADE_REACH - 0.4, -0.1);
  context.lineTo(BLADE_REACH - 0.3, -0.85);
  context.stroke();
  context.fillStyle = "#f7fafc";
  context.strokeStyle = colours.shade;
  context.lineWidth = 0.09;
  for (const y of [-0.8, 0.12]) {
    context.beginPath();
    context.roundRect(0.3, y, 0.62, 0.68, 0.18);
    context.fill();
    context.stroke();
  }
}

/** The shirt with its team's pattern, and the gloves. */
function paintShoulders(context: CanvasRenderingContext2D, skater: SkaterFigure, colours: TeamColours): void {
  context.fillStyle = colours.shade;
  for (const y of [-0.72, 0.68]) {
    context.beginPath();
    context.arc(0.42, y, 0.26, 0, 2 * Math.PI);
    context.fill();
  }
  context.beginPath();
  context.ellipse(-0.02, 0, 0.72, 0.95, 0, 0, 2 * Math.PI);
  context.fillStyle = colours.shirt;
  context.fill();
  context.lineWidth = 0.11;
  context.strokeStyle = colours.shade;
  if (skater.isAway) context.setLineDash([0.22, 0.16]);
  context.stroke();
  context.setLineDash([]);
  context.strokeStyle = colours.trim;
  context.lineWidth = 0.1;
  context.beginPath();
  if (skater.team === 0) {
    context.ellipse(-0.02, 0, 0.59, 0.8, 0, 0, 2 * Math.PI);
  } else {
    for (const y of [-0.74, 0.74]) {
      context.moveTo(-0.36, y * 0.92);
      context.lineTo(0.34, y * 0.92);
    }
  }
  context.stroke();
}

/** The helmet, a dark disc behind the number. */
function paintHelmet(context: CanvasRenderingContext2D, colours: TeamColours): void {
  context.beginPath();
  context.arc(0.02, 0, 0.56, 0, 2 * Math.PI);
  context.fillStyle = colours.shirt;
  context.fill();
  context.lineWidth = 0.07;
  context.strokeStyle = colours.shade;
  context.stroke();
}
