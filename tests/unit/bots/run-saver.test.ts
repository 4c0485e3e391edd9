import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { Checkpoint } from "../../../bots/checkpoint/checkpoint.ts";
import { listCheckpoints, loadCheckpoint, saveCheckpoint } from "../../../bots/files/checkpoint-files.ts";
import { networkSpec, parseTrainConfig } from "../../../bots/run/config.ts";
import { diskProblem } from "../../../bots/files/disk-problem.ts";
import { appendPoints, forgetPointsAfter, MOST_POINTS, readPoints } from "../../../bots/files/metrics-file.ts";
import { initialParameters } from "../../../bots/network/network.ts";
import { createRunSaver, type RunSaver, type SaverFiles } from "../../../bots/files/run-saver.ts";
import { createRng } from "../../../shared/rng.ts";
import { pointAt } from "../../support/telemetry.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hockey-saver-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function checkpointAt(decisions: number): Checkpoint {
  const config = parseTrainConfig({ hidden: [4] });
  const spec = networkSpec(config);
  const progress = { decisions, gradientSteps: 1, episodes: 1, seconds: 1 };
  return { config, spec, progress, adamStep: 1, vectors: { online: initialParameters(spec, createRng(decisions)) } };
}

/** A disk that refuses with `code` while it is set, and a clock that the test moves. */
interface Disk {
  code: string;
  seconds: number;
  attempts: number;
  readonly told: string[];
  readonly saver: RunSaver;
}

function diskWith(code = "", out = folder): Disk {
  const refuse = (): void => {
    disk.attempts++;
    if (disk.code !== "") throw Object.assign(new Error(`${disk.code}: refused`), { code: disk.code });
  };
  const files: SaverFiles = {
    makeFolder: () => undefined,
    saveCheckpoint(to, checkpoint) {
      try {
        refuse();
      } catch (cause) {
        throw new Error("cannot be written", { cause });
      }
      return saveCheckpoint(to, checkpoint);
    },
    appendPoints(to, points) {
      refuse();
      appendPoints(to, points);
    },
    forgetPointsAfter,
  };
  const told: string[] = [];
  const now = (): number => disk.seconds;
  const onProblem = (problem: string): void => void told.push(problem);
  const saver = createRunSaver({ folder: out, now, everySeconds: 2, resumedAt: -1, onProblem, files });
  const disk: Disk = { code, seconds: 0, attempts: 0, told, saver };
  return disk;
}

