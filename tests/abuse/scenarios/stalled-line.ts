/** A line that holds everything back for some seconds and then delivers it at once. */
import { setTimeout as delay } from "node:timers/promises";
import { startLineProxy } from "../../support/line-proxy.ts";
import { joinHonestly } from "../honest-player.ts";
import { check, type Scenario } from "../scenario.ts";

/** Shorter than the time after which the server takes a silent connection for dead. */
const STALL_SECONDS = 5;
const AFTER_MS = 2000;

export const stalledLine: Scenario = {
  name: "stalled-line",
  claim: `a player whose line stalls for ${STALL_SECONDS} s keeps the connection and the place`,
  async run(arena) {
    const server = await arena.startServer("--training", "off", "--log-level", "warn");
    await arena.joinHonestly(server.url);
    const proxy = await startLineProxy(server.url);
    arena.afterwards(() => proxy.close());
    const player = await joinHonestly(proxy.url);
    arena.afterwards(() => player.leave());
    await delay(1000);
    proxy.setMode("stall");
    await delay(STALL_SECONDS * 1000);
    proxy.setMode("pass");
    await delay(AFTER_MS);
    const { isSeated, closed, longestGapMs } = await player.report();
    check(closed === null, `the player was disconnected: ${closed ?? ""}`);
    check(isSeated, "the player lost its place");
    check(longestGapMs > STALL_SECONDS * 900, `the line did not stall: longest gap ${Math.round(longestGapMs)} ms`);
    return `seated after a gap of ${Math.round(longestGapMs)} ms`;
  },
};
