import { AxeBuilder } from "@axe-core/playwright";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { openBrowser } from "../support/browser.ts";
import { startServerProcess, type ServerProcess } from "../support/server-process.ts";

jest.setTimeout(120_000);

/** CSS pixels; 427 x 341 and 320 x 256 are 1280 x 1024 at 300% and 400% (WCAG 1.4.10). */
const SIZES: Readonly<Record<string, BrowserContextOptions>> = {
  "320 x 256": { viewport: { width: 320, height: 256 } },
  "390 x 520, touch": { viewport: { width: 390, height: 520 }, hasTouch: true },
  "667 x 375, touch": { viewport: { width: 667, height: 375 }, hasTouch: true },
  "427 x 341": { viewport: { width: 427, height: 341 } },
  "390 x 844, touch, reduced motion": {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    reducedMotion: "reduce",
  },
  "1366 x 768, forced colours": { viewport: { width: 1366, height: 768 }, forcedColors: "active" },
};
const SCREENS = ["/", "/play", "/training"] as const;

let server: ServerProcess;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServerProcess(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function open(path: string, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(server.url + path);
  await page.locator("h1").waitFor({ state: "attached" });
  if (path === "/play") {
    await page.locator('[data-testid="status"][data-state="open"]').waitFor({ state: "attached" });
    await page.locator(".side-note:not(:empty)").waitFor();
  }
  return page;
}

/** What a person cannot reach: wider than the window, scrolled away for good, covered, or too small to hit. */
function faultsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement;
    const faults = root.scrollWidth > root.clientWidth ? [`${root.scrollWidth} px wide`] : [];
    const isShown = (element: HTMLElement): boolean => element.checkVisibility({ visibilityProperty: true });
    for (const element of document.querySelectorAll<HTMLElement>("a, button, input, summary")) {
      if (!isShown(element)) continue;
      const name = `${element.tagName} "${element.textContent?.trim() ?? ""}"`;
      element.scrollIntoView({ block: "center", inline: "center" });
      for (let parent = element.parentElement; parent !== null; parent = parent.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(parent);
        const isHidden =
          (parent.scrollLeft > 0 && overflowX === "hidden") || (parent.scrollTop > 0 && overflowY === "hidden");
        // A script can scroll there, a person cannot.
        if (isHidden) faults.push(`${name} lies beyond the edge of .${parent.className}`);
        parent.scrollLeft = 0;
      }
      const box = element.getBoundingClientRect();
      const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      if (hit === null || !(hit === element || element.contains(hit))) {
        faults.push(`${name} is covered by .${hit?.className ?? "nothing: it is off the screen"}`);
      }
      if (box.width < 24 || box.height < 24) faults.push(`${name} is ${box.width} x ${box.height}`);
    }
    return faults;
  });
}

describe.each(Object.entries(SIZES))("at %s", (_, options) => {
  it.each(SCREENS)("everything on %s can be reached", async (path) => {
    const page = await open(path, options);
    expect(await faultsOf(page)).toEqual([]);
    await page.context().close();
  });
});

it.each(SCREENS)("%s has no fault of accessibility on a phone", async (path) => {
  const page = await open(path, SIZES["390 x 520, touch"]!);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  await page.context().close();
});

it("the way into the game is on the first screen of a short phone", async () => {
  const page = await open("/", SIZES["390 x 520, touch"]!);
  const box = await page.getByTestId("play-now").boundingBox();
  expect(box!.x + box!.width).toBeLessThanOrEqual(390);
  expect(box!.y + box!.height).toBeLessThanOrEqual(520);
  await page.context().close();
});

it.each(["320 x 256", "390 x 520, touch", "667 x 375, touch"])(
  "at %s the help does not cover which team one is in",
  async (size) => {
    const page = await open("/play", SIZES[size]!);
    const note = (await page.locator(".side-note").boundingBox())!;
    const help = (await page.locator(".help-card").boundingBox())!;
    expect(help.y).toBeGreaterThanOrEqual(note.y + note.height);
    expect(help.y + help.height).toBeLessThanOrEqual(page.viewportSize()!.height);
    await page.context().close();
  },
);

it("with forced colours the keys of charts and the marks of teams still differ", async () => {
  const page = await open("/training", SIZES["1366 x 768, forced colours"]!);
  const looks = (selector: string): Promise<string[]> =>
    page.locator(selector).evaluateAll((elements) =>
      elements.map((element) => {
        const { borderTopStyle, borderTopWidth, borderTopColor, backgroundColor } = getComputedStyle(element);
        return [borderTopStyle, borderTopWidth, borderTopColor, backgroundColor].join(" ");
      }),
    );
  const keys = await looks('[data-testid="chart-success"] .chart-legend i');
  expect(keys.length).toBeGreaterThan(1);
  expect(new Set(keys).size).toBe(keys.length);
  await page.goto(`${server.url}/play`);
  await page.locator('[data-testid="status"][data-state="open"]').waitFor({ state: "attached" });
  const teams = await looks(".scoreboard .swatch");
  expect(new Set(teams).size).toBe(2);
  await page.context().close();
});
