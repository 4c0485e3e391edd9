import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { callersFolder } from "../../../bots/files/callers-path.ts";
import { ROOT } from "../../support/lint.ts";

/** Each command starts a process. */
jest.setTimeout(120_000);

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hindsight-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const checkpoints = (): string[] => readdirSync(folder).filter((name) => /^checkpoint-.*hhc$/.test(name));

/** What a shell says of a line of commands; `train`, `evaluate` and `sharing` are ours. */
function shell(line: string, env: NodeJS.ProcessEnv = {}, cwd = ROOT) {
  const functions = ["train", "evaluate", "sharing"].map((name) => `${name}() { "$NODE" "$CLI" ${name} "$@"; }`);
  const { status, stdout, stderr } = spawnSync("bash", ["-c", `set -o pipefail; ${functions.join("; ")}; ${line}`], {
    encoding: "utf8",
    cwd,
    env: { ...process.env, NODE: process.execPath, CLI: join(ROOT, "bots/cli.ts"), ...env },
  });
  return { status, stdout, stderr };
}

describe("a pipe that is closed", () => {
  it("ends training quietly, with everything saved", () => {
    const { status, stdout, stderr } = shell(`train --out "${folder}" --workers 0 2>&1 | head -n 1`);
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).not.toBe("");
    expect(checkpoints().length).toBeGreaterThan(0);
    expect(readdirSync(folder)).toContain("policy.hhc");
    expect(readdirSync(folder)).not.toContain("lock");
  });

  it("ends an evaluation quietly", () => {
    expect(shell("evaluate --episodes 2 --json 2>/dev/null | true")).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(shell("evaluate --episodes 2 2>&1 >/dev/null | true")).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  it("breaks no experiment, and the same command ends it", () => {
    const command = `sharing --seeds 1 --decisions 2000 --evaluations 1 --drills 3 --jobs 1 --out "${folder}"`;
    expect(shell(`${command} 2>&1 | head -n 1`)).toMatchObject({ status: 0, stderr: "" });
    expect(shell(command).status).toBe(0);
    expect(existsSync(join(folder, "report.html"))).toBe(true);
  });
});

describe("relative paths", () => {
  it("count from the folder in which npm was called", () => {
    // As npm does it: the script runs in the project's folder.
    const env = { INIT_CWD: folder, npm_package_json: join(ROOT, "package.json") };
    const trained = shell("train --out mine --decisions 300 --workers 0", env);
    expect(trained.status).toBe(0);
    expect(readdirSync(join(folder, "mine"))).toContain("policy.hhc");
    expect(trained.stderr).toMatch(/to play: mine\/policy\.hhc\n/);
    const evaluated = shell("evaluate --checkpoint mine/policy.hhc --episodes 2", env);
    expect(evaluated.stdout).toContain("seed 2026, mine/policy.hhc");
  });

  it("count from the folder of the process if it was not this project's npm that left it", () => {
    const here = { INIT_CWD: folder, npm_package_json: join(ROOT, "package.json") };
    expect(callersFolder(here, ROOT)).toBe(folder);
    expect(callersFolder(here, tmpdir())).toBe(tmpdir());
    expect(callersFolder({ INIT_CWD: folder, npm_package_json: "/elsewhere/package.json" }, ROOT)).toBe(ROOT);
    expect(callersFolder({ INIT_CWD: folder }, ROOT)).toBe(ROOT);
    expect(callersFolder({}, ROOT)).toBe(ROOT);
  });
});

describe("a full disk", () => {
  const canMount = spawnSync("unshare", ["-rm", "true"]).status === 0;
  (canMount ? it : it.skip)("lets training go on, is told once, and is a failure if the end could not be saved", () => {
    // A disk of our own, in a mount namespace of its own, on which one checkpoint of 0.4 MB has no room.
    const mount = `mount -t tmpfs -o size=300k none "${folder}"`;
    const command = `train --out "${folder}" --decisions 4000 --workers 0`;
    const script = `unshare -rm bash -c '${mount} && exec "$NODE" "$CLI" ${command}'`;
    const { status, stderr } = shell(script);
    expect(stderr.match(/warning: .*: The disk is full: learning goes on but is not saved\./g)).toHaveLength(1);
    expect(stderr).toMatch(/the last checkpoint, of 4\d{3} decisions, could not be saved in .*; nothing was saved\n/);
    expect(status).toBe(1);
  });

  (canMount ? it : it.skip)("that has room again is saved to, and that is told", () => {
    const mount = `mount -t tmpfs -o size=2m none "${folder}" && head -c 1900000 /dev/zero > "${folder}/filler"`;
    const command = `train --out "${folder}" --decisions 12000 --workers 0`;
    const watch = `"$NODE" "$CLI" ${command} 2>&1 | while read -r line; do echo "$line"; case "$line" in *"disk is full"*) rm "${folder}/filler";; esac; done`;
    const { stdout, status } = shell(`unshare -rm bash -c 'set -o pipefail; ${mount}; ${watch}; ls "${folder}"'`);
    expect(status).toBe(0);
    expect(stdout).toMatch(/disk is full[^]*saved again in [^]*done after 12\d{3} decisions[^]*policy\.hhc/);
  });
});
