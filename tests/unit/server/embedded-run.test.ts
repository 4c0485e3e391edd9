import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { saveRelabels, type MetricsPoint, type RelabelEvent } from "../../../bots/index.ts";
import { saveCheckpoint } from "../../../bots/files/checkpoint-files.ts";
import type { Checkpoint } from "../../../bots/checkpoint/checkpoint.ts";
import { networkSpec, parseTrainConfig, type TrainConfig } from "../../../bots/run/config.ts";
import { appendPoints } from "../../../bots/files/metrics-file.ts";
import { initialParameters } from "../../../bots/network/network.ts";
import { createLog } from "../../../server/log.ts";
import { findEmbeddedRun, type EmbeddedRun } from "../../../server/training/embedded-run.ts";
import { createRng } from "../../../shared/rng.ts";
import { pointAt, relabelOf } from "../../support/telemetry.ts";

const CONFIG = { runId: "embedded", hidden: [4] };
const found: EmbeddedRun[] = [];
let runsDir = "";
beforeEach(() => {
  runsDir = mkdtempSync(join(tmpdir(), "hockey-runs-"));
});
afterEach(() => {
  for (const run of found.splice(0)) run.close();
  rmSync(runsDir, { recursive: true, force: true });
});

async function find(config: Partial<TrainConfig> = CONFIG, isFresh = false, dir = runsDir): Promise<EmbeddedRun> {
  const run = await findEmbeddedRun({ runsDir: dir, config, isFresh, log: createLog("silent") });
  found.push(run);
  return run;
}

function checkpointAt(decisions: number, wishes: Partial<TrainConfig>): Checkpoint {
  const config = parseTrainConfig({ ...CONFIG, ...wishes });
  const spec = networkSpec(config);
  const progress = { decisions, gradientSteps: 1, episodes: 1, seconds: 1 };
  return { config, spec, progress, adamStep: 1, vectors: { online: initialParameters(spec, createRng(decisions)) } };
}

/** A run that was killed after `decisions`; its curves go a little further. */
function addRun(day: number, decisions: number, wishes: Partial<TrainConfig> = {}): string {
  const folder = join(runsDir, `embedded-202611${String(day).padStart(2, "0")}T093000`);
  mkdirSync(folder);
  saveCheckpoint(folder, checkpointAt(decisions, wishes));
  const points: MetricsPoint[] = [0, decisions, decisions + 1].map((at) => pointAt(at));
  appendPoints(folder, points);
  saveRelabels(
    folder,
    [1, 2].map((episode): RelabelEvent => relabelOf(episode)),
  );
  return folder;
}

describe("the embedded run of a restarted server", () => {
  it("is the newest with its settings: weights, curves up to the checkpoint, and relabelled episodes", async () => {
    addRun(1, 100);
    const folder = addRun(2, 50);
    addRun(3, 900, { seed: 9 });
    const run = await find({ ...CONFIG, decisions: 7, backend: "plain" });
    expect(run.folder).toBe(folder);
    expect(run.restored!.checkpoint).toEqual(checkpointAt(50, {}));
    expect(run.restored!.history.map(({ decisions }) => decisions)).toEqual([0, 50]);
    expect(run.restored!.relabels.map(({ episode }) => episode)).toEqual([1, 2]);
    await run.open();
    expect(readdirSync(runsDir)).toHaveLength(3);
  });

  it("is new with other settings, when a fresh one is wanted, and when there is none", async () => {
    for (const run of [await find(), await find({ ...CONFIG, seed: 2 }), await find(CONFIG, true)]) {
      expect(run.restored).toBeNull();
      expect(existsSync(run.folder)).toBe(false);
    }
    const folder = addRun(1, 100);
    for (const run of [await find({ ...CONFIG, sharing: "none" }), await find(CONFIG, true)]) {
      expect(run.restored).toBeNull();
      await run.open();
      expect(existsSync(run.folder)).toBe(true);
      expect(run.folder).not.toBe(folder);
    }
  });

  it("belongs to one server: a second one with the same folder of runs begins its own", async () => {
    const folder = addRun(1, 100);
    const first = await find();
    const second = await find();
    expect([first.folder, second.restored]).toEqual([folder, null]);
    await second.open();
    const third = await find();
    await third.open();
    expect(new Set([first.folder, second.folder, third.folder]).size).toBe(3);
    first.close();
    expect((await find()).folder).toBe(folder);
  });

  it("uses the newest checkpoint that is whole, and the rest if a file beside it is damaged", async () => {
    const folder = addRun(1, 100);
    writeFileSync(join(folder, "checkpoint-0000000200.hhc"), "HHOCKEY1 cut short");
    writeFileSync(join(folder, "relabels.json"), "[{");
    writeFileSync(join(folder, "metrics.jsonl"), `5\nnull\n{"decisions":1}\n${JSON.stringify(pointAt(60))}\n{"dec`);
    const { restored } = await find();
    expect(restored!.checkpoint.progress.decisions).toBe(100);
    expect(restored!.history).toEqual([pointAt(60)]);
    expect(restored!.relabels).toEqual([]);
  });

  it("goes on without saving where the folder of runs is a file or a run cannot be read", async () => {
    const file = join(runsDir, "file");
    writeFileSync(file, "");
    const unkept = await find(CONFIG, false, file);
    await unkept.open();
    await unkept.open();
    expect(unkept.restored).toBeNull();
    const folder = addRun(1, 100);
    mkdirSync(join(folder, "lock"));
    expect((await find()).restored).toBeNull();
  });
});
