/** The disk on which the learner saves is full, and later has room again. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newestDecisions, untilRun, watchLearning } from "../embedded-run.ts";
import { check, SkippedError, type Arena, type Scenario } from "../scenario.ts";

/** A disk with room for about one checkpoint. */
const DISK = "1m";

export const fullDisk: Scenario = {
  name: "full-disk",
  claim: "with a full disk learning and matches go on, people are told, and saving begins again when there is room",
  async run(arena) {
    const folder = mountSmallDisk(arena);
    const filler = join(folder, "filler");
    fill(filler);
    const server = await arena.startServer(
      "--runs-dir",
      folder,
      "--log-level",
      "warn",
      "--training-budget",
      "10000000",
    );
    await arena.joinHonestly(server.url);
    watchLearning(server.url, arena);

    const told = await untilRun(server.url, "the learner to say that the disk is full", (run) =>
      /full/i.test(run.status.detail),
    );
    check(told.status.phase === "learning", `the phase is ${told.status.phase}`);
    const before = newestDecisions(told);
    const later = await untilRun(server.url, "learning to go on", (run) => newestDecisions(run) > before);
    check(later.status.restarts === 0, `the learner was restarted ${later.status.restarts} times`);

    rmSync(filler);
    const saved = await untilRun(server.url, "the message to go", (run) => run.status.detail === "");
    const files = readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith(".hhc"));
    check(files.length > 0, "no checkpoint was written when there was room");
    return `told at ${before} decisions, saved again by ${newestDecisions(saved)}, 0 restarts`;
  },
};

/** A folder on its own disk. */
function mountSmallDisk({ afterwards }: Arena): string {
  const folder = mkdtempSync(join(tmpdir(), "hockey-disk-"));
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${DISK}`, "none", folder]);
  if (mounted.status !== 0) {
    rmSync(folder, { recursive: true });
    throw new SkippedError("a small disk cannot be mounted by this user");
  }
  afterwards(() => {
    spawnSync("umount", ["-l", folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Writes until the disk is full. */
function fill(file: string): void {
  const block = new Uint8Array(4096);
  for (;;) {
    try {
      writeFileSync(file, block, { flag: "a" });
    } catch {
      return;
    }
  }
}
