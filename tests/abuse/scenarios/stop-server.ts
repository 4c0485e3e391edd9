/** The server's process is stopped for a while, as by a closed laptop, and goes on. */
import { setTimeout as delay } from "node:timers/promises";
import { healthOf } from "../../support/health.ts";
import { joinHonestly, PAGE_PATIENCE_MS } from "../honest-player.ts";
import { check, SkippedError, type Scenario } from "../scenario.ts";

/** Longer than a page waits before it gives up its connection. */
const STOPPED_SECONDS = 8;
const AFTER_MS = 3000;

export const stopServer: Scenario = {
  name: "stop-server",
  claim: `a server that was stopped for ${STOPPED_SECONDS} s expels nobody, gives places back and goes on`,
  async run({ startServer, afterwards }) {
    if (process.platform === "win32") throw new SkippedError("Windows cannot stop a process");
    const server = await startServer("--training", "off", "--log-level", "warn");
    const patient = [{}, {}];
    const impatient = [{ patienceMs: PAGE_PATIENCE_MS }, { patienceMs: PAGE_PATIENCE_MS }];
    const players = await Promise.all([...patient, ...impatient].map((options) => joinHonestly(server.url, options)));
    for (const player of players) afterwards(() => player.leave());
    process.kill(server.pid, "SIGSTOP");
    // While it is stopped, the process cannot be ended after the scenario.
    afterwards(() => process.kill(server.pid, "SIGCONT"));
    await delay(STOPPED_SECONDS * 1000);
    process.kill(server.pid, "SIGCONT");
    const before = await Promise.all(players.map((player) => player.report()));
    await delay(AFTER_MS);
    const after = await Promise.all(players.map((player) => player.report()));
    let fewest = Infinity;
    let refusals = 0;
    for (const [i, report] of after.entries()) {
      check(report.closed === null, `a player was disconnected: ${report.closed ?? ""}`);
      check(report.isSeated, "a player lost its place");
      fewest = Math.min(fewest, report.patches - before[i]!.patches);
      refusals += report.refusals;
    }
    check(fewest > 10, `only ${fewest} patches in ${AFTER_MS} ms after the stop`);
    const { rejected } = await healthOf(server.url);
    check(rejected.clients === 0, `${rejected.clients} players were expelled`);
    const seated = `${after.length} of ${players.length} players seated, ${impatient.length} by coming back`;
    return `${seated} (${refusals} refusals), at least ${fewest} patches in ${AFTER_MS} ms after it`;
  },
};
