/** Checkpoints as bytes, as files, and those that ship: one format, and hence one long file. */
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CheckpointError,
  decodeCheckpoint,
  encodeCheckpoint,
  type Checkpoint,
} from "../../../bots/checkpoint/checkpoint.ts";
import {
  listCheckpoints,
  loadCheckpoint,
  loadNewestCheckpoint,
  saveCheckpoint,
} from "../../../bots/files/checkpoint-files.ts";
import { differences, LAYOUT, learntTasks, networkSpec, parseTrainConfig } from "../../../bots/run/config.ts";
import {
  countParameters,
  DEFAULT_OPTIMIZER,
  initialParameters,
  type NetworkSpec,
} from "../../../bots/network/network.ts";
import { createPlainNetwork } from "../../../bots/network/plain.ts";
import { TASK_NAMES, taskId } from "../../../bots/tasks/registry.ts";
import { STATE_ACTION_SIZE } from "../../../bots/viewpoint/action-frame.ts";
import { weights as readWeights } from "../../../bots/cli/flags.ts";
import { playsWholeMatches } from "../../../bots/play/bot-team.ts";
import { shippedCheckpoint } from "../../../bots/pretrained/shipped.ts";
import { LEVELS } from "../../../shared/levels.ts";
import { createRng } from "../../../shared/rng.ts";
import { ROOT } from "../../support/lint.ts";

function checkpointAt(decisions: number): Checkpoint {
  const config = parseTrainConfig({ hidden: [4], seed: 3 });
  const spec = networkSpec(config);
  const online = initialParameters(spec, createRng(decisions));
  const adamMean = new Float32Array(countParameters(spec)).fill(0.25);
  const progress = { decisions, gradientSteps: 7, episodes: 5, seconds: 1.5 };
  return { config, spec, progress, adamStep: 7, vectors: { online, target: online.slice(), adamMean } };
}

/** The bytes with another header and a correct hash, as another version of the code would have written them. */
function withHeader(bytes: Uint8Array, change: (header: Record<string, unknown>) => void): Uint8Array {
  const buffer = Buffer.from(bytes);
  const length = buffer.readUInt32LE(8);
  const header: Record<string, unknown> = JSON.parse(buffer.toString("utf8", 12, 12 + length));
  change(header);
  const text = Buffer.from(JSON.stringify(header));
  const size = Buffer.alloc(4);
  size.writeUInt32LE(text.length);
  const body = Buffer.concat([buffer.subarray(0, 8), size, text, buffer.subarray(12 + length, -32)]);
  return Buffer.concat([body, createHash("sha256").update(body).digest()]);
}

