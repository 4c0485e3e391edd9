import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { ROOT } from "../../support/lint.ts";

/** Each command starts a process, which starts a thread for each run. */
jest.setTimeout(180_000);

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hindsight-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const SMALL = "--seeds 2 --decisions 6000 --evaluations 2 --drills 2 --collect pass=0,shoot=1 --jobs 1".split(" ");

function commandLine(...args: string[]): string[] {
  return [join(ROOT, "bots/cli.ts"), "sharing", "--out", folder, ...args];
}

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, commandLine(...args), { encoding: "utf8" });
  return { status, stdout, stderr };
}

/** Starts the small experiment and sends `signal` once `isTime`. Returns the exit code, null if it was killed. */
async function interrupt(signal: NodeJS.Signals, isTime: () => boolean): Promise<number | null> {
  const child = spawn(process.execPath, commandLine(...SMALL), { stdio: "ignore" });
  const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
  while (!isTime() && child.exitCode === null) await delay(20);
  child.kill(signal);
  return ended;
}

const file = (...path: string[]): string => join(folder, ...path);
const linesOf = (path: string): string[] =>
  existsSync(path) ? readFileSync(path, "utf8").split("\n").slice(0, -1) : [];

describe("npm run sharing", () => {
  it("resumes after a kill and after a stop, does not repeat a finished run, and writes a report", async () => {
    // Killed in the second run, after the first has finished.
    const first = file("runs", "none-1", "finished.json");
    expect(
      await interrupt("SIGKILL", () => existsSync(first) && linesOf(file("runs", "all-1", "metrics.jsonl")).length > 0),
    ).toBeNull();
    const finishedAt = statSync(first).mtimeMs;

    // Stopped in the third.
    const third = file("runs", "none-2", "metrics.jsonl");
    expect(await interrupt("SIGINT", () => linesOf(third).length > 1)).toBe(0);
    expect(existsSync(file("runs", "none-2", "finished.json"))).toBe(false);
    expect(readdirSync(file("runs", "none-2")).some((name) => name.endsWith(".hhc"))).toBe(true);

    const { status, stdout } = run(...SMALL, "--json");
    expect(status).toBe(0);
    expect(statSync(first).mtimeMs).toBe(finishedAt);
    const stopped: unknown[] = linesOf(third).map((line) => JSON.parse(line));
    expect(stopped.at(0)).toMatchObject({ decisions: 0, resumedAt: [] });
    expect(stopped.at(-1)).toMatchObject({ decisions: 6016, resumedAt: [expect.any(Number)] });

    const json: unknown = JSON.parse(stdout.trim().split("\n").at(-1)!);
    expect(json).toMatchObject({ preliminary: true, baseline: "none", finals: [{ arm: "none" }, { arm: "all" }] });
    expect(stdout).toContain("PRELIMINARY");
    expect(linesOf(file("results.csv"))).toHaveLength(1 + 4 * 3 * 2);

    const page = readFileSync(file("report.html"), "utf8");
    expect(page).toContain("Preliminary: fewer than 10 seeds");
    expect(page).toMatch(/none, seed 2 at [\d,]+ steps/);
    expect(page).toContain("never practised");
    // The page is self-contained: no scripts, no links, no addresses but the namespace of SVG.
    expect(page).not.toMatch(/<script|<img|@import|url\(|href="(?!data:,")/);
    expect(page.replaceAll("http://www.w3.org/2000/svg", "")).not.toMatch(/https?:/);
    for (const name of ["curves", "final", "improvement", "seeds"]) {
      expect(readFileSync(file("plots", `${name}.svg`), "utf8")).toMatch(/^<svg[^]*Preliminary[^]*<\/svg>$/);
      expect(
        readFileSync(file("plots", `${name}.png`))
          .subarray(1, 4)
          .toString(),
      ).toBe("PNG");
    }

    const again = run(...SMALL);
    expect([again.status, again.stderr]).toEqual([0, expect.stringContaining("all 4 runs are finished already")]);
    expect(statSync(first).mtimeMs).toBe(finishedAt);

    const other = run(...SMALL, "--decisions", "7000");
    expect(other.status).toBe(2);
    expect(other.stderr).toMatch(/other settings \(decisions: 6000 there, 7000 here.*choose another --out/);
  });

  it("answers a bad flag with what is allowed and exit code 2", () => {
    const bad: [string[], RegExp][] = [
      [["--arms", "none,some"], /Unknown "some"; known: none, all/],
      [["--arms", "all,all"], /once/],
      [["--seeds", "0"], /whole number from 1/],
      [["--collect", "dance=1"], /unknown task "dance"/],
    ];
    for (const [args, message] of bad) {
      const { status, stderr } = run(...args);
      expect([args, status]).toEqual([args, 2]);
      expect(stderr).toMatch(message);
      expect(readdirSync(folder)).toEqual([]);
    }
  });
});
