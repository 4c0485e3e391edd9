/**
 * Each event decides which device is in use: keys, buttons, mouse, pen and fingers on one machine; and the lobby's name.
 */
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { openBrowser } from "../support/browser.ts";
import { closePage, openPage } from "../support/open-page.ts";
import { startServerProcess, type ServerProcess } from "../support/server-process.ts";

jest.setTimeout(90_000);

let server: ServerProcess;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServerProcess(), openBrowser()]);
});

afterAll(async () => {
  await browser.close();
  expect(await server.stop()).toBe(0);
});

function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  return openPage(browser, server.url + path, { viewport: { width: 1000, height: 640 }, ...options });
}

/** A match in which the puck is in play. */
async function openMatch(options: BrowserContextOptions = {}): Promise<Page> {
  const page = await open("/play", options);
  await page.locator("canvas[data-phase=playing]").waitFor();
  return page;
}

/** The device whose controls and help are shown. */
const deviceOf = (page: Page): Promise<string | null> => page.locator(".match").getAttribute("data-device");

/** Dispatches a pen's pointer event, which Playwright cannot produce, to the element at (x, y). */
async function pen(page: Page, type: string, x: number, y: number, buttons: number): Promise<void> {
  await page.evaluate(
    ([name, clientX, clientY, held]) => {
      const fields = { pointerType: "pen", pointerId: 9, clientX, clientY, buttons: held };
      document
        .elementFromPoint(clientX, clientY)
        ?.dispatchEvent(new PointerEvent(name, { ...fields, bubbles: true, cancelable: true }));
    },
    [type, x, y, buttons] as const,
  );
}

describe("Space", () => {
  it("shoots after a click on a button, and presses a button that was reached by Tab", async () => {
    const page = await openMatch();
    const sound = page.locator("button[aria-pressed]");
    await sound.click();
    expect(await sound.getAttribute("aria-pressed")).toBe("true");
    await page.keyboard.press("Space");
    expect(await sound.getAttribute("aria-pressed")).toBe("true");

    const name = await sound.getAttribute("aria-label");
    const focused = (): Promise<string | null> =>
      page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? null);
    for (let i = 0; i < 10 && (await focused()) !== name; i++) await page.keyboard.press("Tab");
    expect(await focused()).toBe(name);
    await page.keyboard.press("Space");
    expect(await sound.getAttribute("aria-pressed")).toBe("false");
    await page.keyboard.press("Enter");
    expect(await sound.getAttribute("aria-pressed")).toBe("true");
    // After a skating key Space is a shot again.
    await page.keyboard.press("KeyW");
    await page.keyboard.press("Space");
    expect(await sound.getAttribute("aria-pressed")).toBe("true");
    await closePage(page);
  });
});

describe("on a machine with a mouse, a pen and a touch screen", () => {
  it("each works everywhere on the rink, and the controls and help are those of the one in use", async () => {
    const page = await openMatch({ hasTouch: true });
    const stick = page.locator(".stick-area");
    const card = page.locator(".help-card");
    await page.mouse.move(200, 500);
    expect(await deviceOf(page)).toBe("mouse");
    expect(await stick.isVisible()).toBe(false);
    expect(await card.innerText()).toContain("Left click");

    await page.touchscreen.tap(500, 300);
    expect(await deviceOf(page)).toBe("touch");
    expect(await stick.isVisible()).toBe(true);
    expect(await card.innerText()).toContain("Left thumb");

    // Within the stick's area the mouse still reaches the rink.
    await page.mouse.move(120, 420);
    expect(await deviceOf(page)).toBe("mouse");
    expect(await stick.isVisible()).toBe(false);

    await page.touchscreen.tap(500, 300);
    await pen(page, "pointermove", 120, 420, 0);
    expect(await deviceOf(page)).toBe("pen");
    expect(await card.innerText()).toContain("Barrel button");

    await page.keyboard.press("KeyD");
    expect(await deviceOf(page)).toBe("keyboard");
    await closePage(page);
  });

  it("a finger on the stick skates", async () => {
    const page = await openMatch({ hasTouch: true, isMobile: true, viewport: { width: 740, height: 360 } });
    await page.getByRole("button", { name: "Got it" }).tap();
    expect(await deviceOf(page)).toBe("touch");
    const canvas = page.locator("canvas[data-phase=playing]");
    const before = Number(await canvas.getAttribute("data-own-y"));
    const session = await page.context().newCDPSession(page);
    const down = before > 0 ? -60 : 60;
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", y: number): Promise<unknown> =>
      session.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x: 120, y }] });
    await touch("touchStart", 220);
    await touch("touchMove", 220 + down);
    await page.waitForFunction(
      (y) => Math.abs(Number(document.querySelector<HTMLElement>("[data-own-y]")?.dataset["ownY"]) - y) > 2,
      before,
    );
    await touch("touchEnd", 0);
    await closePage(page);
  });
});

it("a page tells its match when it is hidden and when it is shown", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const told: string[] = [];
  page.on("websocket", (socket) =>
    socket.on("framesent", ({ payload }) => {
      const text = payload.toString("latin1");
      if (text.includes("visibility")) told.push(text.includes("\u00c3") ? "hidden" : "shown");
    }),
  );
  await page.goto(`${server.url}/play`);
  await page.locator("canvas[data-phase=playing]").waitFor();
  for (const hidden of [true, false]) {
    await page.evaluate((isHidden) => {
      Object.defineProperty(document, "hidden", { get: () => isHidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
    }, hidden);
  }
  for (let i = 0; i < 100 && told.length < 2; i++) await page.waitForTimeout(20);
  // MessagePack writes true as 0xc3 and false as 0xc2.
  expect(told).toEqual(["hidden", "shown"]);
  await context.close();
});

describe("the name in the lobby", () => {
  it("that the server would refuse is refused next to its field, and nothing is sent", async () => {
    const page = await open("/");
    const name = page.getByTestId("name");
    const problem = page.getByTestId("name-problem");
    await name.fill("seventeen letters");
    expect(await problem.innerText()).toMatch(/At most 16/);
    await page.getByTestId("play-now").click();
    expect(new URL(page.url()).pathname).toBe("/");
    expect(await name.evaluate((field) => document.activeElement === field)).toBe(true);

    await name.fill("\u200b\u3164");
    await page.getByTestId("play-now").click();
    expect(await problem.innerText()).toMatch(/no visible characters/);
    expect(new URL(page.url()).pathname).toBe("/");

    await name.fill("A\u200bda \ud83d\ude00");
    expect(await problem.isVisible()).toBe(false);
    expect(await page.getByText("You will be shown as").innerText()).toContain("Ada 😀");
    await page.getByTestId("play-now").click();
    await page.locator("canvas[data-phase]").waitFor();
    await closePage(page);
  });

  it("that an older page stored is cleaned before the match is joined", async () => {
    const page = await open("/");
    await page.evaluate(() => localStorage.setItem("hindsight-hockey:name", "\u3164".repeat(5)));
    await page.goto(`${server.url}/play`);
    await page.locator("canvas[data-phase]").waitFor();
    await closePage(page);
  });
});
