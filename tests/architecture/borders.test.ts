import { describe, expect, it } from "@jest/globals";
import { brokenBorders, ROOT, typeErrors, withPlanted } from "../support/lint.ts";

/** Files that each break an import rule of .oxlintrc.json, because a linter that checks nothing reports no errors. */
const FORBIDDEN: Readonly<Record<string, string>> = {
  "shared/a.ts": `import { observe } from "../bots/viewpoint/observation.ts"; observe();`,
  "shared/sim/b.ts": `import type { App } from "../../server/app.ts"; export type B = App;`,
  "shared/c.ts": `export { draw } from "../client/render/rink.ts";`,
  "shared/d.ts": `await import("../tests/support/rink.ts");`,
  "shared/sim/e.ts": `import Matter from "matter-js"; Matter.Engine.create();`,
  "shared/f.ts": `import { schema } from "@colyseus/schema"; schema({});`,
  "shared/net/state.ts": `import Matter from "matter-js"; Matter.Engine.create();`,
  "shared/sim/contacts.ts": `import { schema } from "@colyseus/schema"; schema({});`,
  "shared/g.ts": `import { readFileSync } from "node:fs"; readFileSync("a");`,
  "bots/a.ts": `import { RoomState } from "../shared/net/state.ts"; new RoomState();`,
  "bots/run/b.ts": `import { startApp } from "../../server/app.ts"; startApp();`,
  "bots/c.ts": `import { tidy } from "@tensorflow/tfjs-core"; tidy();`,
  "bots/run/d.ts": `import { readFileSync } from "node:fs"; readFileSync("a");`,
  "bots/checkpoint/checkpoint.ts": `import { Command } from "commander"; new Command();`,
  "bots/run/crew/crew.ts": `import { Worker } from "node:worker_threads"; new Worker("a");`,
  "bots/run/crew/thread.ts": `import { readFileSync } from "node:fs"; readFileSync("a");`,
  "bots/network/tfjs.ts": `import { Command } from "commander"; new Command();`,
  "bots/network/e.ts": `import * as tf from "@tensorflow/tfjs-core"; tf.tidy();`,
  "bots/viewpoint/observation.ts": `import { argmax } from "../policy/argmax.ts"; argmax();`,
  "bots/tasks/f.ts": `import { createNetwork } from "../network/backends.ts"; createNetwork();`,
  "bots/replay/g.ts": `import { train } from "../run/train.ts"; train();`,
  "bots/relabel/h.ts": `import type { QNetwork } from "../network/network.ts"; export type H = QNetwork;`,
  "server/a.ts": `import { train } from "../bots/run/train.ts"; train();`,
  "server/match/b.ts": `import { words } from "../../client/words.ts"; words();`,
  "client/a.ts": `import { train } from "../bots/index.ts"; train();`,
  "client/screens/b.ts": `import { startApp } from "../../server/app.ts"; startApp();`,
  "client/c.ts": `import { join } from "node:path"; join();`,
};

const CLOCKS: Readonly<Record<string, string>> = {
  "shared/random.ts": `export const a = Math.random();`,
  "shared/sim/date.ts": `export const a = Date.now();`,
  "bots/run/performance.ts": `export const a = performance.now();`,
  "bots/random.ts": `export const a = Math.random();`,
};

/** What the layout allows. */
const ALLOWED: Readonly<Record<string, string>> = {
  "shared/sim/contacts.ts": `import Matter from "matter-js"; import { a } from "../units.ts"; a(Matter);`,
  "shared/net/state.ts": `import { schema } from "@colyseus/schema"; schema({});`,
  "bots/network/tfjs.ts": `import { tidy } from "@tensorflow/tfjs-core"; tidy();`,
  "bots/checkpoint/checkpoint.ts": `import { readFileSync } from "node:fs"; readFileSync("a");`,
  "bots/run/crew/worker.ts": `import { Worker } from "node:worker_threads"; new Worker("a");`,
  "bots/network/kernels/load.ts": `import { readFile } from "node:fs/promises"; void readFile("a");`,
  "bots/cli.ts": `import { Command } from "commander"; new Command(performance.now());`,
  "bots/policy/a.ts": `import { createNetwork } from "../network/backends.ts"; createNetwork();`,
  "bots/tasks/b.ts": `import { OBS_SIZE } from "../viewpoint/observation.ts"; import { x } from "../../shared/rink.ts"; x(OBS_SIZE);`,
  "server/main.ts": `import { train } from "../bots/index.ts"; import { x } from "../shared/net/state.ts"; x(train);`,
  "client/main.ts": `import { x } from "../shared/net/state.ts"; import { Client } from "@colyseus/sdk"; x(Client);`,
  "tests/a.test.ts": `import { train } from "../bots/run/train.ts"; train(Math.random());`,
};

const FOLDERS = ["shared", "bots", "server", "client", "tests"];

describe("the borders of the layout", () => {
  it("are kept by this repository", () => {
    expect(brokenBorders(ROOT, FOLDERS)).toEqual([]);
  });

  it("are guarded: each planted import is found by the linter", () => {
    const found = withPlanted(FORBIDDEN, (root) => brokenBorders(root, FOLDERS));
    const expected = Object.keys(FORBIDDEN).map((file) => `${file}: no-restricted-imports`);
    expect(found).toEqual(expected.toSorted());
  });

  it("are no narrower than the layout: what it allows passes", () => {
    expect(withPlanted(ALLOWED, (root) => brokenBorders(root, FOLDERS))).toEqual([]);
  });

  it("are guarded: each planted clock or unseeded random number is found by the linter", () => {
    const found = withPlanted(CLOCKS, (root) => brokenBorders(root, FOLDERS));
    expect(found.map((line) => line.split(":")[0])).toEqual(Object.keys(CLOCKS).toSorted());
  });

  it("are guarded a second time by the compiler: a folder may only import those it refers to", () => {
    const world = `export const ice = 60;\n`;
    const good = { "shared/rink.ts": world, "shared/a.ts": `export { ice } from "./rink.ts";\n` };
    expect(withPlanted(good, (root) => typeErrors(root, "shared"))).toBe("");
    const bad = { "bots/a.ts": world, "shared/a.ts": `export { ice } from "../bots/a.ts";\n` };
    expect(withPlanted(bad, (root) => typeErrors(root, "shared"))).toMatch(/bots\/a.ts' is not (under|listed)/);
  });
});
