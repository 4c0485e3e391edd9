import { afterAll, beforeAll, expect, it, jest } from "@jest/globals";
import { ColyseusSDK, type Room } from "@colyseus/sdk";
import type { Browser } from "playwright-core";
import { openBrowser } from "../support/browser.ts";
import { startServerProcess, type ServerProcess } from "../support/server-process.ts";

jest.setTimeout(90_000);

/** Six skaters and two goalies. */
const PLACES = 8;

let browser: Browser;
let server: ServerProcess;
const others: Room[] = [];

beforeAll(async () => {
  [browser, server] = await Promise.all([
    openBrowser(),
    startServerProcess("--training", "off", "--max-rooms", "1", "--periods", "20"),
  ]);
});
afterAll(async () => {
  for (const room of others) await room.leave();
  await browser.close();
  await server.stop();
});

it("a waiting person sees how many are ahead, and gets the next free place", async () => {
  const sdk = new ColyseusSDK(server.url);
  for (let i = 0; i < PLACES; i++) {
    const room = await sdk.joinOrCreate("match", { mode: "play", name: `Skater ${i}` });
    room.onMessage("*", () => undefined);
    others.push(room);
  }
  const page = await browser.newPage();
  await page.goto(`${server.url}/play`);
  const standing = page.getByTestId("standing");
  await standing.filter({ hasText: /You get the next one/ }).waitFor({ state: "visible" });
  expect(await standing.getByRole("button").isVisible()).toBe(false);

  await others.pop()!.leave();
  await page.waitForFunction(() => (document.querySelector<HTMLElement>("[data-own-y]")?.dataset["ownY"] ?? "") !== "");
  expect(await standing.isVisible()).toBe(false);
});
