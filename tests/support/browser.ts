/** A real headless Chromium for end-to-end tests, from the registry alone on Linux; an installed Chrome elsewhere. */
import chromium from "@sparticuz/chromium";
import { chromium as playwright, type Browser } from "playwright-core";

/** Starts the browser, with more arguments if wanted. It must be closed by the caller. */
export async function openBrowser(...more: readonly string[]): Promise<Browser> {
  if (process.platform !== "linux" || process.arch !== "x64") {
    return playwright.launch({ channel: "chrome", args: [...more] });
  }
  // The package's own arguments force software WebGL, whose rendering queues up for seconds on a busy machine.
  const args = [...chromium.args.filter((arg) => !/gl|gpu|graphics/i.test(arg)), ...QUIET_ARGS, ...more];
  return playwright.launch({ executablePath: await chromium.executablePath(), args, headless: true });
}

const QUIET_ARGS = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"];
