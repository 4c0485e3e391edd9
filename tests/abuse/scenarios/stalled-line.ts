/** A line that holds everything back for some seconds and then delivers it at once. */
import { setTimeout as delay } from "node:timers/promises";
import { healthOf } from "../../support/health.ts";
import { LINE_DELAY_MS } from "../../support/line-proxy.ts";
import { PAGE_PATIENCE_MS, type PlayerOptions } from "../honest-player.ts";
import { joinOverLine } from "../line-player.ts";
import { check, type Arena, type Scenario } from "../scenario.ts";

/** One shorter and one longer than the time after which the server takes a silent connection for dead. */
const SHORT_SECONDS = 5;
const LONG_SECONDS = 15;
const AFTER_MS = 3000;

export const stalledLine: Scenario = {
  name: "stalled-line",
  claim: `players whose lines stall for ${SHORT_SECONDS} and ${LONG_SECONDS} s keep their places, and one with a slow line plays`,
  async run(arena) {
    const server = await arena.startServer("--training", "off", "--log-level", "warn");
    await arena.joinHonestly(server.url);
    const figures = await Promise.all([
      stall(arena, server.url, SHORT_SECONDS, {}),
      stall(arena, server.url, LONG_SECONDS, { patienceMs: PAGE_PATIENCE_MS }),
      playSlowly(arena, server.url),
    ]);
    const { rejected } = await healthOf(server.url);
    check(rejected.clients === 0, `${rejected.clients} players were expelled`);
    return figures.join(", ");
  },
};

async function stall(arena: Arena, url: string, seconds: number, options: PlayerOptions): Promise<string> {
  const { player, line } = await joinOverLine(arena, url, options);
  await delay(1000);
  line.setMode("stall");
  await delay(seconds * 1000);
  line.setMode("pass");
  await delay(AFTER_MS);
  const { isSeated, closed, longestGapMs } = await player.report();
  check(closed === null, `a player was disconnected after ${seconds} s: ${closed ?? ""}`);
  check(isSeated, `a player lost its place after ${seconds} s`);
  check(longestGapMs > seconds * 900, `a line did not stall: longest gap ${Math.round(longestGapMs)} ms`);
  return `seated after a gap of ${Math.round(longestGapMs)} ms`;
}

async function playSlowly(arena: Arena, url: string): Promise<string> {
  const { player } = await joinOverLine(arena, url, { patienceMs: PAGE_PATIENCE_MS }, "delay");
  await delay(LONG_SECONDS * 1000);
  const { isSeated, refusals, patches } = await player.report();
  check(isSeated && refusals === 0, "a player with a slow line lost its place");
  return `${patches} patches over a line that is ${LINE_DELAY_MS} ms slower`;
}
