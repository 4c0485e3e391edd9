/** The figures of the report, in the order of the page. */
import { drawCurves, drawSeeds } from "./curves.ts";
import { drawFinals, drawImprovement } from "./intervals.ts";
import type { FigureData, FigureStyle } from "./panels.ts";
import type { Figure } from "./svg.ts";

/** All figures in one style. */
export function drawFigures(data: FigureData, style: FigureStyle): Figure[] {
  return [
    drawCurves(data, style),
    drawFinals(data, style),
    ...(data.analysis.improvements.length > 0 ? [drawImprovement(data, style)] : []),
    drawSeeds(data, style),
  ];
}
