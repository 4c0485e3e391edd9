/**
 * One panel for each run of the server, and a line with the state of the connection.
 *
 * Reads the hub; the panel of the server's own learner always exists, because the rinks are in it.
 */
import { EMBEDDED_RUN_ID } from "../../shared/net/telemetry.ts";
import { el, setText } from "../dom.ts";
import { WORDS } from "../words.ts";
import { Hub, type HubLink, type Run } from "./hub.ts";
import { RunPanel } from "./run-panel.ts";

/** All panels of the training page. */
export class RunPanels {
  readonly element = el("div", { class: "run-panels" });
  readonly status = el("p", { class: "hub-status", role: "status", "data-testid": "status" });
  readonly #panels = new Map<string, RunPanel>();
  readonly #embedded: RunPanel;
  readonly #hub: Hub;
  #link: HubLink = "connecting";
  #runs: ReadonlyMap<string, Run> | null = null;

  /** @param rinks shown in the panel of the server's own learner */
  constructor(rinks: HTMLElement) {
    this.#embedded = this.#add(EMBEDDED_RUN_ID, new RunPanel(EMBEDDED_RUN_ID, rinks));
    this.#hub = new Hub({
      onLink: (link) => this.#follow(link),
      onRuns: (runs) => this.#showRuns(runs),
      onStatus: (run) => this.#panels.get(run.status.runId)?.showStatus(run),
      onMetrics: (run) => this.#panels.get(run.status.runId)?.showMetrics(run),
      onRelabels: (run, events) => this.#panels.get(run.status.runId)?.addRelabels(events),
    });
    this.#sayStatus();
  }

  /** Ends the connection and frees the charts. */
  dispose(): void {
    this.#hub.dispose();
    for (const panel of this.#panels.values()) panel.dispose();
  }

  #follow(link: HubLink): void {
    this.#link = link;
    for (const panel of this.#panels.values()) panel.setLive(link === "open");
    this.#sayStatus();
  }

  #showRuns(runs: ReadonlyMap<string, Run>): void {
    this.#runs = runs;
    if (!runs.has(EMBEDDED_RUN_ID)) this.#embedded.clear();
    // A restarted server may no longer have some of the runs.
    for (const [runId, panel] of this.#panels) {
      if (runs.has(runId) || panel === this.#embedded) continue;
      panel.dispose();
      panel.element.remove();
      this.#panels.delete(runId);
    }
    for (const [runId, run] of runs) {
      const panel = this.#panels.get(runId) ?? this.#add(runId, new RunPanel(runId, null));
      panel.showAll(run);
    }
    this.#sayStatus();
  }

  #add(runId: string, panel: RunPanel): RunPanel {
    this.#panels.set(runId, panel);
    this.element.append(panel.element);
    return panel;
  }

  #sayStatus(): void {
    const isEmpty = this.#link === "open" && this.#runs?.size === 0;
    setText(this.status, isEmpty ? WORDS.training.noRun : WORDS.training.hubLink[this.#link]);
  }
}