describe("a checkpoint's bytes", () => {
  it("hold everything", () => {
    const checkpoint = checkpointAt(100);
    expect(decodeCheckpoint(encodeCheckpoint(checkpoint), "a")).toEqual(checkpoint);
  });

  it("decode wherever they lie in a larger buffer", () => {
    const bytes = encodeCheckpoint(checkpointAt(100));
    const larger = new Uint8Array(bytes.length + 13);
    larger.set(bytes, 5);
    expect(decodeCheckpoint(larger.subarray(5, 5 + bytes.length), "a")).toEqual(checkpointAt(100));
  });

  it("are refused by name when cut short, at any place", () => {
    const bytes = encodeCheckpoint(checkpointAt(1));
    for (const length of [0, 5, 12, 43, 44, 200, bytes.length - 33, bytes.length - 1]) {
      expect(() => decodeCheckpoint(bytes.subarray(0, length), "cut.hhc")).toThrow(CheckpointError);
      expect(() => decodeCheckpoint(bytes.subarray(0, length), "cut.hhc")).toThrow(/^cut\.hhc: /);
    }
  });

  it("are refused by name when any byte is flipped", () => {
    const bytes = encodeCheckpoint(checkpointAt(1));
    for (let at = 0; at < bytes.length; at += 97) {
      const flipped = bytes.slice();
      flipped[at]! ^= 0x10;
      expect(() => decodeCheckpoint(flipped, "flipped.hhc")).toThrow(/^flipped\.hhc: is (damaged|not a Hindsight)/);
    }
  });

  it("of something else are refused by name", () => {
    const foreign = createRng(1);
    const bytes = Uint8Array.from({ length: 500 }, () => foreign.int(256));
    expect(() => decodeCheckpoint(bytes, "cat.png")).toThrow("cat.png: is not a Hindsight Hockey checkpoint");
  });

  it("made for other observations or actions, or for tasks of which none is known, are refused, saying both", () => {
    const bytes = encodeCheckpoint(checkpointAt(1));
    const withLayout = (layout: object): Uint8Array =>
      withHeader(bytes, (header) => {
        header["layout"] = { ...LAYOUT, ...layout };
      });
    expect(() => decodeCheckpoint(withLayout({ observationVersion: 1 }), "a.hhc")).toThrow(
      /^a\.hhc: was made for .*"observationVersion":1.*, this version needs/,
    );
    expect(() => decodeCheckpoint(withLayout({ actions: ["jump"] }), "a.hhc")).toThrow(/^a\.hhc: was made for .*jump/);
    expect(() => decodeCheckpoint(withLayout({ tasks: ["dance"] }), "dance.hhc")).toThrow(
      /^dance\.hhc: knows the tasks dance, of which this version knows none \(shoot, pass/,
    );
  });

  it("made for fewer, other or differently ordered tasks play what they know, and keep its weights", () => {
    const config = parseTrainConfig({ hidden: [4], collect: { pass: 1 } });
    const theirs = ["dance", "pass", "shoot"];
    const spec = { ...networkSpec(config), inputs: networkSpec(config).inputs - TASK_NAMES.length + theirs.length };
    const weights = initialParameters(spec, createRng(3));
    const written = encodeCheckpoint({ ...checkpointAt(5), config, spec, vectors: { online: weights } });
    const read = decodeCheckpoint(
      withHeader(written, (header) => {
        header["layout"] = { ...LAYOUT, tasks: theirs };
        header["config"] = { ...config, collect: { pass: 1, dance: 2 } };
      }),
      "old.hhc",
    );
    expect(read.config.collect).toEqual({ pass: 1 });
    expect(read.spec).toEqual(networkSpec(config));
    const value = (parameters: Float32Array, of: NetworkSpec, task: number): number => {
      const network = createPlainNetwork({ spec: of, optimizer: DEFAULT_OPTIMIZER, maxRows: 1, parameters });
      const input = new Float32Array(of.inputs).fill(0.1, 0, STATE_ACTION_SIZE);
      input[STATE_ACTION_SIZE + task] = 1;
      const output = new Float32Array(1);
      network.forward(input, 1, output);
      return output[0]!;
    };
    for (const [task, index] of [
      ["pass", 1],
      ["shoot", 2],
    ] as const) {
      expect(value(read.vectors.online, read.spec, taskId(task))).toBe(value(weights, spec, index));
    }
  });

  it("of another network than this code needs are refused, saying both", () => {
    const { spec } = checkpointAt(1);
    const others = [{ ...spec, inputs: spec.inputs + 1 }, { ...spec, outputs: 2 }, { ...spec, hidden: [5] }, null];
    for (const other of others) {
      const bytes = withHeader(encodeCheckpoint(checkpointAt(1)), (header) => {
        header["spec"] = other;
      });
      expect(() => decodeCheckpoint(bytes, "a.hhc")).toThrow(/^a\.hhc: has a (network|header)/);
    }
  });

  it("with the wrong number of weights are refused", () => {
    const bytes = withHeader(encodeCheckpoint(checkpointAt(1)), (header) => {
      header["spec"] = networkSpec({ hidden: [5], sharing: "all" });
      header["config"] = parseTrainConfig({ hidden: [5] });
    });
    expect(() => decodeCheckpoint(bytes, "a.hhc")).toThrow(/^a\.hhc: has vectors of the wrong length/);
  });

  it.each(["online", "target", "adamMean", "adamVariance", "average"] as const)(
    "with numbers in %s that cannot be there are refused",
    (name) => {
      for (const bad of [Number.NaN, Infinity, -Infinity, ...(name.startsWith("adam") ? [] : [1e20])]) {
        const checkpoint = checkpointAt(1);
        const vector = checkpoint.vectors.online.map(Math.abs);
        vector[3] = bad;
        const broken = { ...checkpoint, vectors: { ...checkpoint.vectors, [name]: vector } };
        expect(() => decodeCheckpoint(encodeCheckpoint(broken), "nan.hhc")).toThrow(
          new RegExp(`^nan\\.hhc: has .* in "${name}"`),
        );
      }
    },
  );
});

describe("the checkpoints that ship", () => {
  const command = /npm run train -- (.*)/.exec(readFileSync(join(ROOT, "bots/pretrained/README.md"), "utf8"))![1]!;
  const flag = (name: string): string => new RegExp(`--${name} (\\S+)`).exec(command)![1]!;
  const checkpoints = LEVELS.map((level) => loadCheckpoint(shippedCheckpoint(level)));

  it("were made with the defaults of this code, by the one command that their README gives", () => {
    const asked = parseTrainConfig({
      runId: "train",
      seed: Number(flag("seed")),
      collect: readWeights(flag("collect")),
      scenarios: readWeights(flag("scenarios")),
      drills: Number(flag("drills")),
      replayCapacity: Number(flag("replay-capacity")),
      epsilonDecisions: Number(flag("epsilon-decisions")),
      evaluateEvery: Number(flag("evaluate-every")),
    });
    for (const { config } of checkpoints) expect(differences(config, asked)).toEqual([]);
    expect(learntTasks(checkpoints[0]!.config)).toEqual(TASK_NAMES);
  });

  it("are the moments of that run that the command keeps, and its end", () => {
    const moments = [...flag("policies-at").split(","), flag("decisions")].map(Number);
    checkpoints.forEach(({ progress }, i) => {
      expect(progress.decisions).toBeGreaterThanOrEqual(moments[i]!);
      expect(progress.decisions).toBeLessThan(moments[i]! + 6000);
    });
  });

  it("play every skater of a match", () => {
    for (const checkpoint of checkpoints) expect(playsWholeMatches(checkpoint)).toBe(true);
  });
});

describe("checkpoint files", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "hindsight-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("are kept for the newest three, and the newest is loaded", () => {
    for (const decisions of [100, 2000, 30, 40_000, 500_000]) saveCheckpoint(folder, checkpointAt(decisions));
    const names = listCheckpoints(folder);
    expect(names.map((name) => Number(name.match(/\d+/)![0]))).toEqual([2000, 40_000, 500_000]);
    expect(loadCheckpoint(folder).progress.decisions).toBe(500_000);
    expect(loadCheckpoint(join(folder, names[0]!))).toEqual(checkpointAt(2000));
  });

  it("are in order of their decisions, however many digits these have", () => {
    for (const decisions of [9_999_999_999, 10_000_000_256]) saveCheckpoint(folder, checkpointAt(decisions));
    expect(loadCheckpoint(folder).progress.decisions).toBe(10_000_000_256);
  });

  it("leave nothing half written beside them", () => {
    saveCheckpoint(folder, checkpointAt(1));
    saveCheckpoint(folder, checkpointAt(1));
    expect(listCheckpoints(folder)).toHaveLength(1);
  });

  it("are intact after a save that failed", () => {
    const file = saveCheckpoint(folder, checkpointAt(1));
    const before = readFileSync(file);
    const notAFolder = join(folder, "notes.txt");
    writeFileSync(notAFolder, "hello");
    for (const bad of [notAFolder, join(folder, "gone", "deeper")]) {
      expect(() => saveCheckpoint(bad, checkpointAt(2))).toThrow(/cannot be written .*earlier checkpoints are intact/);
    }
    expect(readFileSync(file)).toEqual(before);
    expect(loadCheckpoint(folder)).toEqual(checkpointAt(1));
  });

  const fullDisk = spawnSync("unshare", ["-rm", "true"]).status === 0 ? it : it.skip;
  fullDisk("stay whole on a disk that is full, even if half of one still fits on it", () => {
    // A small disk in its own mount namespace: one checkpoint of 240 kB fits on it, and half of another.
    const script = 'mount -t tmpfs -o size=380k none "$1" && shift && exec "$@"';
    const program = join(ROOT, "tests/support/save-until-full.ts");
    const args = ["-rm", "sh", "-c", script, "sh", folder, process.execPath, program, folder];
    const { stdout, stderr } = spawnSync("unshare", args, { encoding: "utf8" });
    expect(stderr).toBe("");
    const result: unknown = JSON.parse(stdout);
    const message = expect.stringMatching(/checkpoint-0000000001\.hhc: cannot be written \(ENOSPC.*earlier .* intact/);
    expect(result).toEqual({ saved: 1, message, refused: [], newest: 0 });
  });

  it("that a kill left half written are removed by the next save", () => {
    writeFileSync(join(folder, "checkpoint-0000000007.hhc.tmp"), "half");
    saveCheckpoint(folder, checkpointAt(8));
    expect(readdirSync(folder)).toEqual(["checkpoint-0000000008.hhc"]);
  });

  it("that are damaged are skipped, and an older one is loaded", () => {
    saveCheckpoint(folder, checkpointAt(1));
    writeFileSync(saveCheckpoint(folder, checkpointAt(2)), "HHOCKEY1 cut short");
    const refused: string[] = [];
    expect(loadNewestCheckpoint(folder, ({ message }) => refused.push(message))).toEqual(checkpointAt(1));
    expect(refused).toEqual([expect.stringContaining("checkpoint-0000000002.hhc")]);
    expect(loadNewestCheckpoint(join(folder, "nowhere"), () => undefined)).toBeUndefined();
  });

  it("that are damaged do not hide an older one from whoever loads the folder", () => {
    saveCheckpoint(folder, checkpointAt(1));
    writeFileSync(join(folder, "checkpoint-0000000002.hhc"), "HHOCKEY1 cut short");
    mkdirSync(join(folder, "checkpoint-0000000003.hhc"));
    const refused: string[] = [];
    expect(loadCheckpoint(folder, ({ message }) => refused.push(message))).toEqual(checkpointAt(1));
    expect(refused).toEqual([
      expect.stringContaining("checkpoint-0000000003.hhc: is not an ordinary file"),
      expect.stringContaining("checkpoint-0000000002.hhc"),
    ]);
  });

  it("that are devices, pipes, folders or huge are refused by name and not read", () => {
    const huge = join(folder, "huge.hhc");
    writeFileSync(huge, "HHOCKEY1");
    truncateSync(huge, 10 * 2 ** 30);
    expect(() => loadCheckpoint(huge)).toThrow(/huge\.hhc: is larger than 67108864 bytes/);
    expect(() => loadCheckpoint("/dev/zero")).toThrow(
      process.platform === "win32" ? /cannot be read/ : "/dev/zero: is not an ordinary file",
    );
    const pipe = join(folder, "pipe.hhc");
    if (spawnSync("mkfifo", [pipe]).status === 0) {
      expect(() => loadCheckpoint(pipe)).toThrow(/pipe\.hhc: is not an ordinary file/);
    }
  });

  it("that cannot be read are refused by name", () => {
    expect(() => loadCheckpoint(join(folder, "no.hhc"))).toThrow(/no\.hhc: cannot be read/);
    expect(() => loadCheckpoint(folder)).toThrow(/holds no checkpoint \(checkpoint-\*\.hhc\)/);
    writeFileSync(join(folder, "checkpoint-bad.hhc"), "HHOCKEY1 and nothing else");
    expect(() => loadCheckpoint(folder)).toThrow(/checkpoint-bad\.hhc: is not a Hindsight Hockey checkpoint/);
    expect(listCheckpoints(join(folder, "nowhere"))).toEqual([]);
  });
});
