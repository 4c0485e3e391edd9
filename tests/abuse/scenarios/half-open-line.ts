/** A line that loses everything without either side being told. */
import { setTimeout as delay } from "node:timers/promises";
import { startLineProxy } from "../../support/line-proxy.ts";
import { joinHonestly } from "../honest-player.ts";
import { check, type Scenario } from "../scenario.ts";

/** The server asks every three seconds and gives up after two unanswered questions; then it keeps the place for 20 s. */
const LONGEST_SECONDS = 45;

export const halfOpenLine: Scenario = {
  name: "half-open-line",
  claim: "the server notices a half-open line and gives the place to others",
  async run(arena) {
    const server = await arena.startServer("--training", "off", "--log-level", "warn");
    await arena.joinHonestly(server.url);
    const proxy = await startLineProxy(server.url);
    arena.afterwards(() => proxy.close());
    const player = await joinHonestly(proxy.url);
    arena.afterwards(() => player.leave());
    check((await people(server.url)) === 2, "both players are connected");
    proxy.setMode("swallow");
    const begunAt = performance.now();
    const seconds = (): number => (performance.now() - begunAt) / 1000;
    while ((await people(server.url)) > 1) {
      check(seconds() < LONGEST_SECONDS, `not noticed within ${LONGEST_SECONDS} s`);
      await delay(250);
    }
    return `noticed after ${seconds().toFixed(1)} s`;
  },
};

async function people(url: string): Promise<number> {
  const health: { people: number } = Object(await (await fetch(`${url}/healthz`)).json());
  return health.people;
}
