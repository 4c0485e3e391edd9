import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { lockFolder } from "../../../bots/index.ts";
import { listRuns, makeRunFolder, removeOldRuns, runFolder } from "../../../server/training/old-runs.ts";

let runs: string;
beforeEach(() => {
  runs = mkdtempSync(join(tmpdir(), "hockey-runs-"));
});
afterEach(() => rmSync(runs, { recursive: true, force: true }));

function addRun(name: string, files: readonly string[] = ["checkpoint-1.hhc"]): void {
  mkdirSync(join(runs, name));
  for (const file of files) writeFileSync(join(runs, name, file), "weights");
}

/** Cleans up in `folder`; returns what went, and what was wrong. */
async function clean(folder = runs): Promise<{ removed: string[]; problems: string[] }> {
  const problems: string[] = [];
  const removed = await removeOldRuns(folder, (error) => problems.push(String(error)));
  return { removed, problems };
}

const run = (day: number): string => runFolder(new Date(Date.UTC(2026, 10, day, 9, 30)));

describe("the folder of runs", () => {
  it("keeps two embedded runs beside the new one, the newest", async () => {
    [3, 1, 4, 2].map(run).forEach((name) => addRun(name));
    expect(await clean()).toEqual({ removed: ["embedded-20261101T093000", "embedded-20261102T093000"], problems: [] });
    expect(readdirSync(runs).toSorted()).toEqual(["embedded-20261103T093000", "embedded-20261104T093000"]);
  });

  it("keeps whatever else lies there", async () => {
    const others = ["embedded-best", "my-run", "embedded-20261101T0930", "old-embedded-20261101T093000"];
    others.forEach((name) => addRun(name));
    writeFileSync(join(runs, "embedded-20260101T000000"), "a file, not a run");
    expect(await clean()).toEqual({ removed: [], problems: [] });
    expect(readdirSync(runs)).toHaveLength(5);
  });

  it("deletes runs in which nothing was saved before runs in which something was", async () => {
    addRun(run(1));
    addRun(run(2), []);
    addRun(run(3));
    expect((await clean()).removed).toEqual([run(2)]);
  });

  it("keeps a run in which a process works, however old it is", async () => {
    [1, 2, 3, 4].map(run).forEach((name) => addRun(name));
    const lock = await lockFolder(join(runs, run(1)));
    expect((await clean()).removed).toEqual([run(2)]);
    lock.release();
  });

  it("gives two servers that start within a second two folders, in order", () => {
    const now = new Date(Date.UTC(2026, 10, 1, 9, 30));
    const made = Array.from({ length: 11 }, () => makeRunFolder(runs, now));
    expect(new Set(made).size).toBe(11);
    expect(listRuns(runs).map((name) => join(runs, name))).toEqual(made);
  });

  it("may be missing or a file, which is reported and not thrown", async () => {
    expect(await clean(join(runs, "nowhere"))).toEqual({ removed: [], problems: [] });
    const file = join(runs, "file");
    writeFileSync(file, "");
    expect(await clean(file)).toEqual({ removed: [], problems: [expect.stringContaining("ENOTDIR")] });
  });

  it("reports a run that cannot be deleted, and deletes the others", async () => {
    [1, 2, 3, 4].map(run).forEach((name) => addRun(name));
    // A lock that cannot be read is a folder that cannot be had.
    mkdirSync(join(runs, run(1), "lock"));
    const { removed, problems } = await clean();
    expect(problems).toHaveLength(1);
    expect(removed).toEqual([run(2)]);
  });
});
