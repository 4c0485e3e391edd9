/** Waiting for what a test expects. */
import { setTimeout as delay } from "node:timers/promises";

/** Waits until `isTrue`; fails after `limitMs` and names what was waited for. */
export async function until(what: string, isTrue: () => boolean | Promise<boolean>, limitMs = 60_000): Promise<void> {
  const end = performance.now() + limitMs;
  while (!(await isTrue())) {
    if (performance.now() > end) throw new Error(`timed out waiting for ${what}`);
    await delay(10);
  }
}
