import { afterAll, beforeAll, expect, it, jest } from "@jest/globals";
import type { Browser } from "playwright-core";
import { openBrowser } from "../support/browser.ts";
import { closePage, FEW_FRAMES, openPage } from "../support/open-page.ts";
import { startServerProcess, type ServerProcess } from "../support/server-process.ts";

jest.setTimeout(90_000);

let browser: Browser;
let server: ServerProcess;

beforeAll(async () => {
  [browser, server] = await Promise.all([openBrowser(), startServerProcess("--training", "off")]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

it.concurrent.each([
  { device: "a phone", width: 390, height: 844, hasTouch: true },
  { device: "a phone on its side", width: 740, height: 360, hasTouch: true },
  { device: "a laptop", width: 1280, height: 720, hasTouch: false },
])(
  "a person who does nothing on $device sees a notice that covers no control, and one key or tap returns",
  async ({ width, height, hasTouch }) => {
    const options = { viewport: { width, height }, hasTouch, isMobile: hasTouch };
    const page = await openPage(browser, `${server.url}/play`, options, FEW_FRAMES);
    const standing = page.getByTestId("standing");
    await standing.waitFor();
    expect(await standing.innerText()).toMatch(/A bot plays for you[^]*kept for \d+ s/);
    const covered = await page.evaluate(() => {
      const area = document.querySelector('[data-testid="standing"]')!.getBoundingClientRect();
      const others = [...document.querySelectorAll("button, .stick-base")];
      return others
        .filter((other) => other.closest('[data-testid="standing"]') === null)
        .filter((other) => {
          const { width: wide, left, right, top, bottom } = other.getBoundingClientRect();
          return wide > 0 && left < area.right && right > area.left && top < area.bottom && bottom > area.top;
        })
        .map((other) => other.className);
    });
    expect(covered).toEqual([]);
    if (hasTouch) await standing.getByRole("button").tap();
    else await page.keyboard.press("d");
    await standing.waitFor({ state: "hidden" });
    await closePage(page);
  },
);
