/**
 * The phase and settings of a run, in words.
 *
 * Reads its status; shows the reason of a failure.
 */
import type { RunStatus } from "../../shared/net/telemetry.ts";
import { el, setText } from "../dom.ts";
import { WORDS } from "../words.ts";

/** The line at the top of a run. */
export class RunHead {
  readonly #phase = el("b", {});
  readonly #detail = el("span", { class: "run-detail" });
  readonly #pill = el(
    "span",
    { class: "run-phase", "data-testid": "run-phase", role: "status" },
    el("i", {}),
    this.#phase,
  );
  readonly #facts = el("dl", { class: "run-facts" });
  readonly element = el("div", { class: "run-head" }, this.#pill, this.#detail, this.#facts);

  #status: RunStatus | null = null;
  #isLive = true;

  /** Whether the status is up to date; without a connection the phase is shown as unknown. */
  setLive(isLive: boolean): void {
    this.#isLive = isLive;
    this.#showPhase();
  }

  /** Shows that the server has no such run. */
  clear(): void {
    this.#status = null;
    delete this.#pill.dataset["phase"];
    setText(this.#detail, "");
    this.#facts.replaceChildren();
  }

  /** Shows `status`. */
  show(status: RunStatus): void {
    const { facts, sharing, backends } = WORDS.training;
    this.#status = status;
    this.#showPhase();
    const rows: [string, string, string][] = [
      [facts.backend, backends[status.backend] ?? (status.backend || WORDS.training.unknown), "backend"],
      [facts.sharing, sharing[status.sharing] ?? status.sharing, "sharing"],
      [facts.seed, String(status.seed), "seed"],
    ];
    if (status.restarts > 0) rows.push([facts.restarts, String(status.restarts), "restarts"]);
    this.#facts.replaceChildren(
      ...rows.map(([name, value, id]) =>
        el("div", {}, el("dt", { text: name }), el("dd", { text: value, "data-testid": id })),
      ),
    );
  }

  #showPhase(): void {
    const { phase, phaseDetail, phaseUnknown, phaseUnknownDetail } = WORDS.training;
    const status = this.#status;
    if (status === null) return;
    this.#pill.dataset["phase"] = this.#isLive ? status.phase : "unknown";
    setText(this.#phase, this.#isLive ? phase[status.phase] : phaseUnknown);
    const detail = status.detail === "" ? phaseDetail[status.phase] : status.detail;
    setText(this.#detail, this.#isLive ? detail : phaseUnknownDetail);
  }
}
