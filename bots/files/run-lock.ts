/**
 * One process at a time works in the folder of a run: two would overwrite and delete each other's files.
 *
 * The file `lock` names its holder; a holder that was killed leaves it behind. Where the holder's number cannot prove that
 * it lives (another machine or container on a shared disk, a system without /proc), its heartbeat does: the time of the
 * file, renewed every second. Our own, because packages for it (proper-lockfile 4) know the heartbeat alone: after a kill
 * everybody has to wait, and a process that was stopped for a while loses its lock.
 */
import { randomUUID } from "node:crypto";
import { linkSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { errorCode } from "./disk-problem.ts";
import { isAlive, ownIdentity, type ProcessIdentity } from "./process-identity.ts";

/** A folder that is held until it is released or the process ends. */
export interface RunLock {
  release(): void;
}

/** Another process works in the folder. */
export class LockedError extends RangeError {
  override name = "LockedError";
}

const HEARTBEAT_MS = 1000;
/** A holder that may be anywhere has so long to show a heartbeat: its thread may be busy for some seconds. */
const WATCH_MS = 10_000;
const WATCH_STEP_MS = 200;

/**
 * Takes the folder, which must exist, for this process.
 *
 * @param watchMs how long a holder that may be anywhere is watched for a heartbeat
 * @throws LockedError if a living process holds it; Error of the file system
 */
export async function lockFolder(folder: string, watchMs = WATCH_MS): Promise<RunLock> {
  const file = join(folder, "lock");
  for (;;) {
    const text = createWhole(file, JSON.stringify({ ...ownIdentity(), nonce: randomUUID() }));
    if (text !== null) return keep(file, text);
    const found = read(file);
    if (found === null) continue;
    if (await isHeld(file, found, watchMs))
      throw new LockedError(`${nameOf(found)} is training into ${folder}; wait for it`);
    await removeStale(file, found, watchMs);
  }
}

/** Whether a living process holds `folder`; one that may be anywhere counts as alive. */
export function isFolderLocked(folder: string): boolean {
  const found = read(join(folder, "lock"));
  return found !== null && isAliveHolder(found) !== false;
}

/** Renews the lock until it is released. */
function keep(file: string, text: string): RunLock {
  const heartbeat = setInterval(() => {
    const now = new Date();
    try {
      if (read(file) === text) utimesSync(file, now, now);
    } catch {
      // The next one may come through.
    }
  }, HEARTBEAT_MS);
  heartbeat.unref();
  const release = (): void => {
    clearInterval(heartbeat);
    process.removeListener("exit", release);
    if (read(file) === text) rmSync(file, { force: true });
  };
  process.once("exit", release);
  return { release };
}

/**
 * Creates `file` with all of `text` at once, or not at all.
 *
 * @returns what is in it now: nothing if the disk is full; null if there is such a file already
 */
function createWhole(file: string, text: string): string | null {
  const temporary = `${file}.${randomUUID()}`;
  try {
    writeFileSync(temporary, text);
    linkSync(temporary, file);
    return text;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return null;
    // A disk without links, or one without room: a file that is empty for a moment, or stays so, is still a lock.
    return createInPlace(file, text);
  } finally {
    rmSync(temporary, { force: true });
  }
}

function createInPlace(file: string, text: string): string | null {
  try {
    writeFileSync(file, "", { flag: "wx" });
  } catch (error) {
    if (errorCode(error) === "EEXIST") return null;
    throw error;
  }
  try {
    writeFileSync(file, text);
    return text;
  } catch {
    writeFileSync(file, "");
    return "";
  }
}

/** What is in the lock; null if there is none. */
function read(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  }
}

/** Whether a living process holds `file`, in which `found` was read. */
async function isHeld(file: string, found: string, watchMs: number): Promise<boolean> {
  const judged = isAliveHolder(found);
  if (judged !== "unknown") return judged;
  const before = timeOf(file);
  for (let waited = 0; waited < watchMs; waited += WATCH_STEP_MS) {
    await delay(WATCH_STEP_MS);
    // Another lock now: the caller looks again.
    if (read(file) !== found) return false;
    if (timeOf(file) !== before) return true;
  }
  return false;
}

/** Removes `file` if `found` is still in it. Only one process at a time may do so: it could be somebody's new lock. */
async function removeStale(file: string, found: string, watchMs: number): Promise<void> {
  const turn = `${file}.takeover`;
  const mine = createWhole(turn, JSON.stringify(ownIdentity()));
  if (mine === null) {
    const other = read(turn);
    if (other !== null && !(await isHeld(turn, other, watchMs))) rmSync(turn, { force: true });
    else await delay(WATCH_STEP_MS);
    return;
  }
  if (read(file) === found) rmSync(file, { force: true });
  rmSync(turn, { force: true });
}

function isAliveHolder(found: string): boolean | "unknown" {
  const identity = identityOf(found);
  return identity === null ? "unknown" : isAlive(identity);
}

/** The holder that a lock names; null for what this version did not write. */
function identityOf(found: string): ProcessIdentity | null {
  try {
    const value: unknown = JSON.parse(found);
    if (typeof value !== "object" || value === null) return null;
    const { pid, started, system }: Record<string, unknown> = { ...value };
    if (typeof pid !== "number" || !(Number.isSafeInteger(pid) && pid > 0)) return null;
    return typeof started === "string" && typeof system === "string" ? { pid, started, system } : null;
  } catch {
    return null;
  }
}

function nameOf(found: string): string {
  const identity = identityOf(found);
  if (identity === null) return "another process";
  const [host = ""] = identity.system.split(" ");
  return `process ${identity.pid}${host === hostname() ? "" : ` on ${host}`}`;
}

function timeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
