/** kill -9 of `npm run train` at random moments, and the same command again. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { listCheckpoints, loadNewestCheckpoint } from "../../../bots/files/checkpoint-files.ts";
import { check, type Scenario } from "../scenario.ts";

const KILLS = 4;
/** It saves this often [s]. */
const SAVE_SECONDS = 5;
/** Longest wait for a new checkpoint [ms]. */
const LONGEST_MS = 60_000;
const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

export const killTraining: Scenario = {
  name: "kill-training",
  claim: `npm run train loses at most seconds by each of ${KILLS} kills, and no file is damaged`,
  async run({ rng, afterwards }) {
    const folder = mkdtempSync(join(tmpdir(), "hockey-train-"));
    afterwards(() => rmSync(folder, { recursive: true, force: true }));
    const reached: number[] = [0];
    for (let kills = 0; kills < KILLS; kills++) {
      const child = spawn(process.execPath, ["bots/cli.ts", "train", "--out", folder, "--workers", "0"], {
        cwd: ROOT,
        stdio: "ignore",
      });
      const exited = once(child, "exit");
      // Every other time it may be killed while it starts or resumes.
      if (kills % 2 === 1) await newCheckpoint(folder);
      await delay(1000 * rng.range(0, SAVE_SECONDS));
      check(child.exitCode === null, `the command ended by itself with code ${child.exitCode}`);
      child.kill("SIGKILL");
      await exited;
      const refused: string[] = [];
      const newest = loadNewestCheckpoint(folder, (error) => refused.push(error.message));
      check(refused.length === 0, `damaged: ${refused.join("; ")}`);
      const decisions = newest?.progress.decisions ?? 0;
      check(decisions >= reached.at(-1)!, `fell back from ${reached.at(-1)} to ${decisions} decisions`);
      reached.push(decisions);
    }
    check(reached.at(-1)! > 0, "nothing was ever saved");
    return `decisions saved at each kill: ${reached.slice(1).join(", ")}; ${listCheckpoints(folder).length} checkpoints`;
  },
};

/** Waits until the newest checkpoint in `folder` is another one than now. */
async function newCheckpoint(folder: string): Promise<void> {
  const newest = (): string | undefined => listCheckpoints(folder).at(-1);
  const before = newest();
  const end = performance.now() + LONGEST_MS;
  while (newest() === before) {
    check(performance.now() < end, `nothing was saved within ${LONGEST_MS / 1000} s`);
    await delay(100);
  }
}
