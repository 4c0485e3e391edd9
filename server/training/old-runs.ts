/** The folder of runs: each run of the embedded learner has its own folder in it; only the newest are kept. */
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { errorCode, isFolderLocked, listCheckpoints, lockFolder } from "../../bots/index.ts";
import { EMBEDDED_RUN_ID } from "../../shared/net/telemetry.ts";

/** How many folders of embedded runs are kept, including the new one. */
export const RUNS_KEPT = 3;

const RUN_FOLDER = new RegExp(`^${EMBEDDED_RUN_ID}-\\d{8}T\\d{6}(-\\d{1,4})?$`);

/** The folder of an embedded run that starts at `now`; names sort by time. */
export function runFolder(now: Date): string {
  return `${EMBEDDED_RUN_ID}-${now.toISOString().replaceAll(/[-:]/g, "").slice(0, 15)}`;
}

/** Names of the embedded runs in `runsDir`, oldest first. @throws Error of the file system */
export function listRuns(runsDir: string): string[] {
  try {
    const entries = readdirSync(runsDir, { withFileTypes: true });
    const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    return names
      .filter((name) => RUN_FOLDER.test(name))
      .toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }));
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw error;
  }
}

/** Creates a unique folder in `runsDir` for a run that starts at `now`. @throws Error of the file system */
export function makeRunFolder(runsDir: string, now: Date): string {
  mkdirSync(runsDir, { recursive: true });
  const name = runFolder(now);
  for (let attempt = 1; ; attempt++) {
    const folder = join(runsDir, attempt === 1 ? name : `${name}-${attempt}`);
    try {
      mkdirSync(folder);
      return folder;
    } catch (error) {
      if (errorCode(error) !== "EEXIST") throw error;
    }
  }
}

/**
 * Makes room in `runsDir` for one more embedded run: deletes runs without a checkpoint, then the oldest, but never one
 * that is in use or any other folder. Returns the names of the deleted runs.
 *
 * @param onProblem called for each run that cannot be deleted and if the folder cannot be listed
 */
export async function removeOldRuns(runsDir: string, onProblem: (error: unknown) => void): Promise<string[]> {
  const removed: string[] = [];
  try {
    const free = listRuns(runsDir).map((name) => ({ name, use: useOf(join(runsDir, name), onProblem) }));
    const runs = [...free.filter(({ use }) => use === "empty"), ...free.filter(({ use }) => use === "saved")];
    for (const { name } of runs.slice(0, Math.max(0, runs.length - (RUNS_KEPT - 1)))) {
      const problem = await removeRun(join(runsDir, name));
      if (problem === null) removed.push(name);
      else onProblem(problem);
    }
  } catch (error) {
    onProblem(error);
  }
  return removed;
}

/** The state of a run's folder; one that cannot be read counts as locked. */
function useOf(folder: string, onProblem: (error: unknown) => void): "locked" | "empty" | "saved" {
  try {
    if (isFolderLocked(folder)) return "locked";
    return listCheckpoints(folder).length === 0 ? "empty" : "saved";
  } catch (error) {
    onProblem(error);
    return "locked";
  }
}

/** Deletes a run. Returns why it cannot be deleted, or null. */
async function removeRun(folder: string): Promise<unknown> {
  try {
    // Another server may be about to resume it.
    const lock = await lockFolder(folder);
    try {
      rmSync(folder, { recursive: true, force: true });
    } finally {
      lock.release();
    }
    return null;
  } catch (error) {
    return error;
  }
}
