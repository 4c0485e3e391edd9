import { ColyseusSDK } from "@colyseus/sdk";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { RoomState } from "../../shared/net/state.ts";
import { ROOMS } from "../../shared/net/messages.ts";
import { EMBEDDED_RUN_ID } from "../../shared/net/telemetry.ts";
import { openBrowser } from "../support/browser.ts";
import { copyWithDump, type ProjectCopy } from "../support/dump-task.ts";
import { startServerProcessAt, type ServerProcess } from "../support/server-process.ts";
import { until } from "../support/until.ts";

jest.setTimeout(120_000);

let copy: ProjectCopy;
let server: ServerProcess;
let browser: Browser;

beforeAll(async () => {
  copy = copyWithDump();
  const flags = ["--training-tasks", "dump=1", "--training-budget", "4000"];
  [server, browser] = await Promise.all([startServerProcessAt(copy.folder, flags), openBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
  copy.remove();
});

/** Runs a command of the copy's bots. */
function bots(...args: readonly string[]): string {
  const program = join(copy.folder, "bots/cli.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    encoding: "utf8",
    cwd: copy.folder,
  });
  expect([status, status === 0 ? "" : stderr]).toEqual([0, ""]);
  return stdout;
}

describe("a task and a scenario that were added, each by one file and one line", () => {
  it("are trained in seconds and evaluated beside the random player", () => {
    const out = join(copy.folder, "run");
    bots("train", "--out", out, "--decisions", "4000", "--collect", "dump=1", "--workers", "0");
    const points = readFileSync(join(out, "metrics.jsonl"), "utf8").trim().split("\n");
    const success = points.map((line) => JSON.parse(line)).flatMap(({ evaluation }) => evaluation?.dump?.success ?? []);
    expect(success.at(-1)).toBeGreaterThan(0.7);
    const report = JSON.parse(
      bots("evaluate", "--checkpoint", out, "--episodes", "60", "--json").trim().split("\n").at(-1)!,
    );
    expect(report.tasks.dump.low).toBeGreaterThan(report.baselines.random.dump.high);
  });

  it("play with weights from before, which say what they lack", () => {
    const shipped = join(copy.folder, "bots/pretrained/pro.hhc");
    expect(bots("evaluate", "--checkpoint", shipped, "--episodes", "20")).toMatch(/has not learnt: .*dump/);
  });

  it("show their curve, drill and thoughts on the training page", async () => {
    const page = await browser.newPage();
    await page.goto(`${server.url}/training`);
    const tile = page.getByTestId("success-dump");
    await tile.waitFor();
    await until("a measured success", async () => /%/.test(await tile.innerText()));
    expect(await tile.innerText()).toMatch(/dump/i);
    expect(await page.getByTestId("chart-success").innerText()).toMatch(/dump/i);
    await until("the drill", async () =>
      /Drill: dump/.test(await page.getByTestId("practice-rink").first().innerText()),
    );

    const options = { runId: EMBEDDED_RUN_ID, rink: 0 };
    const room = await new ColyseusSDK(server.url).joinOrCreate<RoomState>(ROOMS.practice, options, RoomState);
    room.onMessage("*", () => undefined);
    await until("a thought", () => room.state.skaters?.[0]?.thoughts[0]?.task === "dump");
    expect(room.state.drillTask).toBe("dump");
    await room.leave();
  });
});
