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
const SHORTEST_LIFE = 6;
const LONGEST_LIFE = 10;
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
      await delay(1000 * rng.range(SHORTEST_LIFE, LONGEST_LIFE));
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
