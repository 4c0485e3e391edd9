/** The embedded run as the server reports it to viewers. */
import { setTimeout as delay } from "node:timers/promises";
import { io } from "socket.io-client";
import { NAMESPACES, type RunSnapshot } from "../../shared/net/telemetry.ts";
import { check, type Arena } from "./scenario.ts";

const LONGEST_MS = 60_000;

/** Watches the learning stream until the scenario ends, so that the learner runs. */
export function watchLearning(url: string, { afterwards }: Arena): void {
  const viewer = io(url + NAMESPACES.viewers, { transports: ["websocket"], forceNew: true });
  afterwards(() => viewer.disconnect());
}

/** The run as it is now. */
export async function embeddedRun(url: string): Promise<RunSnapshot> {
  const response = await fetch(`${url}/api/training`);
  const { runs }: { runs: RunSnapshot[] } = Object(await response.json());
  return runs[0]!;
}

/** Waits until `isTrue` for the run. @throws Error naming `what` was waited for after LONGEST_MS */
export async function untilRun(url: string, what: string, isTrue: (run: RunSnapshot) => boolean): Promise<RunSnapshot> {
  const end = performance.now() + LONGEST_MS;
  for (;;) {
    const run = await embeddedRun(url);
    if (isTrue(run)) return run;
    check(performance.now() < end, `timed out waiting for ${what}; the status is ${JSON.stringify(run.status)}`);
    await delay(300);
  }
}

/** Decisions at the newest point of the learning curves; 0 if there is none. */
export function newestDecisions({ history }: RunSnapshot): number {
  return history.at(-1)?.decisions ?? 0;
}
