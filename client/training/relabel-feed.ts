/**
 * The feed of relabelled episodes, newest first, each with a small drawing of the puck's path.
 */
import { GOAL_HALF_WIDTH, GOAL_LINE_X, HALF_LENGTH, HALF_WIDTH } from "../../shared/rink.ts";
import type { RelabelEvent } from "../../shared/net/telemetry.ts";
import { el } from "../dom.ts";
import { WORDS } from "../words.ts";
import { darkTaskColour, taskColour } from "./task-colours.ts";

const SVG = "http://www.w3.org/2000/svg";
/** Left edge of the drawing [m]; drills begin right of the centre line. */
const LEFT = -8;
/** The most rows shown. */
const ROWS = 12;

/** The feed of one run. */
export class RelabelFeed {
  readonly #list = el("ol", {
    class: "feed-list",
    "data-testid": "relabel-feed",
    tabindex: 0,
    "aria-label": WORDS.training.feedTitle,
  });
  readonly #empty = el("p", { class: "fine feed-empty", text: WORDS.training.feedEmpty });
  readonly element = el(
    "section",
    { class: "feed panel" },
    el("h2", { text: WORDS.training.feedTitle }),
    el("p", { class: "chart-note", text: WORDS.training.feedNote }),
    this.#empty,
    this.#list,
  );

  /** Replaces the feed by `events`, newest first. */
  reset(events: readonly RelabelEvent[]): void {
    this.#list.replaceChildren(...events.slice(0, ROWS).map(row));
    this.#empty.hidden = events.length > 0;
  }

  /** Adds `events`, oldest first, at the top. */
  add(events: readonly RelabelEvent[]): void {
    for (const event of events.slice(-ROWS)) this.#list.prepend(row(event));
    while (this.#list.childElementCount > ROWS) this.#list.lastElementChild?.remove();
    this.#empty.hidden = this.#list.childElementCount > 0;
  }
}

function row(event: RelabelEvent): HTMLElement {
  const { became, becameOther, returns, taskWords } = WORDS.training;
  const sentence =
    became[`${event.collectedFor}>${event.relabelledTo}`]?.(event.by, event.to) ??
    becameOther(taskWords(event.collectedFor).name, taskWords(event.relabelledTo).name, event.by);
  return el(
    "li",
    { class: "feed-row" },
    pathDrawing(event),
    el(
      "div",
      {},
      el("span", { text: sentence }),
      el("small", { text: returns(event.originalReturn, event.relabelledReturn) }),
    ),
  );
}

/** The attacking half of the rink with the puck's path. */
function pathDrawing(event: RelabelEvent): SVGSVGElement {
  const svg = shape("svg", {
    viewBox: `${LEFT - 1} ${-HALF_WIDTH - 1} ${HALF_LENGTH - LEFT + 2} ${2 * HALF_WIDTH + 2}`,
    class: "feed-rink",
  });
  svg.setAttribute("aria-hidden", "true");
  const colour = taskColour(event.relabelledTo);
  svg.append(
    shape("path", {
      d: `M${LEFT} ${-HALF_WIDTH}H${HALF_LENGTH - 7}a7 7 0 0 1 7 7V${HALF_WIDTH - 7}a7 7 0 0 1 -7 7H${LEFT}Z`,
      fill: "#e9f4fb",
      stroke: "#8ea4b8",
      "stroke-width": "0.8",
    }),
    shape("path", { d: `M8.9 ${-HALF_WIDTH}V${HALF_WIDTH}`, stroke: "#2563b8", "stroke-width": "0.9" }),
    shape("path", {
      d: `M${GOAL_LINE_X} ${-GOAL_HALF_WIDTH}V${GOAL_HALF_WIDTH}`,
      stroke: "#d3182f",
      "stroke-width": "1.4",
    }),
    shape("path", {
      d: `M${event.from.x} ${event.from.y}L${event.end.x} ${event.end.y}`,
      stroke: darkTaskColour(event.relabelledTo),
      "stroke-width": "1.4",
      "stroke-dasharray": "2.2 1.4",
      "stroke-linecap": "round",
    }),
    shape("circle", { cx: event.from.x, cy: event.from.y, r: 1.5, fill: "#10161d" }),
    shape("circle", { cx: event.end.x, cy: event.end.y, r: 2, fill: colour, stroke: "#10161d", "stroke-width": "0.7" }),
  );
  return svg;
}

function shape<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | number>>,
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}
