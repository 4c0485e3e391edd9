/** kill -9 of a server that learns, at random moments, and a new start with the same folder of runs. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { startServerProcess } from "../../support/server-process.ts";
import { embeddedRun, newestDecisions, untilRun, watchLearning } from "../embedded-run.ts";
import { check, type Scenario } from "../scenario.ts";

const KILLS = 5;
/** The learner saves every two seconds: what is older than this is on the disk [s]. */
const SAVED_AFTER = 3;
const LONGEST_LIFE = 6;

export const killServer: Scenario = {
  name: "kill-server",
  claim: `a server goes on with its run after each of ${KILLS} kills`,
  async run(arena) {
    const { rng, startServer, joinHonestly, afterwards } = arena;
    const folder = mkdtempSync(join(tmpdir(), "hockey-kill-"));
    afterwards(() => rmSync(folder, { recursive: true, force: true }));
    const flags = ["--runs-dir", folder, "--log-level", "warn", "--training-budget", "10000000"];
    /** What was on the disk before each kill [decisions]. */
    const saved: number[] = [0];
    for (let kills = 0; kills < KILLS; kills++) {
      const server = await startServerProcess(...flags);
      try {
        const before = saved.at(-1)!;
        checkResumed(newestDecisions(await embeddedRun(server.url)), before);
        watchLearning(server.url, arena);
        const run = await untilRun(server.url, "learning to go on", (now) => newestDecisions(now) > before);
        check(run.status.restarts === 0, `the learner was restarted ${run.status.restarts} times`);
        await delay(1000 * rng.range(SAVED_AFTER, LONGEST_LIFE));
        saved.push(newestDecisions(run));
      } finally {
        await server.kill();
      }
    }
    const server = await startServer(...flags);
    await joinHonestly(server.url);
    const resumed = newestDecisions(await embeddedRun(server.url));
    checkResumed(resumed, saved.at(-1)!);
    return `${KILLS} of ${KILLS} resumed; decisions saved before each kill: ${saved.slice(1).join(", ")}; resumed at ${resumed}`;
  },
};

function checkResumed(decisions: number, saved: number): void {
  check(decisions >= saved, `started at ${decisions} decisions although ${saved} were saved`);
}
