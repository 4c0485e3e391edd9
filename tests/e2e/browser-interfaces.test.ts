/**
 * A match in browsers that lack an interface, or forbid it: it is joined, the rink is drawn and the keys skate.
 */
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { openBrowser } from "../support/browser.ts";
import { closePage, FEW_FRAMES, openPage } from "../support/open-page.ts";
import { startServerProcess, type ServerProcess } from "../support/server-process.ts";

jest.setTimeout(90_000);

/** A host name that only this browser resolves: over plain HTTP the page has no secure context there. */
const LAN_NAME = "hockey.test";

let server: ServerProcess;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([
    startServerProcess(),
    openBrowser(`--host-resolver-rules=MAP ${LAN_NAME} 127.0.0.1`),
  ]);
});

afterAll(async () => {
  await browser.close();
  expect(await server.stop()).toBe(0);
});

/** By name, what a script that runs before the page's own removes from the browser. */
const TAKEN: Readonly<Record<string, string>> = {
  "gamepads, as in Firefox on plain http": `delete Navigator.prototype.getGamepads`,
  "gamepads, by a policy": `Navigator.prototype.getGamepads = () => { throw new DOMException("policy", "SecurityError"); }`,
  sound: `delete window.AudioContext; delete window.webkitAudioContext`,
  "sound, by throwing": `window.AudioContext = class { constructor() { throw new Error("no device"); } }`,
  "sound but by its old name": `window.webkitAudioContext = AudioContext; delete window.AudioContext`,
  "storage, blocked by the user": `for (const name of ["localStorage", "sessionStorage"]) {
    Object.defineProperty(window, name, { get() { throw new DOMException("blocked", "SecurityError"); } });
  }`,
  "storage, by null": `for (const name of ["localStorage", "sessionStorage"]) {
    Object.defineProperty(window, name, { value: null });
  }`,
  "a full storage": `Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }`,
  "media queries": `delete window.matchMedia; window.matchMedia = undefined`,
  "clipboard, vibration, full screen, wake lock and all else that the game does not need": `
    for (const name of ["clipboard", "vibrate", "wakeLock", "serviceWorker", "permissions", "connection", "locks"]) {
      delete Navigator.prototype[name];
    }
    for (const name of ["requestFullscreen", "requestPointerLock", "setPointerCapture", "animate"]) {
      delete Element.prototype[name];
    }
    for (const name of ["ResizeObserver", "IntersectionObserver", "OffscreenCanvas", "BroadcastChannel", "Notification",
      "requestIdleCallback", "SharedArrayBuffer", "indexedDB", "caches"]) {
      delete window[name];
    }
    delete Crypto.prototype.randomUUID; delete Intl.Segmenter`,
};

/** Opens a match at `url`, with the sounds switched on at an earlier visit. */
function openMatch(url: string, script = ""): Promise<Page> {
  const sound = `try { localStorage.setItem("hindsight-hockey:sound", "on"); } catch {}`;
  return openPage(
    browser,
    `${url}/play`,
    { viewport: { width: 1000, height: 640 } },
    `${FEW_FRAMES}\n${sound}\n${script}`,
  );
}

/** Skates up or down with the keys until the player's skater has moved by two metres. */
async function skate(page: Page): Promise<void> {
  const canvas = page.locator("canvas[data-phase=playing]");
  await canvas.waitFor();
  const before = Number(await canvas.getAttribute("data-own-y"));
  await page.keyboard.down(before > 0 ? "KeyW" : "KeyS");
  await page.waitForFunction(
    (y) => Math.abs(Number(document.querySelector<HTMLElement>("[data-own-y]")?.dataset["ownY"]) - y) > 2,
    before,
  );
  await page.keyboard.up(before > 0 ? "KeyW" : "KeyS");
}

/** How many different colours the canvas of the ice and the one above have at some places. */
async function coloursOf(page: Page): Promise<number[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLCanvasElement>(".arena canvas")].map((canvas) => {
      const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      const colours = new Set<string>();
      for (let i = 0; i < pixels.length; i += 4 * 97) colours.add(`${pixels[i]},${pixels[i + 1]},${pixels[i + 2]}`);
      return colours.size;
    }),
  );
}

async function expectMatch(page: Page): Promise<void> {
  await skate(page);
  for (const colours of await coloursOf(page)) expect(colours).toBeGreaterThan(5);
  expect(await page.getByTestId("fault").count()).toBe(0);
}

describe("a match is played in a browser without", () => {
  it.concurrent.each(Object.entries(TAKEN))("%s", async (_what, script) => {
    const page = await openMatch(server.url, script);
    await expectMatch(page);
    // And after sound was switched, where there is a switch.
    const sound = page.locator("button[aria-pressed]");
    if (await sound.isVisible()) await sound.click();
    await expectMatch(page);
    await closePage(page);
  });

  it.concurrent("a secure context, as over plain http in a local network", async () => {
    const page = await openMatch(server.url.replace("127.0.0.1", LAN_NAME));
    expect(await page.evaluate(() => isSecureContext)).toBe(false);
    await expectMatch(page);
    await closePage(page);
  });

  it.concurrent("a canvas to draw on, and the page says so instead of showing a black screen", async () => {
    const page = await openMatch(server.url, `HTMLCanvasElement.prototype.getContext = () => null`);
    await page.getByText("This browser cannot draw the rink").waitFor();
    await skate(page);
    await closePage(page);
  });

  it.concurrent("resize observers, and the training page shows its curves", async () => {
    const page = await openMatch(server.url, `delete window.ResizeObserver`);
    await expectMatch(page);
    await page.goto(`${server.url}/training`);
    await page.locator("[data-testid=chart-success] .u-over").waitFor();
    await page.locator("[data-testid=practice-rink] canvas").first().waitFor();
    await closePage(page);
  });
});

it("an exception in a frame is shown once, and the next frames are still drawn", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.addInitScript(`
    const { clearRect } = CanvasRenderingContext2D.prototype;
    let calls = 0;
    CanvasRenderingContext2D.prototype.clearRect = function (...area) {
      calls++;
      if (calls > 30 && calls < 40) throw new Error("a frame that fails");
      clearRect.apply(this, area);
    };`);
  await page.goto(`${server.url}/play`);
  const notice = page.getByRole("alert").filter({ hasText: "Something went wrong" });
  await notice.waitFor();
  await skate(page);
  expect(await notice.count()).toBe(1);
  expect(errors).toEqual(["a frame that fails"]);
  await notice.getByRole("button", { name: "Continue" }).click();
  expect(await notice.count()).toBe(0);
  await context.close();
});
