/**
 * Every screen and notice at the sizes of phones, low windows and zoomed pages (WCAG 1.4.10 asks for 320 x 256), with
 * the system's own colours and with less motion: all of it can be reached, read and hit.
 */
import { AxeBuilder } from "@axe-core/playwright";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { openBrowser } from "../support/browser.ts";
import { layoutFaults } from "../support/layout-faults.ts";
import { noticesOfMatch, type NoticeMarkup } from "../support/notices.ts";
import { closePage, FEW_FRAMES, openPage } from "../support/open-page.ts";
import { startServerProcess, type ServerProcess } from "../support/server-process.ts";

jest.setTimeout(90_000);

/** Widths and heights in CSS px; 427 x 341 and 320 x 256 are 1280 x 1024 at 300% and 400%. */
const SIZES = [
  [320, 256],
  [320, 568],
  [427, 341],
  [390, 520],
  [667, 375],
  [1366, 768],
] as const;
/** The smallest sizes, for screens that differ little at the others. */
const TIGHT_SIZES = [SIZES[0], [390, 520], [667, 375]] as const;
const USUAL = { forcedColors: "none", reducedMotion: "no-preference" } as const;
const FORCED = { forcedColors: "active", reducedMotion: "reduce" } as const;
const TOUCH: BrowserContextOptions = { hasTouch: true, isMobile: true };

let server: ServerProcess;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServerProcess(), openBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  return openPage(browser, server.url + path, { viewport: { width: 320, height: 256 }, ...options }, FEW_FRAMES);
}

/** A match page whose layout is complete. */
async function openMatch(options: BrowserContextOptions = {}): Promise<Page> {
  const page = await open("/play", options);
  await page.locator("canvas[data-phase]").waitFor();
  return page;
}

/** Checks the elements in `scopes` at each of `sizes`; returns the faults, each with its size. */
async function faultsOf(page: Page, scopes: string[], sizes: readonly (readonly [number, number])[] = SIZES) {
  const found: string[] = [];
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height });
    const faults = await page.evaluate(layoutFaults, scopes);
    found.push(...faults.map((fault) => `${width} x ${height}: ${fault}`));
  }
  const [width, height] = SIZES[0];
  await page.setViewportSize({ width, height });
  await page.emulateMedia(FORCED);
  const forced = await page.evaluate(layoutFaults, scopes);
  await page.emulateMedia(USUAL);
  return [...found, ...forced.map((fault) => `forced colours, less motion: ${fault}`)];
}

/** What axe finds within `scopes` in the lowest window. */
async function violationsIn(page: Page, scopes: string[]): Promise<string[]> {
  const axe = scopes.reduce((builder, scope) => builder.include(scope), new AxeBuilder({ page }));
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

/** All faults of the elements in `scopes`. */
async function allFaultsOf(page: Page, ...scopes: string[]): Promise<string[]> {
  return [...(await faultsOf(page, scopes)), ...(await violationsIn(page, scopes))];
}

/** Inserts a notice into the match page. */
async function showNotice(page: Page, { selector, html, data }: NoticeMarkup): Promise<void> {
  await page.locator(selector).evaluate(
    (element, shown) => {
      element.innerHTML = shown.html;
      if (element instanceof HTMLElement) Object.assign(element.dataset, shown.data);
      element.toggleAttribute("hidden", shown.html === "");
    },
    { html, data },
  );
}

describe("a page without a match", () => {
  it("shows the button into a match without scrolling where there is room for it", async () => {
    const page = await open("/");
    for (const [width, height] of SIZES.filter(([, tall]) => tall >= 375)) {
      await page.setViewportSize({ width, height });
      const bottom = await page.getByTestId("play-now").evaluate((button) => button.getBoundingClientRect().bottom);
      expect(bottom).toBeLessThanOrEqual(height);
    }
    await closePage(page);
  });

  it("shows the facts in every window, if need be below the button into a match", async () => {
    const page = await open("/");
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      expect(await page.locator(".lobby-facts li:visible").count()).toBe(3);
    }
    await closePage(page);
  });

  it("fits as the lobby, also with a name that is refused", async () => {
    const page = await open("/");
    expect(await allFaultsOf(page, "main")).toEqual([]);
    await page.getByTestId("name").fill("A name that is by far too long for a skater");
    await page.getByTestId("play-now").click();
    await page.locator(".name-problem:not(:empty)").waitFor();
    expect(await allFaultsOf(page, ".lobby-card")).toEqual([]);
    await closePage(page);
  });

  it("fits for an unknown address, and when a part of the game did not load", async () => {
    const page = await open("/nowhere");
    expect(await allFaultsOf(page, "main")).toEqual([]);
    await page.route("**/assets/training-*", (route) => route.abort());
    await page.goto(`${server.url}/training`);
    await page.locator(".notice-page button").waitFor();
    expect(await allFaultsOf(page, "main")).toEqual([]);
    await closePage(page);
  });
});

