import { setTimeout as delay } from "node:timers/promises";
import { afterEach, describe, expect, it } from "@jest/globals";
import { pino } from "pino";
import { createBorder } from "../../../server/border.ts";
import { createLog } from "../../../server/log.ts";
import { createSilenceAlarm, type SilenceAlarm } from "../../../server/training/silence-alarm.ts";
import { TrainerHost, type HostOptions } from "../../../server/training/trainer-host.ts";
import type { RunStatus } from "../../../shared/net/telemetry.ts";
import { until } from "../../support/until.ts";

const ENDLESS = new URL("data:text/javascript,setInterval(() => undefined, 1000)");
const log = createLog("silent");
const DYING = new URL("data:text/javascript,process.exit(3)");

let host: TrainerHost | null = null;
let alarm: SilenceAlarm | null = null;
afterEach(async () => {
  await host?.worker?.terminate();
  await host?.close();
  host = null;
  alarm?.stop();
});

/** A host whose worker runs `program`, and everything it published. */
function hostOf(workerFile: URL, change: Partial<HostOptions> = {}): { host: TrainerHost; statuses: RunStatus[] } {
  const statuses: RunStatus[] = [];
  host = new TrainerHost({
    log,
    border: createBorder(log),
    url: () => "http://127.0.0.1:1",
    token: "",
    config: { runId: "embedded", seed: 1, sharing: "all", decisions: 1000 },
    run: { folder: "nowhere", restored: null, open: () => Promise.resolve() },
    publish: (status) => statuses.push(status),
    workerFile,
    restartMs: 1,
    ...change,
  });
  return { host, statuses };
}

/** Keeps this thread from hearing anything, as a stopped process would. */
function block(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

describe("a silent learner", () => {
  it("is killed and started again", async () => {
    const { statuses } = hostOf(ENDLESS, { silenceMs: 60 });
    host!.setWanted(true);
    await until("a new start", () => statuses.some(({ restarts }) => restarts > 0));
  });

  it("is not killed when this process was stopped or read its messages late", async () => {
    let alarms = 0;
    alarm = createSilenceAlarm(600, createBorder(pino({ level: "silent" })), () => alarms++);
    for (let i = 0; i < 5; i++) {
      block(700);
      // What the learner said meanwhile is read only after timers that are due.
      await delay(1);
      expect(alarms).toBe(0);
      alarm.heard();
    }
    await until("real silence", () => alarms > 0);
  });
});

describe("a learner that dies", () => {
  it("again and again without getting further is given up, although it reports progress each time", async () => {
    const { statuses } = hostOf(DYING);
    const talking = setInterval(() => host!.onProgress(100), 1);
    host!.setWanted(true);
    await until("the end", () => host!.status.phase === "failed");
    clearInterval(talking);
    expect(statuses.filter(({ phase }) => phase === "restarting").length).toBeGreaterThan(3);
  });

  it("is started again as long as it gets further", async () => {
    const { statuses } = hostOf(DYING);
    let decisions = 0;
    const talking = setInterval(() => host!.onProgress(++decisions), 1);
    host!.setWanted(true);
    await until("many restarts", () => (statuses.at(-1)?.restarts ?? 0) > 8);
    clearInterval(talking);
    expect(host!.status.phase).not.toBe("failed");
  });

  it("is given up if it cannot even be started", async () => {
    const open = (): Promise<void> => Promise.reject(new Error("no folder"));
    hostOf(DYING, { run: { folder: "nowhere", restored: null, open } });
    host!.setWanted(true);
    await until("the end", () => host!.status.phase === "failed");
  });
});

describe("a run that an earlier process ended", () => {
  it("is shown as finished and not started; one that has some left is idle", () => {
    const restored = (decisions: number) => ({ checkpoint: { progress: { decisions } } });
    const open = (): Promise<void> => Promise.resolve();
    hostOf(DYING, { run: { folder: "nowhere", restored: restored(1000), open } });
    host!.setWanted(true);
    expect(host!.status.phase).toBe("finished");
    expect(host!.worker).toBeNull();
    hostOf(DYING, { run: { folder: "nowhere", restored: restored(999), open } });
    expect(host!.status.phase).toBe("idle");
  });
});
