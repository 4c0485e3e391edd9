/** The server's process is stopped for a while, as by a closed laptop, and goes on. */
import { setTimeout as delay } from "node:timers/promises";
import { check, SkippedError, type Scenario } from "../scenario.ts";

const STOPPED_SECONDS = 8;
const AFTER_MS = 3000;

export const stopServer: Scenario = {
  name: "stop-server",
  claim: `a server that was stopped for ${STOPPED_SECONDS} s expels nobody and goes on`,
  async run({ startServer, afterwards }) {
    if (process.platform === "win32") throw new SkippedError("Windows cannot stop a process");
    const { joinHonestly } = await import("../honest-player.ts");
    const server = await startServer("--training", "off", "--log-level", "warn");
    const players = await Promise.all([0, 1, 2].map(() => joinHonestly(server.url)));
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
    for (const [i, { isSeated, closed, patches }] of after.entries()) {
      check(closed === null, `a player was disconnected: ${closed ?? ""}`);
      check(isSeated, "a player lost its place");
      fewest = Math.min(fewest, patches - before[i]!.patches);
    }
    check(fewest > 10, `only ${fewest} patches in ${AFTER_MS} ms after the stop`);
    return `3 of 3 players seated, at least ${fewest} patches in ${AFTER_MS} ms after it`;
  },
};