describe("saving a run", () => {
  it("happens at once, then from time to time", () => {
    const disk = diskWith();
    for (let tenth = 0; tenth <= 100; tenth++) {
      disk.seconds = tenth / 10;
      disk.saver.saveIfDue(() => checkpointAt(tenth));
    }
    expect(listCheckpoints(folder).map((name) => Number(name.match(/\d+/)![0]))).toEqual([60, 80, 100]);
    expect(disk.told).toEqual([]);
  });

  it.each([
    ["ENOSPC", "The disk is full: learning goes on but is not saved."],
    ["EDQUOT", "The disk quota is used up: learning goes on but is not saved."],
    ["EACCES", "The folder may not be written: learning goes on but is not saved."],
    ["EROFS", "The disk is read-only: learning goes on but is not saved."],
    ["EMFILE", "Too many files are open: learning goes on but is not saved."],
    ["EXDEV", "Files cannot be written (EXDEV): learning goes on but is not saved."],
  ])("goes on after %s, tells of it once, and loses nothing when there is room again", (code, words) => {
    const disk = diskWith(code);
    for (let at = 1; at <= 600; at++) {
      disk.seconds = at;
      disk.saver.addPoint(pointAt(at));
      disk.saver.saveIfDue(() => checkpointAt(at));
    }
    expect(disk.told).toEqual([words]);
    // Once a second would be 1,200 attempts.
    expect(disk.attempts).toBeLessThan(40);
    expect(listCheckpoints(folder)).toEqual([]);
    disk.code = "";
    for (let at = 601; at <= 640; at++) {
      disk.seconds = at;
      disk.saver.addPoint(pointAt(at));
      disk.saver.saveIfDue(() => checkpointAt(at));
    }
    expect(disk.told).toEqual([words, ""]);
    expect(loadCheckpoint(folder).progress.decisions).toBeGreaterThan(630);
    expect(readPoints(folder).map(({ decisions }) => decisions)).toEqual(Array.from({ length: 640 }, (_, i) => i + 1));
  });

  it("tells when one reason follows another", () => {
    const disk = diskWith("ENOSPC");
    disk.saver.save(checkpointAt(1));
    disk.code = "EROFS";
    expect(disk.saver.save(checkpointAt(2))).toBeNull();
    expect(disk.told.map((words) => words.split(":")[0])).toEqual(["The disk is full", "The disk is read-only"]);
  });

  it("does not hide what is no matter of the disk", () => {
    const { saver } = diskWith();
    const fail = (): Checkpoint => {
      throw new RangeError("a weight is NaN");
    };
    expect(() => saver.saveIfDue(fail)).toThrow("a weight is NaN");
    expect(diskProblem(new RangeError("a weight is NaN"))).toBeNull();
    expect(diskProblem(Object.assign(new Error("no"), { code: "ERR_INVALID_ARG_TYPE" }))).toBeNull();
  });

  it("makes a folder that is gone anew, and waits where a file is in the way", () => {
    const told: string[] = [];
    const out = join(folder, "a", "b");
    const options = {
      now: () => 0,
      everySeconds: 2,
      resumedAt: -1,
      onProblem: (words: string) => void told.push(words),
    };
    const saver = createRunSaver({ folder: out, ...options });
    rmSync(join(folder, "a"), { recursive: true });
    saver.addPoint(pointAt(1));
    expect(saver.problem).toMatch(/^The folder is gone/);
    expect(saver.save(checkpointAt(1))).toBe(join(out, "checkpoint-0000000001.hhc"));
    expect(readPoints(out)).toEqual([pointAt(1)]);

    const file = join(folder, "file");
    writeFileSync(file, "");
    expect(createRunSaver({ folder: file, ...options }).save(checkpointAt(1))).toBeNull();
    expect(told.at(-1)).toMatch(/^The folder is a file/);
  });
});

describe("metrics.jsonl", () => {
  it("stays small in a run without end, with its first, its newest and its evaluated points", () => {
    const points = Array.from({ length: 60_000 }, (_, i) => pointAt(i, i % 1000 === 0));
    for (let from = 0; from < points.length; from += 500) appendPoints(folder, points.slice(from, from + 500));
    expect(statSync(join(folder, "metrics.jsonl")).size).toBeLessThan(17 * 2 ** 20);
    const kept = readPoints(folder);
    expect(kept.length).toBeLessThanOrEqual(MOST_POINTS);
    expect([kept[0], kept.at(-1)]).toEqual([points[0], points.at(-1)]);
    expect(kept.filter(({ evaluation }) => evaluation !== null)).toHaveLength(60);
  });

  it("is read whatever is in it: cut, foreign and endless lines, and parts that were made again", () => {
    const line = (decisions: number): string => JSON.stringify(pointAt(decisions));
    const endless = "x".repeat(3 * 2 ** 20);
    const text = [line(1), "{", "null", "7", '{"decisions":"many"}', line(5), endless, line(3), "", line(4)].join("\n");
    writeFileSync(join(folder, "metrics.jsonl"), text);
    expect(readPoints(folder).map(({ decisions }) => decisions)).toEqual([1, 3, 4]);
    writeFileSync(join(folder, "metrics.jsonl"), `${line(1)}\n{"runId":"tr`);
    appendPoints(folder, [pointAt(2)]);
    expect(readPoints(folder).map(({ decisions }) => decisions)).toEqual([1, 2]);
    expect(readFileSync(join(folder, "metrics.jsonl"), "utf8").split("\n")).toHaveLength(4);
  });

  it("need not be there, nor be a file", () => {
    expect(readPoints(join(folder, "nowhere"))).toEqual([]);
    expect(readPoints("/")).toEqual([]);
    expect(existsSync(join(folder, "metrics.jsonl"))).toBe(false);
  });
});
