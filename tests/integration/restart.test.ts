import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { RunSnapshot } from "../../shared/net/telemetry.ts";
import { ENDLESS, QUICK } from "../support/quick-run.ts";
import { startBench, until, type TestBench } from "./harness.ts";

let runsDir = "";
let bench: TestBench | undefined;
beforeEach(() => {
  runsDir = mkdtempSync(join(tmpdir(), "hockey-restart-"));
});
afterEach(async () => {
  await bench?.close();
  bench = undefined;
  rmSync(runsDir, { recursive: true, force: true });
});

async function start(config: Parameters<typeof startBench>[0] = {}): Promise<TestBench> {
  await bench?.close();
  bench = await startBench({ trainingBudget: ENDLESS, runsDir, ...config }, { train: QUICK });
  return bench;
}

async function runAt(url: string): Promise<RunSnapshot> {
  const { runs }: { runs: RunSnapshot[] } = Object(await (await fetch(`${url}/api/training`)).json());
  return runs[0]!;
}

/** Watches until the run has new points and relabelled episodes. */
async function learn(watched: TestBench): Promise<RunSnapshot> {
  watched.viewer();
  const { url } = watched.server;
  let run = await runAt(url);
  const points = run.history.length;
  while (run.history.length < points + 4 || run.relabels.length === 0) {
    await delay(50);
    run = await runAt(url);
  }
  return run;
}

describe("a restarted server", () => {
  it("shows what was learnt before anybody watches, plays it in the rinks, and resumes learning", async () => {
    const before = await learn(await start());
    const restarted = await start();
    const { status, history, relabels } = await runAt(restarted.server.url);
    expect(status).toMatchObject({ phase: "idle", detail: "", restarts: 0 });
    expect(history.slice(0, before.history.length)).toEqual(before.history);
    expect(relabels.length).toBeGreaterThan(0);
    const saved = history.at(-1)!.decisions;

    const rink = await restarted.practice(0);
    expect(rink.state.decisions).toBeGreaterThanOrEqual(saved);
    const after = await learn(restarted);
    expect(after.history.slice(0, history.length)).toEqual(history);
    expect(after.history.at(-1)!.gradientSteps).toBeGreaterThan(history.at(-1)!.gradientSteps);
    expect(after.status).toMatchObject({ phase: "learning", restarts: 0 });
    expect(readdirSync(runsDir)).toHaveLength(1);

    // The list goes on: it is as long as it was, unless newer episodes have taken all of its places.
    const again = await runAt((await start()).server.url);
    expect(again.relabels.length).toBeGreaterThanOrEqual(relabels.length);
  });

  it("starts a new run when told to, or with other settings, and finds the earlier run again", async () => {
    const { history } = await learn(await start());
    const fresh = await runAt((await start({ trainingFresh: true })).server.url);
    expect(fresh.history).toEqual([]);
    const other = await runAt((await start({ trainingSeed: 7 })).server.url);
    expect(other.history).toEqual([]);
    expect((await runAt((await start()).server.url)).history[0]).toEqual(history[0]);
  });

  it("shows a run as finished when all its decisions are used", async () => {
    const first = await start({ trainingBudget: 1600 });
    first.viewer();
    await until("the end", () => first.server.trainer!.status.phase === "finished");
    const second = await start({ trainingBudget: 1600 });
    second.viewer();
    const { status, history } = await runAt(second.server.url);
    expect([status.phase, history.at(-1)!.decisions]).toEqual(["finished", 1600]);
  });
});

describe("a server whose folder of runs cannot be used", () => {
  it("still learns, says why it does not save, and disconnects nobody", async () => {
    const file = join(runsDir, "file");
    writeFileSync(file, "");
    const kept = await start({ runsDir: file });
    const { server } = kept;
    let hasEnded = false;
    kept.viewer().on("disconnect", () => {
      hasEnded = true;
    });
    await until("learning", () => /is not saved/.test(server.trainer!.status.detail));
    let run = await runAt(server.url);
    while (run.history.length < 3) {
      await delay(50);
      run = await runAt(server.url);
    }
    expect(run.status).toMatchObject({ phase: "learning", restarts: 0 });
    expect(hasEnded).toBe(false);
  });
});
