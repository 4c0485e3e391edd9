import { createHash } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import { array, constantFrom, integer, jsonValue, nat, oneof, pre, property, record } from "fast-check";
import {
  CheckpointError,
  decodeCheckpoint,
  encodeCheckpoint,
  type Checkpoint,
} from "../../bots/checkpoint/checkpoint.ts";
import { networkSpec, parseTrainConfig } from "../../bots/run/config.ts";
import { initialParameters } from "../../bots/network/network.ts";
import { OBS_SIZE } from "../../bots/viewpoint/entries.ts";
import { policyOf } from "../../bots/play/inference.ts";
import { N_TASKS } from "../../bots/tasks/registry.ts";
import { createRng } from "../../shared/rng.ts";
import { check } from "../support/properties.ts";

const config = parseTrainConfig({ hidden: [4], seed: 3 });
const spec = networkSpec(config);
const online = initialParameters(spec, createRng(1));
const ORIGINAL: Checkpoint = {
  config,
  spec,
  progress: { decisions: 100, gradientSteps: 7, episodes: 5, seconds: 1.5 },
  adamStep: 7,
  vectors: {
    online,
    target: online.slice(),
    adamMean: online.map((value) => value / 10),
    adamVariance: online.map((value) => value * value),
    average: online.slice(),
  },
};
const BYTES = Buffer.from(encodeCheckpoint(ORIGINAL));
const BODY = BYTES.subarray(0, -32);
const HEADER_BYTES = BODY.readUInt32LE(8);
const HEADER: unknown = JSON.parse(BODY.toString("utf8", 12, 12 + HEADER_BYTES));

/** As if the project itself had written `body`. */
function signed(body: Uint8Array): Uint8Array {
  return Buffer.concat([body, createHash("sha256").update(body).digest()]);
}

function withHeader(header: unknown): Uint8Array {
  const text = Buffer.from(JSON.stringify(header) ?? "");
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  return signed(Buffer.concat([BODY.subarray(0, 8), length, text, BODY.subarray(12 + HEADER_BYTES)]));
}

/** Refused by name, or a checkpoint that can be stored again and plays. */
function refusedOrSound(bytes: Uint8Array): "refused" | "sound" {
  let checkpoint: Checkpoint;
  try {
    checkpoint = decodeCheckpoint(bytes, "a.hhc");
  } catch (error) {
    expect(error).toBeInstanceOf(CheckpointError);
    expect(String(error)).toMatch(/^CheckpointError: a\.hhc: /);
    return "refused";
  }
  expect(parseTrainConfig(checkpoint.config)).toEqual(checkpoint.config);
  expect(checkpoint.spec).toEqual(networkSpec(checkpoint.config));
  expect(decodeCheckpoint(encodeCheckpoint(checkpoint), "again")).toEqual(checkpoint);
  const policy = policyOf(checkpoint);
  for (let task = 0; task < N_TASKS; task++) {
    policy.ask(task, new Float32Array(OBS_SIZE).fill(0.5), 0, task, new Float32Array(2));
  }
  policy.answer(N_TASKS);
  for (const value of policy.values.subarray(0, N_TASKS)) expect(Number.isFinite(value)).toBe(true);
  return "sound";
}

/** Where a value stands in nested JSON. */
function pathsOf(value: unknown): string[][] {
  if (typeof value !== "object" || value === null) return [[]];
  const inside = Object.entries(value).flatMap(([key, inner]) => pathsOf(inner).map((path) => [key].concat(path)));
  return [[], ...inside];
}

function withValueAt(value: unknown, [key, ...rest]: readonly string[], replacement: unknown): unknown {
  if (key === undefined) return replacement;
  const copy: unknown = structuredClone(value);
  if (typeof copy === "object" && copy !== null) {
    Reflect.set(copy, key, withValueAt(Reflect.get(copy, key), rest, replacement));
  }
  return copy;
}

describe("a checkpoint whose checksum is right", () => {
  it("is refused or sound after any bytes were changed", () => {
    const flip = record({ at: nat(BODY.length - 1), mask: integer({ min: 1, max: 255 }) });
    const refused = property(array(flip, { minLength: 1, maxLength: 6 }), (flips) => {
      const body = Buffer.from(BODY);
      for (const { at, mask } of flips) body[at]! ^= mask;
      refusedOrSound(signed(body));
    });
    check(refused, 1500);
  });

  it("is refused when it was cut short anywhere", () => {
    for (let length = 0; length < BODY.length; length++) {
      expect(refusedOrSound(signed(BODY.subarray(0, length)))).toBe("refused");
    }
  });

  it("is refused or sound with anything at any place of its header", () => {
    const places = pathsOf(HEADER);
    const refused = property(constantFrom(...places), jsonValue(), (path, replacement) => {
      refusedOrSound(withHeader(withValueAt(HEADER, path, replacement)));
    });
    check(refused, 1500);
    for (const path of places) {
      // A run without scenarios beside its drills has none there.
      const expected = path.join(".") === "config.scenarios" ? "sound" : "refused";
      expect(refusedOrSound(withHeader(withValueAt(HEADER, path, {})))).toBe(expected);
    }
  });

  it("is refused with any other length of its header", () => {
    const length = oneof(integer({ min: 0, max: 2 * BODY.length }), integer({ min: 0, max: 2 ** 32 - 1 }));
    const refused = property(length, (headerBytes) => {
      pre(headerBytes !== HEADER_BYTES);
      const body = Buffer.from(BODY);
      body.writeUInt32LE(headerBytes, 8);
      expect(refusedOrSound(signed(body))).toBe("refused");
    });
    check(refused, 500);
  });
});
