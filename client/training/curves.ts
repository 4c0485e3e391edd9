/**
 * The four charts of one run: success per task, loss, exploration and relabelled share, speed.
 *
 * Reads the run's history; redraws at most about twice a second.
 */
import type { MetricsPoint } from "../../shared/net/telemetry.ts";
import { LineChart, type LineSpec } from "../charts.ts";
import { el } from "../dom.ts";
import { WORDS } from "../words.ts";
import { faded, taskColour } from "./task-colours.ts";

const REDRAW_EVERY_MS = 500;
/** Lines per task in the success chart: evaluation, its upper and lower bound, practice. */
const LINES_PER_TASK = 4;

/** The charts of one run. */
export class Curves {
  readonly success = el("div", { class: "slot" });
  readonly loss: LineChart;
  readonly shares: LineChart;
  readonly speed: LineChart;
  #successChart: LineChart | null = null;
  #tasks: readonly string[] = [];
  #history: readonly MetricsPoint[] = [];
  #timer = 0;

  constructor() {
    const { charts } = WORDS.training;
    this.#buildSuccess(["pass", "shoot"]);
    this.loss = new LineChart({
      title: charts.loss,
      note: charts.lossNote,
      xLabel: charts.xAxis,
      yLabel: charts.yLoss,
      testId: "chart-loss",
      heightPx: 230,
      lines: [{ label: charts.loss, colour: "#e88fa0" }],
    });
    this.shares = new LineChart({
      title: charts.epsilon,
      note: charts.epsilonNote,
      xLabel: charts.xAxis,
      yLabel: charts.yShare,
      testId: "chart-shares",
      heightPx: 230,
      yTop: 100,
      lines: [
        { label: charts.epsilonLine, colour: "#b7a6ff" },
        { label: charts.relabelledLine, colour: "#3ccf91", dash: [7, 4] },
      ],
    });
    this.speed = new LineChart({
      title: charts.speed,
      note: charts.speedNote,
      xLabel: charts.xAxis,
      yLabel: charts.ySpeed,
      testId: "chart-speed",
      heightPx: 230,
      lines: [
        { label: charts.decisionsLine, colour: "#56b4e9" },
        { label: charts.gradientLine, colour: "#f0e442", dash: [7, 4] },
      ],
    });
  }

  /** Shows `history` within half a second. */
  show(history: readonly MetricsPoint[]): void {
    this.#history = history;
    if (this.#timer !== 0) return;
    this.#draw();
    this.#timer = window.setTimeout(() => {
      this.#timer = 0;
      this.#draw();
    }, REDRAW_EVERY_MS);
  }

  /** Frees the charts. */
  dispose(): void {
    clearTimeout(this.#timer);
    for (const chart of [this.#successChart, this.loss, this.shares, this.speed]) chart?.dispose();
  }

  #buildSuccess(tasks: readonly string[]): void {
    const { charts } = WORDS.training;
    this.#tasks = tasks;
    this.#successChart?.dispose();
    this.#successChart = new LineChart({
      title: charts.success,
      note: charts.successNote,
      xLabel: charts.xAxis,
      yLabel: charts.ySuccess,
      testId: "chart-success",
      heightPx: 320,
      yTop: 100,
      lines: tasks.flatMap((task, order) => successLines(task, taskColour(task, order))),
      bands: tasks.map((task, order) => ({
        high: order * LINES_PER_TASK + 1,
        low: order * LINES_PER_TASK + 2,
        colour: faded(taskColour(task, order), 0.2),
      })),
    });
    this.success.replaceChildren(this.#successChart.element);
  }

  #draw(): void {
    const points = this.#history;
    const tasks = tasksOf(points);
    if (tasks.length > 0 && tasks.join() !== this.#tasks.join()) this.#buildSuccess(tasks);
    const xs = points.map((point) => point.decisions);
    this.#successChart?.setData([
      xs,
      ...this.#tasks.flatMap((task) => [
        points.map((point) => percent(point.evaluation?.[task]?.success)),
        points.map((point) => percent(point.evaluation?.[task]?.high)),
        points.map((point) => percent(point.evaluation?.[task]?.low)),
        points.map((point) => percent(point.practice[task]?.success)),
      ]),
    ]);
    this.loss.setData([xs, points.map((point) => point.loss)]);
    this.shares.setData([
      xs,
      points.map((point) => percent(point.epsilon)),
      points.map((point) => percent(point.relabelledShare)),
    ]);
    this.speed.setData([
      xs,
      points.map((point) => point.decisionsPerSecond),
      points.map((point) => point.gradientStepsPerSecond),
    ]);
  }
}

function successLines(task: string, colour: string): LineSpec[] {
  const { charts, tasks } = WORDS.training;
  const name = tasks[task] ?? task;
  const bound = { label: "", colour: faded(colour, 0.01), width: 0.5, isListed: false };
  return [
    { label: charts.evaluation(name), colour, width: 3, ...(task === "shoot" ? { dash: [9, 4] } : {}) },
    bound,
    bound,
    { label: charts.practice(name), colour: faded(colour, 0.45), width: 1.25 },
  ];
}

/** The tasks in the newest point. */
function tasksOf(points: readonly MetricsPoint[]): string[] {
  const last = points.at(-1);
  return last === undefined ? [] : Object.keys({ ...last.evaluation, ...last.practice });
}

function percent(share: number | undefined): number | null {
  return share === undefined ? null : 100 * share;
}
