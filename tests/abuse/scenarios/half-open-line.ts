/** A line that loses everything without either side being told. */
import { setTimeout as delay } from "node:timers/promises";
import { healthOf } from "../../support/health.ts";
import { joinOverLine } from "../line-player.ts";
import { check, type Scenario } from "../scenario.ts";

/** The server asks every three seconds and gives up after two unanswered questions; then it keeps the place for 20 s. */
const LONGEST_SECONDS = 45;

export const halfOpenLine: Scenario = {
  name: "half-open-line",
  claim: "the server notices a half-open line and gives the place to others",
  async run(arena) {
    const server = await arena.startServer("--training", "off", "--log-level", "warn");
    await arena.joinHonestly(server.url);
    const { line } = await joinOverLine(arena, server.url);
    const people = async (): Promise<number> => (await healthOf(server.url)).people;
    check((await people()) === 2, "not both players are connected");
    line.setMode("swallow");
    const begunAt = performance.now();
    const seconds = (): number => (performance.now() - begunAt) / 1000;
    while ((await people()) > 1) {
      check(seconds() < LONGEST_SECONDS, `not noticed within ${LONGEST_SECONDS} s`);
      await delay(250);
    }
    return `noticed after ${seconds().toFixed(1)} s`;
  },
};
