import { afterAll, beforeAll, expect, it, jest } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { openBrowser } from "../support/browser.ts";
import { ending, type Afterwards } from "../support/ending.ts";
import { healthOf } from "../support/health.ts";
import { startLineProxy, type LineProxy } from "../support/line-proxy.ts";
import { closePage, FEW_FRAMES, openPage } from "../support/open-page.ts";
import { startServerProcess, type ServerProcess } from "../support/server-process.ts";

jest.setTimeout(90_000);

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function start(afterwards: Afterwards, ...flags: string[]): Promise<ServerProcess> {
  const server = await startServerProcess(...flags);
  afterwards(() => server.stop());
  return server;
}

/** A server for matches alone, on `port` if that is given. */
function startMatches(afterwards: Afterwards, port = "0"): Promise<ServerProcess> {
  return start(afterwards, "--training", "off", "--port", port);
}

async function startLine(afterwards: Afterwards, server: ServerProcess): Promise<LineProxy> {
  const proxy = await startLineProxy(server.url);
  afterwards(() => proxy.close());
  return proxy;
}

async function open(afterwards: Afterwards, url: string): Promise<Page> {
  const page = await openPage(browser, url, { viewport: { width: 800, height: 500 } }, FEW_FRAMES);
  afterwards(() => closePage(page));
  return page;
}

/** Opens the match at `url` and waits until it is played. */
async function play(afterwards: Afterwards, { url }: { url: string }): Promise<Page> {
  const page = await open(afterwards, `${url}/play`);
  await plays(page);
  return page;
}

/** Waits until the page draws a match with the player's skater. */
async function plays(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const rink = document.querySelector<HTMLElement>('[data-testid="own-position"]');
    const notice = document.querySelector<HTMLElement>('[data-testid="status"]');
    return rink !== null && (rink.dataset["ownY"] ?? "") !== "" && notice?.dataset["state"] === "open";
  });
}

const portOf = ({ url }: ServerProcess): string => new URL(url).port;
const statusOf = (page: Page): Promise<string> => page.getByTestId("status").innerText();

async function peopleOf({ url }: ServerProcess): Promise<number> {
  return (await healthOf(url)).people;
}

async function until(page: Page, words: RegExp): Promise<void> {
  await page.waitForFunction(
    (source) => new RegExp(source).test(document.querySelector('[data-testid="status"]')?.textContent ?? ""),
    words.source,
  );
}

/** Waits until the first run's pill says one of `words`. */
async function pillOf(page: Page, words: RegExp): Promise<void> {
  await page.getByTestId("run-phase").first().filter({ hasText: words }).waitFor();
}

/** Waits until the connection of a practice rink is in `state`. */
async function rinkIn(page: Page, state: string): Promise<void> {
  await page.locator(`[data-testid="practice-rink"][data-state="${state}"]`).first().waitFor();
}

it.concurrent("a match page plays again by itself after the server was killed and started anew", () =>
  ending(async (afterwards) => {
    const server = await startMatches(afterwards);
    const page = await play(afterwards, server);
    await server.kill();
    await until(page, /Connection lost|cannot be reached/);
    await startMatches(afterwards, portOf(server));
    await plays(page);
    expect(await statusOf(page)).toMatch(/The server was restarted/);
  }),
);

it.concurrent("a match page plays again by itself after the device was offline, in its own place", () =>
  ending(async (afterwards) => {
    const server = await startMatches(afterwards);
    const page = await play(afterwards, server);
    await page.context().setOffline(true);
    await until(page, /Your device is offline/);
    await page.context().setOffline(false);
    await plays(page);
    expect(await statusOf(page)).toBe("");
    expect(await peopleOf(server)).toBe(1);
  }),
);

it.concurrent("a match page asks for a reload when the server has come back with a newer page", () =>
  ending(async (afterwards) => {
    const server = await startMatches(afterwards);
    const page = await play(afterwards, server);
    await page.route("**/play", async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replaceAll(/assets\/index-[^"]+\.js/g, "assets/index-newer.js");
      await route.fulfill({ response, body });
    });
    await server.kill();
    await startMatches(afterwards, portOf(server));
    await until(page, /The game has been updated/);
    await page.unroute("**/play");
    await page.getByTestId("retry").click();
    await plays(page);
  }),
);

it.concurrent("a match page says that the server is shutting down when the server has told it so", () =>
  ending(async (afterwards) => {
    const server = await startMatches(afterwards);
    const page = await play(afterwards, server);
    const stopping = server.stop();
    await until(page, /The server is shutting down|cannot be reached/);
    await stopping;
    await startMatches(afterwards, portOf(server));
    await plays(page);
  }),
);

it.concurrent(
  "a match page says when a line is half open, and comes back into its place when the line is repaired",
  () =>
    ending(async (afterwards) => {
      const proxy = await startLine(afterwards, await startMatches(afterwards));
      const page = await play(afterwards, proxy);
      proxy.setMode("swallow");
      await until(page, /does not answer/);
      await until(page, /Connection lost/);
      expect(await page.getByTestId("ping").innerText()).not.toMatch(/\d/);
      proxy.setMode("pass");
      await plays(page);
      expect(await statusOf(page)).toBe("");
    }),
);

it.concurrent("a match page keeps its place when the tab is duplicated, and the copy gets one of its own", () =>
  ending(async (afterwards) => {
    const server = await startMatches(afterwards);
    const first = await play(afterwards, server);
    const memory: [string, string][] = await first.evaluate(() => Object.entries(sessionStorage));
    const second = await first.context().newPage();
    await second.addInitScript((entries) => {
      for (const [key, text] of entries) sessionStorage.setItem(key, text);
    }, memory);
    await second.goto(`${server.url}/play`);
    await plays(second);
    await plays(first);
    expect(await peopleOf(server)).toBe(2);
  }),
);

it.concurrent("a match page keeps its place across a reload", () =>
  ending(async (afterwards) => {
    const server = await startMatches(afterwards);
    const page = await play(afterwards, server);
    await page.reload();
    await plays(page);
    expect(await peopleOf(server)).toBe(1);
    expect(await statusOf(page)).toBe("");
  }),
);

it.concurrent("the training page says that it is not live on a half-open line, and comes back when the line does", () =>
  ending(async (afterwards) => {
    const proxy = await startLine(afterwards, await start(afterwards));
    const page = await open(afterwards, `${proxy.url}/training`);
    await pillOf(page, /Learning/);
    await rinkIn(page, "open");
    proxy.setMode("swallow");
    await pillOf(page, /Not connected/);
    await until(page, /does not answer/);
    await until(page, /Connection to the server lost/);
    await rinkIn(page, "retrying");
    proxy.setMode("pass");
    await pillOf(page, /Learning/);
    await rinkIn(page, "open");
    expect(await statusOf(page)).toBe("");
  }),
);

it.concurrent("the training page says that it is not live while the server is down, and warns of nothing before", () =>
  ending(async (afterwards) => {
    const server = await start(afterwards);
    const page = await open(afterwards, "about:blank");
    const warnings: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "warning") warnings.push(message.text());
    });
    await page.goto(`${server.url}/training`);
    await pillOf(page, /Learning/);
    await rinkIn(page, "open");
    expect(warnings).toEqual([]);
    await server.kill();
    await pillOf(page, /Not connected/);
    await rinkIn(page, "retrying");
    await start(afterwards, "--port", portOf(server));
    await pillOf(page, /Learning|Starting|Idle/);
    await rinkIn(page, "open");
  }),
);
