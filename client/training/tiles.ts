/**
 * The numbers of one run: latest success per task, progress, relabelled share, exploration and speed.
 */
import type { MetricsPoint, RunStatus } from "../../shared/net/telemetry.ts";
import { compact } from "../charts.ts";
import { el, setText } from "../dom.ts";
import { WORDS } from "../words.ts";
import type { Run } from "./hub.ts";
import { taskColour } from "./task-colours.ts";

/** One number with its name and a line of detail. */
class Tile {
  readonly #value = el("b", { class: "tile-value", text: WORDS.training.unknown });
  readonly #detail = el("small", { class: "tile-detail" });
  readonly element: HTMLElement;

  constructor(name: string, testId: string, colour = "") {
    this.element = el(
      "div",
      { class: "tile panel", "data-testid": testId },
      el("span", { class: "tile-name", text: name }),
      this.#value,
      this.#detail,
    );
    if (colour !== "") this.element.style.setProperty("--task", colour);
  }

  show(value: string, detail: string): void {
    setText(this.#value, value);
    setText(this.#detail, detail);
  }
}

/** The tiles of one run. */
export class Tiles {
  readonly element = el("div", { class: "tiles" });
  readonly #success = new Map<string, Tile>();
  readonly #decisions = new Tile(WORDS.training.facts.decisions, "tile-decisions");
  readonly #progress = el("i", { class: "tile-progress" });
  readonly #relabelled = new Tile(WORDS.training.facts.relabelled, "tile-relabelled");
  readonly #epsilon = new Tile(WORDS.training.facts.epsilon, "tile-epsilon");
  readonly #speed = new Tile(WORDS.training.facts.speed, "tile-speed");

  constructor() {
    this.#decisions.element.append(this.#progress);
    for (const tile of [this.#decisions, this.#relabelled, this.#epsilon, this.#speed])
      this.element.append(tile.element);
  }

  /** Shows the newest numbers of `run`. */
  show(run: Run): void {
    for (const task of run.status.tasks) this.#successTile(task);
    const last = run.history.at(-1);
    if (last === undefined) return;
    const measured = run.history.findLast((point) => point.evaluation !== null)?.evaluation ?? {};
    for (const [task, tile] of this.#success) {
      const rate = measured[task];
      if (rate === undefined) tile.show(WORDS.training.unknown, WORDS.training.successNone);
      else {
        const detail = WORDS.training.successBand(rate.low, rate.high, rate.episodes);
        tile.show(WORDS.training.percent(rate.success), detail);
      }
    }
    this.#showProgress(run.status, last);
    this.#relabelled.show(
      WORDS.training.percent(last.relabelledShare),
      WORDS.training.facts.replay(compact(last.replaySize)),
    );
    this.#epsilon.show(last.epsilon.toFixed(2), WORDS.training.facts.episodesPlayed(compact(last.episodes)));
    this.#speed.show(
      compact(Math.round(last.decisionsPerSecond)),
      WORDS.training.facts.updatesPerSecond(compact(Math.round(last.gradientStepsPerSecond))),
    );
  }

  #showProgress(status: RunStatus, last: MetricsPoint): void {
    this.#decisions.show(compact(last.decisions), WORDS.training.facts.budget(compact(status.budget)));
    const share = status.budget > 0 ? Math.min(1, last.decisions / status.budget) : 0;
    this.#progress.style.setProperty("--share", String(share));
  }

  #successTile(task: string): void {
    if (this.#success.has(task)) return;
    const name = WORDS.training.successNow(WORDS.training.taskWords(task).title);
    const tile = new Tile(name, `success-${task}`, taskColour(task, this.#success.size));
    tile.element.classList.add("tile-success");
    tile.show(WORDS.training.unknown, WORDS.training.successNone);
    const lastSuccess = [...this.#success.values()].at(-1)?.element;
    if (lastSuccess === undefined) this.element.prepend(tile.element);
    else lastSuccess.after(tile.element);
    this.#success.set(task, tile);
  }
}
