import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { spawn, spawnSync } from "node:child_process";
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { ROOT } from "../../support/lint.ts";

/** Each command starts a process. */
jest.setTimeout(120_000);

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, "bots/cli.ts"), ...args], {
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

/** Trains without a limit, sends `signal` once `isTime`, and waits for the process to end. */
async function trainUntil(signal: NodeJS.Signals, isTime: () => boolean) {
  const child = spawn(process.execPath, [join(ROOT, "bots/cli.ts"), "train", "--out", folder]);
  let stderr = "";
  child.stderr.on("data", (text) => (stderr += String(text)));
  const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
  while (!isTime() && child.exitCode === null) await delay(20);
  child.kill(signal);
  return { status: await ended, stderr };
}

const checkpoints = (): string[] => readdirSync(folder).filter((name) => /^checkpoint-.*hhc$/.test(name));

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hindsight-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the command line", () => {
  it("answers a bad flag with what is allowed and exit code 2", () => {
    const bad: [string[], RegExp][] = [
      [["train", "--decisions", "0"], /decisions.*whole number from 1/],
      [["train", "--workers", "99"], /workers.*whole number from 0 to 15/],
      [["train", "--sharing", "some"], /sharing.*none, all, /],
      [["train", "--collect", "dance=1", "--out", folder], /unknown task "dance"/],
      [["evaluate", "--episodes", "many"], /episodes.*whole number from 1/],
      [["evaluate", "--speed", "9"], /unknown option '--speed'/],
      [["dance"], /unknown command 'dance'/],
    ];
    for (const [args, message] of bad) {
      const { status, stderr } = run(...args);
      expect([args, status]).toEqual([args, 2]);
      expect(stderr).toMatch(message);
    }
  });

  it("explains itself", () => {
    const { status, stdout } = run("train", "--help");
    expect(status).toBe(0);
    for (const flag of ["--seed", "--decisions", "--out", "--sharing", "--json"]) expect(stdout).toContain(flag);
  });

  it("refuses a damaged checkpoint by name", () => {
    const file = join(folder, "broken.hhc");
    writeFileSync(file, "HHOCKEY1 cut short");
    const { status, stderr } = run("evaluate", "--checkpoint", file, "--episodes", "1");
    expect(status).toBeGreaterThan(0);
    expect(stderr).toContain("broken.hhc");
  });
});

describe("npm run train", () => {
  it("trains, resumes where it stopped, refuses other settings in the same folder, and can be evaluated", () => {
    const train = (...args: string[]) => run("train", "--out", folder, "--backend", "plain", ...args);
    const first = train("--decisions", "2200", "--json");
    expect(first.status).toBe(0);
    expect(first.stderr).toMatch(/% of 2200 decisions, \d+ s left {2}/);
    expect(first.stderr).not.toMatch(/NF|NaN|Infinity|null/);
    const json: unknown = JSON.parse(first.stdout.trim().split("\n").at(-1)!);
    expect(json).toMatchObject({ decisions: 2208 });

    // As after a kill: the last line of the metrics is cut short, and there are points later than the checkpoint.
    const metrics = join(folder, "metrics.jsonl");
    appendFileSync(metrics, `{"runId":"train","decisions":999999}\n{"runId":"tr`);
    const second = train("--decisions", "4200");
    expect(second.stderr).toContain("going on from 2208 decisions");
    const points = readFileSync(metrics, "utf8").trim().split("\n");
    const decisions = points.map((line) => {
      const point: { decisions: number } = JSON.parse(line);
      return point.decisions;
    });
    expect(decisions).toEqual([0, 2048, 2208, 4000, 4224]);
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(["checkpoint-0000004224.hhc", "policy.hhc"]));

    const other = train("--decisions", "4200", "--sharing", "none");
    expect([other.status, other.stderr]).toEqual([2, expect.stringContaining("holds a run with other settings")]);

    const evaluated = run("evaluate", "--checkpoint", folder, "--episodes", "3", "--json");
    expect(evaluated.status).toBe(0);
    const result: unknown = JSON.parse(evaluated.stdout.trim().split("\n").at(-1)!);
    const rates = { pass: { episodes: 3 }, shoot: { episodes: 3 } };
    expect(result).toMatchObject({ tasks: rates, baselines: { random: rates, scripted: rates } });
  });

  it("resumes after a kill, skips a damaged checkpoint, and saves when it is interrupted", async () => {
    const killed = await trainUntil("SIGKILL", () => {
      if (checkpoints().length === 0) return false;
      // While it runs, no other process may train into the folder.
      const second = run("train", "--out", folder);
      expect([second.status, second.stderr]).toEqual([2, expect.stringMatching(/process \d+ is training into/)]);
      return true;
    });
    expect(killed.status).toBeNull();
    // Another one may have been written while the second process was refused.
    const newest = checkpoints().toSorted().at(-1);
    writeFileSync(join(folder, "checkpoint-9999999999.hhc"), "HHOCKEY1 cut short");

    const metrics = (): string => readFileSync(join(folder, "metrics.jsonl"), "utf8");
    const before = metrics().split("\n").length;
    const { status, stderr } = await trainUntil("SIGINT", () => metrics().split("\n").length > before);
    expect(stderr).toContain("checkpoint-9999999999.hhc: is not a Hindsight Hockey checkpoint; an older one is used");
    expect(stderr).toContain(`going on from ${Number(newest!.match(/\d+/)![0])} decisions`);
    expect(stderr).toMatch(/stopped after \d+ decisions/);
    expect(status).toBe(0);
    expect(readdirSync(folder)).toContain("policy.hhc");
  });
});
