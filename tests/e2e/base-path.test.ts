import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import type { Browser } from "playwright-core";
import { openBrowser } from "../support/browser.ts";
import { ending } from "../support/ending.ts";
import { closePage, FEW_FRAMES, openPage } from "../support/open-page.ts";
import { startReverseProxy } from "../support/reverse-proxy.ts";
import { startServerProcess, type ServerProcess } from "../support/server-process.ts";

jest.setTimeout(90_000);

let server: ServerProcess;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServerProcess("--base", "/hockey/"), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  expect(await server.stop()).toBe(0);
});

/** Plays, watches and opens an unknown page below `url`; returns the errors in its console. */
async function useEverything(url: string): Promise<string[]> {
  const page = await openPage(browser, "about:blank", {}, FEW_FRAMES);
  const errors: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });

  await page.goto(url);
  await page.getByTestId("name").fill("Ada");
  await page.getByTestId("play-now").click();
  await page.getByTestId("scoreboard").waitFor();
  expect(page.url()).toBe(`${url}play`);
  await page.locator('[data-testid="own-position"][data-phase="playing"]').waitFor({ state: "attached" });

  await page.goto(`${url}training`);
  await page.locator('[data-testid="chart-success"]:not([data-points="0"])').waitFor();
  await page.locator('[data-testid="practice-rink"][data-state="open"]').first().waitFor();
  await page.locator('a[href="/hockey/play"]').first().click();
  await page.getByTestId("scoreboard").waitFor();
  expect(page.url()).toBe(`${url}play`);
  await page.reload();
  await page.getByTestId("scoreboard").waitFor();

  await page.goto(`${url}no/such/page`);
  await page.locator('a[href="/hockey/"]').first().click();
  await page.getByTestId("play-now").waitFor();
  const answer = await page.request.get(`${url}api/training`);
  expect(answer.status()).toBe(200);
  await closePage(page);
  return errors;
}

describe("a reverse proxy", () => {
  it.concurrent.each([
    ["that removes the path", true],
    ["that keeps the path", false],
  ])("%s serves play and training below it", (_kind, isCut) =>
    ending(async (afterwards) => {
      const proxy = await startReverseProxy(server.url, "/hockey/", isCut);
      afterwards(() => proxy.close());
      const errors = await useEverything(proxy.url);
      // The unknown page itself is a 404, and the browser says so; a reload asks for its place until the server notices
      // that the proxy has closed the old connection.
      expect(errors.filter((text) => !/404|409/.test(text))).toEqual([]);
      expect(proxy.strays.filter((path) => path !== "/favicon.ico")).toEqual([]);
    }),
  );
});
