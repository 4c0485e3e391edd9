/** Figures over environment steps: learning curves with their bands, and the curve of each seed. */
import * as Plot from "@observablehq/plot";
import { curveOf, type Analysis } from "../analysis.ts";
import type { ExperimentPlan } from "../plan.ts";
import { drawFigure, inPanel, PERCENT, stepsAxis, type FigureData, type FigureStyle } from "./panels.ts";
import type { Figure } from "./svg.ts";
import { symbolOf } from "./theme.ts";
import { listOf, plural } from "./words.ts";

/** IQM and 95% band of each arm, with a thin line for each seed. */
export function drawCurves(data: FigureData, style: FigureStyle): Figure {
  const { plan, analysis, tasks } = data;
  const { theme, isNarrow } = style;
  const panel = inPanel(isNarrow);
  const seeds = plan.arms.flatMap((arm) => {
    const look = { stroke: theme.arm(arm), strokeWidth: 0.9, strokeOpacity: 0.5 };
    return [Plot.line(seedLines(analysis, plan, arm, tasks), { x: "x", y: "y", z: "seed", ...panel, ...look })];
  });
  const bands = plan.arms.map((arm) =>
    Plot.areaY(meansOf(analysis, arm, tasks), {
      x: "x",
      y1: "low",
      y2: "high",
      ...panel,
      fill: theme.arm(arm),
      fillOpacity: 0.22,
    }),
  );
  const means = plan.arms.flatMap((arm) => {
    const points = meansOf(analysis, arm, tasks);
    const fill = theme.arm(arm);
    const dot = { fill, stroke: theme.background, r: 4.2, symbol: symbolOf(plan.arms, arm) };
    return [
      Plot.line(points, { x: "x", y: "mean", z: "task", ...panel, stroke: fill, strokeWidth: 2.8 }),
      Plot.dot(points, { x: "x", y: "mean", ...panel, ...dot }),
    ];
  });
  const seedCount = plural(plan.seeds.length, "seed");
  return drawFigure(data, style, {
    name: "curves",
    description: `Learning curves: success in held-out drills of ${listOf(tasks)} against environment steps, interquartile mean and 95% interval of ${seedCount}, for ${listOf(plan.arms)}. The same figures are in a table.`,
    title: "Success in held-out drills while learning",
    subtitle: `IQM of ${seedCount}, 95% bootstrap band; thin lines: every seed${isNarrow ? "" : "; dotted: players that do not learn"}`,
    height: isNarrow ? 240 : 300,
    panels: tasks,
    marginLeft: 50,
    options: {
      x: stepsAxis(plan),
      y: PERCENT,
      marks: [...referenceLines(data, style), ...bands, ...seeds, ...means, ...referenceNames(data, style)],
    },
  });
}

/** Every seed's curve, a row of panels for each arm. */
export function drawSeeds(data: FigureData, style: FigureStyle): Figure {
  const { plan, analysis, tasks } = data;
  const { theme, isNarrow } = style;
  const panel = { fx: "task", fy: "arm" };
  const marks = plan.arms.flatMap((arm) => [
    Plot.line(seedLines(analysis, plan, arm, tasks), {
      x: "x",
      y: "y",
      z: "seed",
      ...panel,
      stroke: theme.arm(arm),
      strokeWidth: 1.3,
      strokeOpacity: 0.8,
      title: (line: SeedPoint) => `${line.arm}, ${line.seed}, ${line.task}`,
    }),
    Plot.line(meansOf(analysis, arm, tasks), {
      x: "x",
      y: "mean",
      z: "task",
      ...panel,
      stroke: theme.text,
      strokeWidth: 1.8,
      strokeDasharray: "5 3",
    }),
  ]);
  return drawFigure(data, style, {
    name: "seeds",
    description: `Every seed's learning curve: ${listOf(plan.arms)} one below the other, ${listOf(tasks)} side by side. All figures are in results.csv.`,
    title: "Each seed on its own",
    subtitle: `${plural(plan.seeds.length, "line")} per panel; dashed: IQM`,
    height: isNarrow ? 140 : 180,
    panels: tasks,
    rows: plan.arms,
    marginLeft: 50,
    options: {
      x: { ...stepsAxis(plan), ticks: isNarrow ? 2 : 5 },
      y: { ...PERCENT, ticks: [0, 50, 100] },
      marks,
    },
  });
}

/** The line of a player that does not learn: its success in a task [%]. */
interface ReferenceRow {
  readonly player: string;
  readonly task: string;
  readonly y: number;
}

function referenceRows({ references, tasks }: FigureData): ReferenceRow[] {
  return Object.entries(references).flatMap(([player, success]) =>
    tasks.map((task) => ({ player, task, y: success[task]! * 100 })),
  );
}

function referenceLines(data: FigureData, { theme, isNarrow }: FigureStyle): Plot.Markish[] {
  const look = { stroke: theme.muted, strokeDasharray: "2 4" };
  return [Plot.ruleY(referenceRows(data), { y: "y", ...inPanel(isNarrow), ...look })];
}

function referenceNames(data: FigureData, { theme, isNarrow }: FigureStyle): Plot.Markish[] {
  // Curves rise from lower left to upper right: the name of a high line goes to its left end, of a low one to its
  // right.
  const rows = referenceRows(data);
  const names = (named: readonly ReferenceRow[], isLeft: boolean): Plot.Markish =>
    Plot.text(named, {
      y: "y",
      ...inPanel(isNarrow),
      frameAnchor: isLeft ? "left" : "right",
      textAnchor: isLeft ? "start" : "end",
      text: ({ player, y }: ReferenceRow) => (isNarrow ? player : `${player} ${y.toFixed(1)}%`),
      dy: -8,
      dx: isLeft ? 6 : -6,
      fill: theme.text,
      stroke: theme.background,
      strokeWidth: 4,
      fontSize: 11,
    });
  return [
    names(
      rows.filter(({ y }) => y >= 30),
      true,
    ),
    names(
      rows.filter(({ y }) => y < 30),
      false,
    ),
  ];
}

interface SeedPoint {
  readonly arm: string;
  readonly task: string;
  readonly seed: string;
  readonly x: number;
  readonly y: number;
}

function seedLines(analysis: Analysis, plan: ExperimentPlan, arm: string, tasks: readonly string[]): SeedPoint[] {
  return tasks.flatMap((task) =>
    plan.seeds.flatMap((seed, i) =>
      curveOf(analysis, arm, task).points.map(({ decisions, scores }) => ({
        arm,
        task,
        seed: `seed ${seed}`,
        x: decisions / 1000,
        y: scores[i]! * 100,
      })),
    ),
  );
}

function meansOf(analysis: Analysis, arm: string, tasks: readonly string[]): object[] {
  return tasks.flatMap((task) =>
    curveOf(analysis, arm, task).points.map(({ decisions, mean }) => ({
      arm,
      task,
      x: decisions / 1000,
      mean: mean.value * 100,
      low: mean.low * 100,
      high: mean.high * 100,
    })),
  );
}
