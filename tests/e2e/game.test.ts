import { AxeBuilder } from "@axe-core/playwright";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { openBrowser } from "../support/browser.ts";
import { healthOf } from "../support/health.ts";
import { closePage, openPage } from "../support/open-page.ts";
import { startServerProcess, type ServerProcess } from "../support/server-process.ts";

jest.setTimeout(90_000);

/** Shorter than the time limit of a test, so that the error names what was waited for. */
const LONGEST_WAIT_MS = 40_000;

let server: ServerProcess;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServerProcess(), openBrowser()]);
});

afterAll(async () => {
  await browser.close();
  expect(await server.stop()).toBe(0);
});

function open(path: string, width = 1366, height = 768): Promise<Page> {
  return openPage(browser, server.url + path, { viewport: { width, height } });
}

/** Waits until `data-<name>` of the element with `testId` satisfies `isRight`, and returns it. */
async function dataOf(page: Page, testId: string, name: string, isRight: (value: string) => boolean): Promise<string> {
  const element = page.getByTestId(testId);
  const end = performance.now() + LONGEST_WAIT_MS;
  let value: string | null = null;
  while (performance.now() < end) {
    value = await element.getAttribute(`data-${name}`);
    if (value !== null && isRight(value)) return value;
    await page.waitForTimeout(50);
  }
  throw new Error(`timed out waiting for data-${name} of ${testId}; it is ${value ?? "missing"}`);
}

describe("the game in a browser", () => {
  it("leads with one click from the first page to a match in which the keys move the player's skater", async () => {
    const page = await open("/");
    await page.getByTestId("name").fill("Ada");
    await page.getByTestId("play-now").click();
    await page.getByTestId("scoreboard").waitFor();
    expect(await page.getByTestId("score-home").innerText()).toMatch(/\d/);
    expect(await page.getByTestId("clock").innerText()).toMatch(/\d:\d\d/);

    await dataOf(page, "own-position", "phase", (phase) => phase === "playing");
    const before = Number(await dataOf(page, "own-position", "own-y", (y) => y !== ""));
    const key = before > 0 ? "KeyW" : "KeyS";
    await page.keyboard.down(key);
    const after = await dataOf(page, "own-position", "own-y", (y) => Math.abs(Number(y) - before) > 2);
    await page.keyboard.up(key);
    expect(Math.sign(Number(after) - before)).toBe(before > 0 ? -1 : 1);
    await closePage(page);
  });

  it("puts two people into the same match", async () => {
    const first = await open("/play");
    const second = await open("/play");
    for (const page of [first, second]) await page.getByTestId("scoreboard").waitFor();
    expect((await healthOf(server.url)).matches).toBe(1);
    for (const page of [first, second]) await closePage(page);
  });

  it("shows a learner that starts when somebody watches, and curves that grow", async () => {
    const page = await open("/training");
    await dataOf(page, "chart-success", "points", (points) => Number(points) >= 1);
    const first = Number(await page.getByTestId("chart-success").getAttribute("data-points"));
    await dataOf(page, "chart-success", "points", (points) => Number(points) > first);
    expect(await page.getByTestId("run-phase").innerText()).toMatch(/learning/i);
    expect(await page.getByTestId("practice-rink").count()).toBeGreaterThan(0);
    await page
      .getByTestId("relabel-feed")
      .getByText(/became a pass/i)
      .first()
      .waitFor();
    await closePage(page);
  });

  it.each([
    ["/", "main button"],
    ["/play", "canvas[data-phase]"],
    ["/training", ".practice[data-state=open]"],
  ])("has no accessibility violation on %s, on a phone too", async (path, lastPart) => {
    const page = await open(path, 360, 740);
    await page.locator(lastPart).first().waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await closePage(page);
  });
});
