import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { openBrowser } from "../support/browser.ts";
import { startLineProxy, type LineProxy } from "../support/line-proxy.ts";
import { startServerProcess, type ServerProcess } from "../support/server-process.ts";

jest.setTimeout(90_000);

let browser: Browser;
let server: ServerProcess;
let proxy: LineProxy | undefined;
let pages: Page[] = [];

beforeAll(async () => {
  browser = await openBrowser();
});
afterEach(async () => {
  for (const page of pages) await page.context().close();
  pages = [];
  await proxy?.close();
  proxy = undefined;
  await server.stop();
});
afterAll(() => browser.close());

async function open(url: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1100, height: 700 } });
  const page = await context.newPage();
  pages.push(page);
  await page.goto(url);
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

const statusOf = (page: Page): Promise<string> => page.getByTestId("status").innerText();

async function peopleOf({ url }: ServerProcess): Promise<number> {
  const health: { people: number } = Object(await (await fetch(`${url}/healthz`)).json());
  return health.people;
}

async function until(page: Page, words: RegExp): Promise<void> {
  await page.waitForFunction(
    (source) => new RegExp(source).test(document.querySelector('[data-testid="status"]')?.textContent ?? ""),
    words.source,
  );
}

describe("a match page", () => {
  it("reconnects by itself after the server was killed and restarted", async () => {
    server = await startServerProcess("--training", "off");
    const { port } = new URL(server.url);
    const page = await open(`${server.url}/play`);
    await plays(page);
    await server.kill();
    await until(page, /Connection lost|cannot be reached/);
    server = await startServerProcess("--training", "off", "--port", port);
    await plays(page);
    expect(await statusOf(page)).toMatch(/The server was restarted/);
  });

  it("reconnects by itself to its place after the device was offline", async () => {
    server = await startServerProcess("--training", "off");
    const page = await open(`${server.url}/play`);
    await plays(page);
    await page.context().setOffline(true);
    await until(page, /Your device is offline/);
    await page.context().setOffline(false);
    await plays(page);
    expect(await statusOf(page)).toBe("");
    expect(await peopleOf(server)).toBe(1);
  });

  it("asks for a reload when the restarted server has a newer page", async () => {
    server = await startServerProcess("--training", "off");
    const { port } = new URL(server.url);
    const page = await open(`${server.url}/play`);
    await plays(page);
    await page.route("**/play", async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replaceAll(/assets\/index-[^"]+\.js/g, "assets/index-newer.js");
      await route.fulfill({ response, body });
    });
    await server.kill();
    server = await startServerProcess("--training", "off", "--port", port);
    await until(page, /The game has been updated/);
    await page.unroute("**/play");
    await page.getByTestId("retry").click();
    await plays(page);
  });

  it("shows that the server is shutting down when the server announces it", async () => {
    server = await startServerProcess("--training", "off");
    const { port } = new URL(server.url);
    const page = await open(`${server.url}/play`);
    await plays(page);
    const stopping = server.stop();
    await until(page, /The server is shutting down|cannot be reached/);
    await stopping;
    server = await startServerProcess("--training", "off", "--port", port);
    await plays(page);
  });

  it("reports a half-open connection, and returns to its place when the network is back", async () => {
    server = await startServerProcess("--training", "off");
    proxy = await startLineProxy(server.url);
    const page = await open(`${proxy.url}/play`);
    await plays(page);
    proxy.setMode("swallow");
    await until(page, /does not answer/);
    await until(page, /Connection lost/);
    expect(await page.getByTestId("ping").innerText()).not.toMatch(/\d/);
    proxy.setMode("pass");
    await plays(page);
    expect(await statusOf(page)).toBe("");
  });

  it("keeps its place when the tab is duplicated, and the copy gets another", async () => {
    server = await startServerProcess("--training", "off");
    const first = await open(`${server.url}/play`);
    await plays(first);
    const memory: [string, string][] = await first.evaluate(() => Object.entries(sessionStorage));
    const second = await first.context().newPage();
    await second.addInitScript((entries) => {
      for (const [key, text] of entries) sessionStorage.setItem(key, text);
    }, memory);
    await second.goto(`${server.url}/play`);
    await plays(second);
    await plays(first);
    expect(await peopleOf(server)).toBe(2);
  });

  it("keeps its place across a reload", async () => {
    server = await startServerProcess("--training", "off");
    const page = await open(`${server.url}/play`);
    await plays(page);
    await page.reload();
    await plays(page);
    expect(await peopleOf(server)).toBe(1);
    expect(await statusOf(page)).toBe("");
  });
});

it("the training page shows that it is not live on a half-open connection, and recovers with the network", async () => {
  server = await startServerProcess();
  proxy = await startLineProxy(server.url);
  const page = await open(`${proxy.url}/training`);
  const pill = page.getByTestId("run-phase").first();
  const rink = (state: string) => page.locator(`[data-testid="practice-rink"][data-state="${state}"]`).first();
  await pill.filter({ hasText: /Learning/ }).waitFor();
  await rink("open").waitFor();
  proxy.setMode("swallow");
  await pill.filter({ hasText: /Not connected/ }).waitFor();
  await until(page, /does not answer/);
  await until(page, /Connection to the server lost/);
  await rink("retrying").waitFor();
  proxy.setMode("pass");
  await pill.filter({ hasText: /Learning/ }).waitFor();
  await rink("open").waitFor();
  expect(await statusOf(page)).toBe("");
});

it("the training page shows that it is not live while the server is down, without a warning in the console", async () => {
  server = await startServerProcess();
  const { port } = new URL(server.url);
  const page = await open("about:blank");
  const warnings: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "warning") warnings.push(message.text());
  });
  await page.goto(`${server.url}/training`);
  const pill = page.getByTestId("run-phase").first();
  await pill.filter({ hasText: /Learning/ }).waitFor();
  await page.locator('[data-testid="practice-rink"][data-state="open"]').first().waitFor();
  expect(warnings).toEqual([]);
  await server.kill();
  await pill.filter({ hasText: /Not connected/ }).waitFor();
  await page.locator('[data-testid="practice-rink"][data-state="retrying"]').first().waitFor();
  server = await startServerProcess("--port", port);
  await pill.filter({ hasText: /Learning|Starting|Idle/ }).waitFor();
  await page.locator('[data-testid="practice-rink"][data-state="open"]').first().waitFor();
});
