/**
 * Everything about one run: head, numbers, rinks, curves, feed.
 */
import type { RelabelEvent } from "../../shared/net/telemetry.ts";
import { el } from "../dom.ts";
import { WORDS } from "../words.ts";
import { Curves } from "./curves.ts";
import type { Run } from "./hub.ts";
import { RelabelFeed } from "./relabel-feed.ts";
import { RunHead } from "./run-head.ts";
import { Tiles } from "./tiles.ts";

/** The panel of one run. */
export class RunPanel {
  readonly element: HTMLElement;
  readonly #head = new RunHead();
  readonly #tiles = new Tiles();
  readonly #curves = new Curves();
  readonly #feed = new RelabelFeed();

  /** @param rinks shown between numbers and curves; null for a run without rinks */
  constructor(runId: string, rinks: HTMLElement | null) {
    this.element = el(
      "section",
      { class: "run-panel", "data-run": runId },
      this.#head.element,
      this.#tiles.element,
      el(
        "div",
        { class: "run-grid" },
        rinks === null ? null : el("section", { class: "rinks-slot", "aria-label": WORDS.training.rinksTitle }, rinks),
        this.#curves.success,
        this.#feed.element,
        this.#curves.loss.element,
        this.#curves.shares.element,
        this.#curves.speed.element,
      ),
    );
  }

  /** Whether the panel is up to date. */
  setLive(isLive: boolean): void {
    this.element.dataset["live"] = String(isLive);
    this.#head.setLive(isLive);
  }

  /** Shows that the server has no such run. */
  clear(): void {
    this.#head.clear();
  }

  /** Shows everything about `run`. */
  showAll(run: Run): void {
    this.showStatus(run);
    this.showMetrics(run);
    this.#feed.reset(run.relabels);
  }

  /** Shows the phase and settings of `run`. */
  showStatus(run: Run): void {
    this.#head.show(run.status);
  }

  /** Shows the numbers and curves of `run`. */
  showMetrics(run: Run): void {
    this.#tiles.show(run);
    this.#curves.show(run.status.tasks, run.history);
  }

  /** Adds `events`, oldest first, to the feed. */
  addRelabels(events: readonly RelabelEvent[]): void {
    this.#feed.add(events);
  }

  /** Frees the charts. */
  dispose(): void {
    this.#curves.dispose();
  }
}
