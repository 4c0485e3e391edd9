/** Figures of the last evaluation: success of every seed, and the probability of improvement, one row per arm. */
import * as Plot from "@observablehq/plot";
import { curveOf } from "../analysis.ts";
import type { Estimate } from "../statistics.ts";
import { ALL_TASKS, drawFigure, inPanel, PERCENT, type FigureData, type FigureStyle } from "./panels.ts";
import type { Figure } from "./svg.ts";
import { symbolOf } from "./theme.ts";
import { listOf } from "./words.ts";

/** Height of an arm's row [px]. */
const ROW = { final: 78, improvement: 58 };
const ROWS = { type: "point", label: null, padding: 0.5, tickSize: 0 } as const;
/** Space for symbols at the ends of the scale [px]. */
const INSETS = { insetLeft: 16, insetRight: 16 } as const;

/** Final success: a dot per seed, IQM and interval. */
export function drawFinals(data: FigureData, style: FigureStyle): Figure {
  const { plan, analysis, tasks } = data;
  const panels = [...tasks, ALL_TASKS];
  const marks = analysis.finals.flatMap(({ arm, byTask, overall }) => {
    const dots = plan.seeds.map((_, i): Plot.Markish => {
      const rows = tasks.map((task) => ({
        task,
        arm,
        x: curveOf(analysis, arm, task).points.at(-1)!.scores[i]! * 100,
      }));
      const look = { r: 2.8, fill: style.theme.arm(arm), fillOpacity: 0.6, dy: 13 + ((i * 7) % 12) };
      return Plot.dot(rows, { x: "x", y: "arm", ...inPanel(style.isNarrow), ...look });
    });
    const rows = panels.map((task) => rowOf(arm, task, byTask[task] ?? overall, 100, 1));
    return dots.concat(estimateMarks(data, style, arm, rows, "%"));
  });
  return drawFigure(data, style, {
    name: "final",
    description: `Success at the last evaluation: interquartile mean with 95% interval and a dot for every seed, for ${listOf(plan.arms)}. The figures are in the table.`,
    title: "Success at the last evaluation",
    subtitle: "IQM with 95% bootstrap interval; small dots: every seed",
    height: ROW.final * plan.arms.length + 30,
    panels,
    marginLeft: 86,
    options: {
      x: { ...PERCENT, ticks: [0, 25, 50, 75, 100], ...INSETS },
      y: { domain: plan.arms, ...ROWS },
      marks,
    },
  });
}

/** Probability that an arm's run beats one of the baseline. */
export function drawImprovement(data: FigureData, style: FigureStyle): Figure {
  const { analysis, tasks } = data;
  const panels = [...tasks, ALL_TASKS];
  const arms = analysis.improvements.map(({ arm }) => arm);
  const marks = analysis.improvements.flatMap(({ arm, byTask, overall }) =>
    estimateMarks(
      data,
      style,
      arm,
      panels.map((task) => rowOf(arm, task, byTask[task] ?? overall, 1, 2)),
      "",
    ),
  );
  return drawFigure(data, style, {
    name: "improvement",
    description: `Probability that a run beats one of ${analysis.baseline} at the last evaluation, with 95% interval, for ${listOf(arms)}. The figures are in the table.`,
    title: `Probability of improvement over ${analysis.baseline}`,
    subtitle: "Mann-Whitney, 95% bootstrap interval; 0.5: no difference",
    height: ROW.improvement * arms.length + 30,
    panels,
    marginLeft: 86,
    options: {
      x: { domain: [0, 1], ticks: [0, 0.25, 0.5, 0.75, 1], tickFormat: String, grid: true, label: null, ...INSETS },
      y: { domain: arms, ...ROWS },
      marks: [Plot.ruleX([0.5], { stroke: style.theme.text, strokeDasharray: "4 3" }), ...marks],
    },
  });
}

interface Row {
  readonly arm: string;
  readonly task: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly text: string;
}

function rowOf(arm: string, task: string, { value, low, high }: Estimate, scale: number, digits: number): Row {
  const text = (value * scale).toFixed(digits);
  return { arm, task, value: value * scale, low: low * scale, high: high * scale, text };
}

/** The marks of an estimate: a bar for the interval, a symbol, and the number. */
function estimateMarks(
  { plan }: FigureData,
  { theme, isNarrow }: FigureStyle,
  arm: string,
  rows: readonly Row[],
  unit: string,
): Plot.Markish[] {
  const at = { y: "arm", ...inPanel(isNarrow), dy: -2 };
  const fill = theme.arm(arm);
  const dot = { fill, r: 3.6, symbol: symbolOf(plan.arms, arm) };
  return [
    Plot.ruleY(rows, { ...at, x1: "low", x2: "high", stroke: fill, strokeWidth: 14, strokeOpacity: 0.4 }),
    Plot.dot(rows, { ...at, x: "value", ...dot }),
    Plot.text(rows, {
      ...at,
      x: "value",
      text: ({ text }: Row) => text + unit,
      dy: -20,
      fill,
      stroke: theme.background,
      strokeWidth: 3,
      fontWeight: 600,
    }),
  ];
}
