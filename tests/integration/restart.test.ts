import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { io } from "socket.io-client";
import type { TrainConfig } from "../../bots/index.ts";
import { createRng } from "../../shared/rng.ts";
import { NAMESPACES, type RunSnapshot } from "../../shared/net/telemetry.ts";
import { startServerProcess } from "../support/server-process.ts";
import { startBench, until, type TestBench } from "./harness.ts";

/** Small enough to see everything within a few seconds. */
const QUICK: Partial<TrainConfig> = {
  hidden: [16],
  batchSize: 32,
  learningStarts: 200,
  metricsEvery: 320,
  publishEvery: 640,
  evaluateEvery: 1_000_000,
  epsilonDecisions: 2_000,
};
const RUN_AWAY = 1_000_000_000;

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
  bench = await startBench({ trainingBudget: RUN_AWAY, runsDir, ...config }, { train: QUICK });
  return bench;
}

async function runAt(url: string): Promise<RunSnapshot> {
  const { runs }: { runs: RunSnapshot[] } = Object(await (await fetch(`${url}/api/training`)).json());
  return runs[0]!;
}

/** Watches until the run has curves and relabelled episodes. */
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
    const newestRelabel = relabels[0]!;
    const saved = history.at(-1)!.decisions;

    const rink = await restarted.practice(0);
    expect(rink.state.decisions).toBeGreaterThanOrEqual(saved);
    const after = await learn(restarted);
    expect(after.history.slice(0, history.length)).toEqual(history);
    expect(after.history.at(-1)!.gradientSteps).toBeGreaterThan(history.at(-1)!.gradientSteps);
    expect(after.status).toMatchObject({ phase: "learning", restarts: 0 });
    expect(readdirSync(runsDir)).toHaveLength(1);

    // Killed at once, it would have saved few new episodes: the earlier ones are still there.
    const again = await runAt((await start()).server.url);
    expect(again.relabels).toContainEqual(expect.objectContaining({ episode: newestRelabel.episode }));
  });

  it("begins a new run when told to or with other settings, and finds the earlier run again", async () => {
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
  it("learns all the same, reports why it does not save, and nobody is disconnected", async () => {
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

describe("a server that is killed", () => {
  it("resumes its run each time", async () => {
    const flags = ["--runs-dir", runsDir, "--training-budget", String(RUN_AWAY), "--log-level", "warn"];
    const rng = createRng("kills");
    let known = 0;
    // More of them, at other moments, are in the abuse suite.
    for (let kills = 0; kills < 2; kills++) {
      const server = await startServerProcess(...flags);
      const viewer = io(server.url + NAMESPACES.viewers, { transports: ["websocket"], forceNew: true });
      try {
        const { history } = await runAt(server.url);
        expect(history.at(-1)?.decisions ?? 0).toBeGreaterThanOrEqual(known);
        known = history.at(-1)?.decisions ?? 0;
        let run = await runAt(server.url);
        while ((run.history.at(-1)?.decisions ?? 0) <= known) {
          await delay(100);
          run = await runAt(server.url);
        }
        // The next save is at most two seconds away.
        known = run.history.at(-1)!.decisions;
        const end = performance.now() + 2500 + rng.range(0, 500);
        await until("the kill", () => performance.now() > end);
      } finally {
        viewer.disconnect();
        await server.kill();
      }
    }
    expect(readdirSync(runsDir)).toHaveLength(1);
  });
});
