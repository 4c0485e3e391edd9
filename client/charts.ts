/**
 * A line chart with axes, units and a legend, on uPlot.
 *
 * Reads columns of numbers; null means that nothing was measured.
 */
import "./locale.ts";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { el } from "./dom.ts";
import { observeSize } from "./optional.ts";
import { WORDS } from "./words.ts";

/** One line. */
export interface LineSpec {
  readonly label: string;
  readonly colour: string;
  readonly width?: number;
  readonly dash?: readonly number[];
  /** Whether the line is shown in the legend and the tooltip; false for the bounds of a band. */
  readonly isListed?: boolean;
}

/** The area between two lines, by their index in `lines`. */
export interface BandSpec {
  readonly high: number;
  readonly low: number;
  readonly colour: string;
}

/** What a chart is made from. */
export interface ChartSpec {
  readonly title: string;
  readonly note: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly testId: string;
  /** Minimum height; the chart grows with its element. */
  readonly heightPx: number;
  /** The y axis goes from 0 to this; without it, from 0 to a little above the data. */
  readonly yTop?: number;
  readonly lines: readonly LineSpec[];
  readonly bands?: readonly BandSpec[];
}

/** Columns: x first, then one per line. */
export type ChartData = readonly [readonly number[], ...(readonly (number | null)[])[]];

const AXIS_COLOUR = "#a9bfd4";
const GRID = { stroke: "rgba(160,200,235,0.11)", width: 1 };
const FONT = "12px system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";
/** With fewer points than this, each point has a marker, so that a single point is visible. */
const MARKED_POINTS = 40;

/** A chart that fills its figure element. */
export class LineChart {
  readonly element: HTMLElement;
  readonly #host = el("div", { class: "chart-host" });
  readonly #empty = el("p", { class: "chart-empty", text: WORDS.training.charts.empty });
  readonly #plot: uPlot;
  readonly #stopObserving: () => void;

  constructor(spec: ChartSpec) {
    const shown = spec.lines.filter((line) => line.isListed !== false);
    const legend = el(
      "ul",
      { class: "chart-legend" },
      ...shown.map((line) => {
        const key = el("i", {});
        key.style.borderTop = `${Math.max(2, line.width ?? 2)}px ${line.dash === undefined ? "solid" : "dashed"} ${line.colour}`;
        return el("li", {}, key, line.label);
      }),
    );
    this.element = el(
      "figure",
      { class: "chart panel", "data-testid": spec.testId },
      el("figcaption", {}, el("h2", { text: spec.title }), legend),
      this.#host,
      this.#empty,
      el("p", { class: "chart-note", text: spec.note }),
    );
    this.#host.style.minHeight = `${spec.heightPx}px`;
    this.#plot = new uPlot(options(spec), [[], ...spec.lines.map(() => [])], this.#host);
    this.#stopObserving = observeSize(this.#host, (hostWidth, hostHeight) => {
      const width = Math.floor(hostWidth);
      const height = Math.floor(hostHeight);
      if (width > 0 && height > 0) this.#plot.setSize({ width, height });
    });
  }

  /** Shows `data`. */
  setData(data: ChartData): void {
    const points = data[0].length;
    this.element.dataset["points"] = String(points);
    this.#empty.hidden = points > 0;
    const [xs, ...columns] = data;
    this.#plot.setData([[...xs], ...columns.map((column) => column.slice())]);
  }

  /** Frees the canvas. */
  dispose(): void {
    this.#stopObserving();
    this.#plot.destroy();
  }
}

function options(spec: ChartSpec): uPlot.Options {
  return {
    width: 320,
    height: spec.heightPx,
    padding: [10, 14, 0, 0],
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, points: { size: 7 } },
    scales: {
      x: { time: false, range: (_plot, _low, high) => [0, Math.max(high ?? 0, 1000)] },
      y: { range: (_plot, _low, high) => [0, spec.yTop ?? niceTop(high ?? 0)] },
    },
    axes: [
      axis(spec.xLabel, 34, (value) => compact(value)),
      axis(spec.yLabel, 52, (value) => (spec.yTop === undefined ? compact(value) : String(value))),
    ],
    series: [{}, ...spec.lines.map(series)],
    bands: (spec.bands ?? []).map((band) => ({ series: [band.high + 1, band.low + 1], fill: band.colour })),
    plugins: [tooltip(spec)],
  };
}

function series(line: LineSpec): uPlot.Series {
  return {
    label: line.label,
    stroke: line.colour,
    width: line.width ?? 2,
    ...(line.dash === undefined ? {} : { dash: [...line.dash] }),
    spanGaps: true,
    points: {
      show: (plot) => line.isListed !== false && (plot.data[0]?.length ?? 0) < MARKED_POINTS,
      size: 5,
      fill: line.colour,
      stroke: line.colour,
    },
  };
}

function axis(label: string, size: number, words: (value: number) => string): uPlot.Axis {
  return {
    label,
    labelSize: 20,
    labelFont: FONT,
    font: FONT,
    size,
    stroke: AXIS_COLOUR,
    grid: GRID,
    ticks: { ...GRID, size: 5 },
    space: 46,
    values: (_plot, values) => values.map((value) => words(value)),
  };
}

/** A box next to the pointer with the values at the nearest point. */
function tooltip(spec: ChartSpec): uPlot.Plugin {
  const box = el("div", { class: "chart-tip", hidden: true });
  return {
    hooks: {
      init: (plot) => plot.over.append(box),
      setCursor: (plot) => {
        const index = plot.cursor.idx;
        const left = plot.cursor.left ?? -1;
        box.hidden = index === null || index === undefined || left < 0;
        if (index === null || index === undefined || box.hidden) return;
        const rows = spec.lines.flatMap((line, i) => {
          const value = plot.data[i + 1]?.[index];
          if (line.isListed === false || value === null || value === undefined) return [];
          const row = el("span", { text: `${line.label}: ${Number(value.toPrecision(3))}` });
          row.style.color = line.colour;
          return [row];
        });
        box.replaceChildren(el("b", { text: compact(plot.data[0][index] ?? 0) }), ...rows);
        const isLeft = left > plot.over.clientWidth / 2;
        box.style.left = isLeft ? "auto" : `${left + 12}px`;
        box.style.right = isLeft ? `${plot.over.clientWidth - left + 12}px` : "auto";
      },
    },
  };
}

/** A round number a little above the data. */
function niceTop(high: number): number {
  if (!(high > 0)) return 1;
  const step = 10 ** Math.floor(Math.log10(high)) / 2;
  return Math.ceil((high * 1.08) / step) * step;
}

/** A number in few characters: 1.2k, 300k, 0.031. */
export function compact(value: number): string {
  if (value >= 1e6) return `${trim(value / 1e6)}M`;
  if (value >= 1000) return `${trim(value / 1000)}k`;
  return trim(value);
}

function trim(value: number): string {
  return String(Number(value.toPrecision(3)));
}
