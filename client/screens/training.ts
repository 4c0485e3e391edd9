/**
 * The training page: practice rinks, numbers, curves and the feed of relabelled episodes, live.
 *
 * Reads practice rooms and telemetry; shows one panel per run.
 */
import { EMBEDDED_RUN_ID } from "../../shared/net/telemetry.ts";
import { el } from "../dom.ts";
import { everyFrame } from "../frame-loop.ts";
import { matchesMedia, onMediaChange } from "../optional.ts";
import { routeLink, type Unmount } from "../router.ts";
import { PracticeRink } from "../training/practice-rink.ts";
import { RunPanels } from "../training/run-panels.ts";
import { WORDS } from "../words.ts";

/** Rinks by the width of the page [CSS px]. */
const WIDE = "(min-width: 1600px)";
const MEDIUM = "(min-width: 800px)";

/** Shows the training page. */
export function trainingScreen(root: HTMLElement): Unmount {
  const rinks = new PracticeRinks(EMBEDDED_RUN_ID);
  const panels = new RunPanels(rinks.element);
  root.append(
    el(
      "div",
      { class: "training" },
      el(
        "header",
        { class: "training-head" },
        el("div", {}, el("h1", { text: WORDS.training.title }), panels.status),
        el(
          "nav",
          {},
          routeLink(el("a", { href: "/play", class: "button primary small-primary", text: WORDS.training.play })),
          routeLink(el("a", { href: "/", class: "button quiet", text: WORDS.training.back })),
        ),
      ),
      el(
        "details",
        { class: "explain", open: matchesMedia(MEDIUM) },
        el("summary", { text: WORDS.training.explainTitle }),
        el("p", { text: WORDS.training.explain }),
      ),
      panels.element,
    ),
  );

  const stopFrames = everyFrame((nowMs) => rinks.draw(nowMs));
  return () => {
    stopFrames();
    panels.dispose();
    rinks.dispose();
  };
}

/** As many practice rinks of one run as there is room for. */
class PracticeRinks {
  readonly element = el("div", { class: "practice-rinks" });
  readonly #runId: string;
  readonly #rinks: PracticeRink[] = [];
  #frames = 0;
  readonly #stopListening: readonly (() => void)[];

  constructor(runId: string) {
    this.#runId = runId;
    this.#stopListening = [WIDE, MEDIUM].map((query) => onMediaChange(query, this.#fit));
    this.#fit();
  }

  /** Draws the only rink every frame, or half of several per frame: states arrive only thirty times a second. */
  draw(nowMs: number): void {
    this.#frames++;
    const isSeveral = this.#rinks.length > 1;
    for (const [index, rink] of this.#rinks.entries()) {
      if (!isSeveral || index % 2 === this.#frames % 2) rink.draw(nowMs);
    }
  }

  dispose(): void {
    for (const stop of this.#stopListening) stop();
    for (const rink of this.#rinks) rink.dispose();
  }

  readonly #fit = (): void => {
    const wanted = matchesMedia(WIDE) ? 4 : matchesMedia(MEDIUM) ? 2 : 1;
    while (this.#rinks.length > wanted) {
      const rink = this.#rinks.pop();
      rink?.dispose();
      rink?.element.remove();
    }
    while (this.#rinks.length < wanted) {
      const rink = new PracticeRink({ runId: this.#runId, rink: this.#rinks.length });
      this.#rinks.push(rink);
      this.element.append(rink.element);
    }
  };
}
