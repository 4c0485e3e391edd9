/**
 * The line with the phase of a run, which is unknown when nothing arrives.
 */
import "../../support/page.ts";
import { expect, it } from "@jest/globals";
import { RunHead } from "../../../client/training/run-head.ts";
import { WORDS } from "../../../client/words.ts";
import type { RunStatus } from "../../../shared/net/telemetry.ts";

const STATUS: RunStatus = {
  runId: "embedded",
  phase: "learning",
  detail: "",
  backend: "simd",
  sharing: "all",
  tasks: ["shoot", "pass"],
  seed: 1,
  budget: 1000,
  restarts: 0,
};

const pillOf = ({ element }: RunHead): HTMLElement => element.querySelector<HTMLElement>("[data-testid=run-phase]")!;

it("shows a phase as live only while figures arrive", () => {
  const head = new RunHead();
  head.show(STATUS);
  expect(pillOf(head).dataset["phase"]).toBe("learning");
  head.setLive(false);
  expect(pillOf(head).dataset["phase"]).toBe("unknown");
  expect(pillOf(head).textContent).toBe(WORDS.training.phaseUnknown);
  expect(head.element.textContent).toContain(WORDS.training.phaseUnknownDetail);
  head.show({ ...STATUS, phase: "finished" });
  expect(pillOf(head).dataset["phase"]).toBe("unknown");
  head.setLive(true);
  expect(pillOf(head).dataset["phase"]).toBe("finished");
});

it("shows no phase for a run that the server does not have", () => {
  const head = new RunHead();
  head.show(STATUS);
  head.clear();
  head.setLive(true);
  expect(pillOf(head).dataset["phase"]).toBeUndefined();
});
