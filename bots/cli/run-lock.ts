/** One process at a time may train into a folder: two would overwrite each other's files. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Takes the folder for this process until it ends.
 *
 * @throws RangeError if another living process has it
 */
export function lockFolder(folder: string): void {
  const file = join(folder, "lock");
  const holder = holderOf(file);
  if (holder !== null) {
    throw new RangeError(`process ${holder} is training into ${folder}; wait for it, or give another --out`);
  }
  writeFileSync(file, String(process.pid));
  process.once("exit", () => rmSync(file, { force: true }));
}

/** The living process that holds the lock, null if there is none: a killed one leaves its file behind. */
function holderOf(file: string): number | null {
  try {
    const holder = Number(readFileSync(file, "utf8"));
    if (holder === process.pid || !Number.isInteger(holder) || holder <= 0) return null;
    process.kill(holder, 0);
    return holder;
  } catch (error) {
    // The process is somebody else's, but it lives.
    return isNotPermitted(error) ? Number(readFileSync(file, "utf8")) : null;
  }
}

function isNotPermitted(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EPERM";
}
