/** A page in a browser context of its own, and what it has thrown. */
import type { Browser, BrowserContextOptions, Page } from "playwright-core";

/** A script for pages that only wait: ten frames a second instead of sixty, which takes a tenth of a processor's core. */
export const FEW_FRAMES = `
  globalThis.requestAnimationFrame = (frame) => setTimeout(() => frame(performance.now()), 100);
  globalThis.cancelAnimationFrame = clearTimeout;`;

/** Shorter than the limit of a browser test, so that what was waited for is named [ms]. */
const LONGEST_WAIT_MS = 80_000;

const thrown = new WeakMap<Page, Error[]>();

/** Opens `url`; `script` runs in the page before its own. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
  script = "",
): Promise<Page> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(LONGEST_WAIT_MS);
  const page = await context.newPage();
  const errors: Error[] = [];
  thrown.set(page, errors);
  page.on("pageerror", (error) => errors.push(error));
  if (script !== "") await page.addInitScript(script);
  await page.goto(url);
  return page;
}

/**
 * Closes the page and its context.
 *
 * @throws Error if the page has thrown one
 */
export async function closePage(page: Page): Promise<void> {
  await page.context().close();
  const [cause] = thrown.get(page) ?? [];
  if (cause !== undefined) throw new Error(`the page threw: ${cause.message}`, { cause });
}