describe("the training page", () => {
  it("fits, and its legends tell the lines apart in forced colours", async () => {
    const page = await open("/training");
    await page.locator(".feed-row").first().waitFor();
    await page.locator(".practice[data-state=open]").waitFor();
    await page.locator("details.explain").evaluate((details) => details.setAttribute("open", ""));
    expect(await allFaultsOf(page, "main")).toEqual([]);

    await page.emulateMedia(FORCED);
    const looks = await page.locator(".chart-legend").evaluateAll((legends) =>
      legends.map((legend) =>
        [...legend.querySelectorAll("i")].map((key) => {
          const { borderTopColor, borderTopStyle, borderTopWidth } = getComputedStyle(key);
          return [borderTopColor, borderTopStyle, borderTopWidth].join(" ");
        }),
      ),
    );
    expect(Math.max(...looks.map((keys) => keys.length))).toBeGreaterThan(2);
    for (const keys of looks) expect(new Set(keys).size).toBe(keys.length);
    await closePage(page);
  });
});

describe.each([
  ["mouse and keys", {}],
  ["thumbs", TOUCH],
])("a match played with %s", (_name, options: BrowserContextOptions) => {
  it("shows score, controls and the player's side, also while the card of controls is open", async () => {
    const page = await openMatch(options);
    await page.locator(".help-card").waitFor();
    await page.locator(".side-note").evaluate((line) => {
      line.textContent ||= "You are Orange and attack to the left";
    });
    expect(await allFaultsOf(page, ".scoreboard", ".hud button", ".help-layer")).toEqual([]);
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      const gap = await page.evaluate(() => {
        const [line, card] = [".side-note", ".help-card"].map((name) =>
          document.querySelector(name)!.getBoundingClientRect(),
        );
        const isBeside = line!.right <= card!.left || line!.left >= card!.right;
        return isBeside ? 0 : Math.max(card!.top - line!.bottom, line!.top - card!.bottom);
      });
      expect([width, height, Math.min(0, gap)]).toEqual([width, height, 0]);
    }
    await page.locator(".help-card button").click();
    expect(await allFaultsOf(page, ".scoreboard", ".hud button", ".touch-buttons")).toEqual([]);
    await closePage(page);
  });

  it("shows every notice, and the score above it", async () => {
    const page = await openMatch(options);
    await page.locator(".help-card button").click();
    for (const notice of noticesOfMatch()) {
      await showNotice(page, notice);
      const faults = await faultsOf(page, [".scoreboard", ".hud button", notice.selector], TIGHT_SIZES);
      if (options !== TOUCH) faults.push(...(await violationsIn(page, [notice.selector])));
      expect({ name: notice.name, faults }).toEqual({ name: notice.name, faults: [] });
      await showNotice(page, { ...notice, html: "" });
    }
    await page.evaluate(() => void setTimeout(() => reportError(new Error("thrown by the test"))));
    await page.getByTestId("fault").waitFor();
    expect(await allFaultsOf(page, ".scoreboard", ".hud button", ".fault-notice")).toEqual([]);
    await page.context().close();
  });

  it("shows different marks for the two teams in forced colours", async () => {
    const page = await openMatch(options);
    await page.emulateMedia(FORCED);
    const marks = await page.locator(".hud .swatch").evaluateAll((swatches) =>
      swatches.map((swatch) => {
        const { backgroundColor, backgroundImage, borderTopColor } = getComputedStyle(swatch);
        return { backgroundColor, backgroundImage, borderTopColor };
      }),
    );
    expect(marks).toHaveLength(2);
    expect(marks[0]!.backgroundColor).not.toBe(marks[1]!.backgroundColor);
    expect(marks[0]!.backgroundImage).not.toBe(marks[1]!.backgroundImage);
    await closePage(page);
  });
});
