import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { ownIdentity } from "../../../bots/files/process-identity.ts";
import { isFolderLocked, LockedError, lockFolder } from "../../../bots/files/run-lock.ts";
import { ROOT } from "../../support/lint.ts";

jest.setTimeout(60_000);

const children: ChildProcess[] = [];
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hockey-lock-"));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** A process that tries to take the folder; resolves to what it printed first, "held" or why not. */
async function starter(): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(process.execPath, [join(ROOT, "tests/support/lock-holder.ts"), folder]);
  children.push(child);
  const [said]: unknown[] = await once(child.stdout, "data");
  return { child, said: String(said) };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const exited = once(child, "exit");
  child.kill(signal);
  await exited;
}

const lockFile = (): string => join(folder, "lock");
const hasProc = existsSync("/proc/self/stat");

describe("the lock of a run's folder", () => {
  it("is held by one process until it ends, and refused to others with its number", async () => {
    const { child, said } = await starter();
    expect(said).toBe("held");
    expect(isFolderLocked(folder)).toBe(true);
    await expect(lockFolder(folder)).rejects.toThrow(`process ${child.pid} is training into ${folder}`);
    await end(child, "SIGTERM");
    const lock = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toThrow(LockedError);
    lock.release();
    expect(readdirSync(folder)).toEqual([]);
    expect(isFolderLocked(folder)).toBe(false);
  });

  it("of a process that was killed is taken over at once", async () => {
    const { child } = await starter();
    await end(child, "SIGKILL");
    expect(existsSync(lockFile())).toBe(true);
    const lock = await lockFolder(folder);
    expect(readFileSync(lockFile(), "utf8")).toContain(String(process.pid));
    lock.release();
  });

  (hasProc ? it : it.skip)("does not hold because its number belongs to another process now", async () => {
    // Process 1 is always there, and this test's own number is in use as well.
    for (const pid of [1, process.pid]) {
      writeFileSync(lockFile(), JSON.stringify({ ...ownIdentity(), pid, started: "1234567" }));
      expect(isFolderLocked(folder)).toBe(false);
      (await lockFolder(folder)).release();
    }
  });

  it("from another machine, or one that cannot be understood, holds while its heartbeat goes on", async () => {
    const foreign = JSON.stringify({ ...ownIdentity(), pid: 7, system: "elsewhere x pid:[1]" });
    for (const text of [foreign, "", "4711", "null", '{"pid":-1}']) {
      writeFileSync(lockFile(), text);
      let seconds = 1000;
      const heartbeat = setInterval(() => utimesSync(lockFile(), ++seconds, seconds), 50);
      await expect(lockFolder(folder)).rejects.toThrow(text === foreign ? "process 7 on elsewhere" : "another process");
      clearInterval(heartbeat);
    }
  });

  it("from another machine without a heartbeat is taken over after a while", async () => {
    writeFileSync(lockFile(), JSON.stringify({ ...ownIdentity(), pid: 7, system: "elsewhere x pid:[1]" }));
    const lock = await lockFolder(folder, 500);
    expect(readFileSync(lockFile(), "utf8")).toContain(`"pid":${process.pid}`);
    lock.release();
  });

  it("goes to exactly one of many that start at once, whatever was left behind", async () => {
    const dead = JSON.stringify({ ...ownIdentity(), pid: 2 ** 22 + 1, started: "1" });
    for (const left of [null, dead]) {
      if (left !== null) writeFileSync(lockFile(), left);
      const starters = await Promise.all(Array.from({ length: 6 }, starter));
      expect(starters.map(({ said }) => said).filter((said) => said === "held")).toEqual(["held"]);
      const living = starters.filter(({ child }) => child.exitCode === null);
      await Promise.all(living.map(({ child }) => end(child, "SIGKILL")));
      rmSync(lockFile(), { force: true });
    }
    expect(readdirSync(folder)).toEqual([]);
  });
});
