import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from "@jest/globals";
import type { Browser } from "playwright-core";
import { openBrowser } from "../support/browser.ts";
import { startReverseProxy, type ReverseProxy } from "../support/reverse-proxy.ts";
import { startServerProcess, type ServerProcess } from "../support/server-process.ts";

jest.setTimeout(90_000);

let server: ServerProcess;
let browser: Browser;
let proxy: ReverseProxy;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServerProcess("--base", "/hockey/"), openBrowser()]);
});
afterEach(() => proxy.close());
afterAll(async () => {
  await browser.close();
  expect(await server.stop()).toBe(0);
});

describe("a reverse proxy", () => {
  it.each([
    ["that cuts the path off", true],
    ["that leaves the path", false],
  ])("%s serves play and training below it", async (_kind, isCut) => {
    proxy = await startReverseProxy(server.url, "/hockey/", isCut);
    const context = await browser.newContext();
    const page = await context.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });

    await page.goto(proxy.url);
    await page.getByTestId("name").fill("Ada");
    await page.getByTestId("play-now").click();
    await page.getByTestId("scoreboard").waitFor();
    expect(page.url()).toBe(`${proxy.url}play`);
    await page.locator('[data-testid="own-position"][data-phase="playing"]').waitFor({ state: "attached" });

    await page.goto(`${proxy.url}training`);
    await page.locator('[data-testid="chart-success"]:not([data-points="0"])').waitFor();
    await page.locator('[data-testid="practice-rink"][data-state="open"]').first().waitFor();
    await page.locator('a[href="/hockey/play"]').first().click();
    await page.getByTestId("scoreboard").waitFor();
    expect(page.url()).toBe(`${proxy.url}play`);
    await page.reload();
    await page.getByTestId("scoreboard").waitFor();

    await page.goto(`${proxy.url}no/such/page`);
    await page.locator('a[href="/hockey/"]').first().click();
    await page.getByTestId("play-now").waitFor();
    const answer = await page.request.get(`${proxy.url}api/training`);
    expect(answer.status()).toBe(200);
    await context.close();
    // The unknown page itself is a 404, which the browser logs; a reload requests its place until the server notices
    // that the proxy has closed the old connection.
    expect(errors.filter((text) => !/404|409/.test(text))).toEqual([]);
    expect(proxy.strays.filter((path) => path !== "/favicon.ico")).toEqual([]);
  });
});
