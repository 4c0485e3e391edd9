/** What all figures have in common: a panel per task, a heading and a legend. */
import * as Plot from "@observablehq/plot";
import { isPreliminary, type ExperimentPlan } from "../plan.ts";
import type { Analysis } from "../analysis.ts";
import { layLegend, LEGEND_LINE, moreLegend } from "./legend.ts";
import { practised } from "./practised.ts";
import { drawPlot, type Figure } from "./svg.ts";
import { symbolOf, type Theme } from "./theme.ts";

/** The data of all figures. */
export interface FigureData {
  readonly plan: ExperimentPlan;
  readonly analysis: Analysis;
  /** Tasks in the order of the report. */
  readonly tasks: readonly string[];
  /** Success of players that do not learn, by name and task, on the same drills. */
  readonly references: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** Layout and colours of a figure. */
export interface FigureStyle {
  /** Whether panels are one below the other instead of side by side. */
  readonly isNarrow: boolean;
  readonly theme: Theme;
  /** Whether to paint the background. */
  readonly isPaper: boolean;
}

/** One figure. */
export interface Drawing {
  readonly name: string;
  /** Text for screen readers. */
  readonly description: string;
  readonly title: string;
  readonly subtitle: string;
  /** Height of one panel [px]. */
  readonly height: number;
  readonly panels: readonly string[];
  /** Names of the rows that each panel is divided into, and space for the labels on the left [px]. */
  readonly rows?: readonly string[];
  readonly marginLeft: number;
  readonly options: Plot.PlotOptions;
}

const WIDE = 960;
const NARROW = 350;
export const ALL_TASKS = "all tasks";

/** The scale of success [%]. */
export const PERCENT: Plot.ScaleOptions = {
  domain: [0, 100],
  ticks: [0, 20, 40, 60, 80, 100],
  tickFormat: (value: number) => `${value}%`,
  grid: true,
  label: null,
};

/** The scale of environment steps. */
export function stepsAxis({ common }: ExperimentPlan): Plot.ScaleOptions {
  const domain = [0, common.decisions! / 1000];
  return { domain, label: "environment steps [thousands]", labelAnchor: "center", labelArrow: "none", ticks: 5 };
}

/** The channel that puts a mark into its task's panel. */
export function inPanel(isNarrow: boolean): { fx?: string; fy?: string } {
  return isNarrow ? { fy: "task" } : { fx: "task" };
}

function widthOf({ isNarrow }: FigureStyle): number {
  return isNarrow ? NARROW : WIDE;
}

/** Draws a figure. */
export function drawFigure(data: FigureData, style: FigureStyle, drawing: Drawing): Figure {
  const { theme, isNarrow, isPaper } = style;
  const { name, description, height, panels, rows, marginLeft, options } = drawing;
  const marginTop = (isNarrow ? 92 : 102) + moreLegend(layLegend(data.plan.arms, widthOf(style)));
  const isColumn = isNarrow && rows === undefined;
  const columns = {
    domain: panels,
    label: null,
    padding: isColumn ? 0.16 : 0.09,
    tickFormat: (panel: string) => panelName(data, panel, isNarrow),
  };
  const count = rows?.length ?? (isColumn ? panels.length : 1);
  const plot: Plot.PlotOptions = {
    width: widthOf(style),
    height: marginTop + 46 + height * count,
    marginTop,
    marginLeft,
    marginRight: isNarrow ? 66 : rows === undefined ? 20 : 70,
    marginBottom: 44,
    style: { fontSize: "12px" },
    ...options,
    ...(isColumn ? { fy: columns } : { fx: columns }),
    ...(rows === undefined ? {} : { fy: { domain: rows, label: null, padding: 0.1 } }),
    marks: [Plot.frame({ stroke: theme.grid }), ...(options.marks ?? []), ...heading(data, style, drawing)],
  };
  return { name, description, svg: drawPlot(plot, description, theme.text, isPaper ? theme.background : "") };
}

function panelName({ plan }: FigureData, panel: string, isNarrow: boolean): string {
  return panel === ALL_TASKS || isNarrow ? panel : `${panel} (${practised(plan, panel)})`;
}

/** Title, subtitle and legend, above all panels. */
function heading({ plan }: FigureData, style: FigureStyle, drawing: Drawing): Plot.Markish[] {
  const { theme, isNarrow } = style;
  const { title, subtitle, marginLeft } = drawing;
  const left = 8 - marginLeft;
  const at = { frameAnchor: "top-left", textAnchor: "start", facet: "super", dx: left } as const;
  const places = layLegend(plan.arms, widthOf(style));
  const top = -moreLegend(places);
  const lines = isNarrow
    ? { title: top - 84, subtitle: top - 66, legend: top - 36, size: 14 }
    : { title: top - 94, subtitle: top - 72, legend: top - 42, size: 17 };
  const legend = places.flatMap(({ arm, x, line }) => {
    const dx = left + 6 + x;
    const dy = lines.legend + line * LEGEND_LINE;
    const look = { ...at, fill: theme.arm(arm) };
    return [
      Plot.dot([arm], { ...look, dx, dy, r: 5, symbol: symbolOf(plan.arms, arm) }),
      Plot.text([arm], { ...look, dx: dx + 10, dy: dy - 5, fontWeight: 600, fontSize: 12.5 }),
    ];
  });
  const preliminary = isPreliminary(plan) ? "Preliminary: " : "";
  return [
    Plot.text([preliminary + title], { ...at, dy: lines.title, fontSize: lines.size, fontWeight: 700 }),
    Plot.text([subtitle], { ...at, dy: lines.subtitle, fontSize: isNarrow ? 10.5 : 12.5, fill: theme.muted }),
    ...legend,
  ];
}
