/** One suite for all network backends that this machine can run: each computes what the definition says. */
import { afterEach, describe, expect, it } from "@jest/globals";
import {
  BACKEND_NAMES,
  type BackendName,
  availableBackends,
  createNetwork,
  isRowwise,
} from "../../bots/network/backends.ts";
import { DEFAULT_OPTIMIZER, type NetworkSpec, type ParameterSet, type QNetwork } from "../../bots/network/network.ts";
import { createRng } from "../../shared/rng.ts";
import {
  type Batch,
  finiteDifference,
  largestDifference,
  livelyParameters,
  randomBatch,
  referenceForward,
  referenceLoss,
} from "./network-reference.ts";

const MAX_ROWS = 70;
const optimizer = { ...DEFAULT_OPTIMIZER, huberDelta: 0.8 };
const SETS: readonly ParameterSet[] = ["online", "target", "adamMean", "adamVariance"];
const SPECS: readonly NetworkSpec[] = [
  { inputs: 32, hidden: [128, 128], outputs: 18 },
  { inputs: 30, hidden: [128, 128], outputs: 57 },
  { inputs: 7, hidden: [5], outputs: 3 },
  { inputs: 33, hidden: [17, 40, 9], outputs: 2 },
  { inputs: 1, hidden: [1], outputs: 1 },
];
const SMALL: NetworkSpec = { inputs: 9, hidden: [13, 6], outputs: 5 };
const name = (spec: NetworkSpec): string => [spec.inputs, ...spec.hidden, spec.outputs].join("-");

/** What the tests need of TensorFlow.js; tfjs-node may not be there for the compiler to see. */
interface TensorFlow {
  memory(): { numTensors: number };
  getBackend(): string;
  setBackend(name: string): Promise<boolean>;
}

const networks: QNetwork[] = [];
afterEach(() => {
  for (const network of networks.splice(0)) network.dispose();
});

async function make(backend: BackendName | "auto", spec: NetworkSpec, seed = 1): Promise<QNetwork> {
  const parameters = livelyParameters(spec, seed);
  const network = await createNetwork({ backend, spec, optimizer, maxRows: MAX_ROWS, parameters });
  networks.push(network);
  return network;
}

function train(network: QNetwork, batch: Batch): number {
  return network.trainStep(batch.inputs, batch.actions, batch.targets, batch.weights, batch.rows);
}

function gradientOf(network: QNetwork, batch: Batch, weights: Float32Array | null = batch.weights): Float32Array {
  const out = new Float32Array(network.parameterCount);
  network.gradient(batch.inputs, batch.actions, batch.targets, weights, batch.rows, out);
  return out;
}

function outputsOf(network: QNetwork, batch: Batch, which: "forward" | "forwardTarget" = "forward"): Float32Array {
  const out = new Float32Array(batch.rows * network.spec.outputs);
  network[which](batch.inputs, batch.rows, out);
  return out;
}

function vectorOf(network: QNetwork, set: ParameterSet): Float32Array {
  const out = new Float32Array(network.parameterCount);
  network.read(set, out);
  return out;
}

describe("the registry of network backends", () => {
  it("gives the first available backend for auto", async () => {
    const [fastest] = await availableBackends();
    expect((await make("auto", SMALL)).backend).toBe(fastest);
  });

  it("refuses an unknown name by naming the known ones", async () => {
    const options = { spec: SMALL, optimizer, maxRows: 1, parameters: livelyParameters(SMALL, 1) };
    const backend: string = "abacus";
    // @ts-expect-error names are checked by the compiler too
    await expect(createNetwork({ backend, ...options })).rejects.toThrow(/abacus.*auto.*plain/);
  });

  it("says why a backend is not available", async () => {
    const available = await availableBackends();
    const missing = BACKEND_NAMES.filter((backend) => !available.includes(backend));
    for (const backend of missing) await expect(make(backend, SMALL)).rejects.toThrow(/is not available: .+/);
  });
});

const backends = await availableBackends();

it("has the kernels compiled", () => {
  expect(backends).toContain("simd-plain");
});

describe.each(backends)("the network backend %s", (backend) => {
  it.each(SPECS.map((spec) => [name(spec), spec] as const))("computes %s and its gradient", async (_, spec) => {
    const network = await make(backend, spec);
    const plain = await make("plain", spec);
    const rng = createRng(2);
    for (const rows of [1, 2, 3, 5, 32, MAX_ROWS]) {
      const batch = randomBatch(spec, rows, rng);
      const outputs = outputsOf(network, batch);
      expect(largestDifference(outputs, outputsOf(plain, batch))).toBeLessThan(1e-4);
      expect(largestDifference(gradientOf(network, batch), gradientOf(plain, batch))).toBeLessThan(1e-4);
      const lastRow = batch.inputs.subarray((rows - 1) * spec.inputs);
      const expected = referenceForward(spec, vectorOf(network, "online"), lastRow);
      expect(largestDifference(outputs.slice((rows - 1) * spec.outputs), expected)).toBeLessThan(1e-4);
    }
  });

  it("has the gradient that finite differences give", async () => {
    const network = await make(backend, SMALL);
    const batch = randomBatch(SMALL, 19, createRng(3));
    const gradient = gradientOf(network, batch);
    const parameters = vectorOf(network, "online");
    const expected = gradient.map((_, index) =>
      finiteDifference(SMALL, parameters, batch, optimizer.huberDelta, index),
    );
    expect(largestDifference(gradient, expected)).toBeLessThan(1e-4);
    expect(Math.max(...gradient)).toBeGreaterThan(0.01);
  });

  it("returns the loss before the step", async () => {
    const network = await make(backend, SMALL);
    const batch = randomBatch(SMALL, 19, createRng(4));
    const expected = referenceLoss(SMALL, vectorOf(network, "online"), batch, optimizer.huberDelta);
    expect(train(network, batch)).toBeCloseTo(expected, 5);
    expect(train(network, batch)).toBeLessThan(expected);
  });

  it("has the same vectors as the plain backend after 50 steps", async () => {
    const spec: NetworkSpec = { inputs: 30, hidden: [40, 33], outputs: 7 };
    const network = await make(backend, spec);
    const plain = await make("plain", spec);
    const rng = createRng(5);
    for (let step = 0; step < 50; step++) {
      const batch = randomBatch(spec, 48, rng);
      expect(train(network, batch)).toBeCloseTo(train(plain, batch), 3);
    }
    expect(network.adamStep).toBe(50);
    for (const set of SETS) {
      expect(largestDifference(vectorOf(network, set), vectorOf(plain, set))).toBeLessThan(2e-3);
    }
  });

  it("moves the target only by syncTarget", async () => {
    const network = await make(backend, SMALL);
    const batch = randomBatch(SMALL, 11, createRng(6));
    const before = outputsOf(network, batch, "forwardTarget");
    expect(outputsOf(network, batch)).toEqual(before);
    train(network, batch);
    expect(outputsOf(network, batch, "forwardTarget")).toEqual(before);
    expect(outputsOf(network, batch)).not.toEqual(before);
    network.syncTarget();
    expect(outputsOf(network, batch, "forwardTarget")).toEqual(outputsOf(network, batch));
    expect(vectorOf(network, "target")).toEqual(vectorOf(network, "online"));
  });

  it("exchanges all vectors with the other backends and trains on from them", async () => {
    const rng = createRng(7);
    const network = await make(backend, SMALL);
    for (let step = 0; step < 3; step++) train(network, randomBatch(SMALL, 16, rng));
    const next = randomBatch(SMALL, 16, rng);
    for (const other of backends) {
      const copy = await make(other, SMALL, 8);
      for (const set of SETS) {
        copy.write(set, vectorOf(network, set));
        expect(vectorOf(copy, set)).toEqual(vectorOf(network, set));
      }
      copy.adamStep = network.adamStep;
      const again = await make(backend, SMALL, 9);
      for (const set of SETS) again.write(set, vectorOf(copy, set));
      again.adamStep = copy.adamStep;
      expect(train(copy, next)).toBeCloseTo(train(again, next), 5);
      expect(largestDifference(vectorOf(copy, "online"), vectorOf(again, "online"))).toBeLessThan(1e-4);
    }
  });

  it("weighs rows by importance", async () => {
    const network = await make(backend, SMALL);
    const batch = randomBatch(SMALL, 6, createRng(10));
    const ones = gradientOf(network, batch, new Float32Array(6).fill(1));
    expect(gradientOf(network, batch, null)).toEqual(ones);
    expect(largestDifference(gradientOf(network, batch, new Float32Array(6).fill(0)), ones.fill(0))).toBe(0);
    const first = gradientOf(network, batch, Float32Array.of(3, 0, 0, 0, 0, 0));
    const alone = gradientOf(network, { ...batch, rows: 1 }, Float32Array.of(0.5));
    expect(largestDifference(first, alone)).toBeLessThan(1e-5);
  });

  it("ignores entries of arrays after the given rows", async () => {
    const network = await make(backend, SMALL);
    const batch = randomBatch(SMALL, 23, createRng(11));
    const few = {
      rows: 6,
      inputs: batch.inputs.slice(0, 6 * SMALL.inputs),
      actions: batch.actions.slice(0, 6),
      targets: batch.targets.slice(0, 6),
      weights: batch.weights.slice(0, 6),
    };
    const wanted = gradientOf(network, few);
    const outputs = outputsOf(network, few);
    gradientOf(network, batch);
    const spoilt = { ...batch, rows: 6, inputs: batch.inputs.map((x, i) => (i < 6 * SMALL.inputs ? x : NaN)) };
    expect(gradientOf(network, spoilt)).toEqual(wanted);
    expect(outputsOf(network, spoilt)).toEqual(outputs);
    const longer = new Float32Array(10 * SMALL.outputs).fill(5);
    network.forward(spoilt.inputs, 6, longer);
    expect(longer.slice(0, 6 * SMALL.outputs)).toEqual(outputs);
    expect(longer.slice(6 * SMALL.outputs).every((value) => value === 5)).toBe(true);
  });

  it(`gives a row the same ${isRowwise(backend) ? "bits" : "outputs within 1e-5"} whichever rows come with it`, async () => {
    const network = await make(backend, SPECS[0]!);
    const batch = randomBatch(network.spec, 64, createRng(9));
    const tolerance = isRowwise(backend) ? 0 : 1e-5;
    for (const which of ["forward", "forwardTarget"] as const) {
      const together = outputsOf(network, batch, which);
      const { inputs: width, outputs } = network.spec;
      for (const rows of [1, 3, 9, 57]) {
        for (let from = 0; from + rows <= 64; from += rows) {
          const inputs = batch.inputs.slice(from * width, (from + rows) * width);
          const apart = outputsOf(network, { ...batch, inputs, rows }, which);
          const expected = together.slice(from * outputs, (from + rows) * outputs);
          expect(largestDifference(apart, expected)).toBeLessThanOrEqual(tolerance);
        }
      }
    }
  });

  it("gives the same bits for the same inputs", async () => {
    const runs = [await make(backend, SMALL), await make(backend, SMALL)].map((network) => {
      const rng = createRng(12);
      for (let step = 0; step < 20; step++) train(network, randomBatch(SMALL, 17, rng));
      return vectorOf(network, "online");
    });
    expect(runs[0]).toEqual(runs[1]);
  });

  it("returns NaN as the loss if an input or a weight is NaN", async () => {
    for (const key of ["inputs", "targets", "weights"] as const) {
      const network = await make(backend, SMALL);
      const batch = randomBatch(SMALL, 8, createRng(13));
      expect(train(network, { ...batch, [key]: batch[key].map(() => NaN) })).toBeNaN();
    }
    const network = await make(backend, SMALL);
    const batch = randomBatch(SMALL, 8, createRng(13));
    network.write("online", new Float32Array(network.parameterCount).fill(NaN));
    expect(train(network, batch)).toBeNaN();
    expect(outputsOf(network, batch)[0]).toBeNaN();
  });

  it("refuses rows, actions and vectors that do not fit", async () => {
    const network = await make(backend, SMALL);
    const batch = randomBatch(SMALL, 8, createRng(14));
    const outputs = new Float32Array(8 * SMALL.outputs);
    expect(() => network.forward(batch.inputs, 0, outputs)).toThrow(RangeError);
    expect(() => network.forward(batch.inputs, MAX_ROWS + 1, outputs)).toThrow(RangeError);
    expect(() => network.forward(batch.inputs, 8, outputs.subarray(1))).toThrow(RangeError);
    expect(() => train(network, { ...batch, rows: 9 })).toThrow(RangeError);
    expect(() => train(network, { ...batch, actions: batch.actions.fill(SMALL.outputs) })).toThrow(RangeError);
    expect(() => network.read("online", outputs)).toThrow(RangeError);
  });
});

describe.each(backends.filter((backend) => backend.startsWith("tfjs")))("the backend %s", (backend) => {
  const packageName: string = backend === "tfjs-node" ? "@tensorflow/tfjs-node" : "@tensorflow/tfjs-core";
  const loadTensorFlow = async (): Promise<TensorFlow> => {
    const module: Partial<TensorFlow> & { default?: TensorFlow } = await import(packageName);
    return module.default ?? Object(module);
  };

  it("leaks no tensor in 100 steps", async () => {
    const tf = await loadTensorFlow();
    const idle = tf.memory().numTensors;
    const network = await make(backend, SMALL);
    const batch = randomBatch(SMALL, 8, createRng(15));
    const before = tf.memory().numTensors;
    for (let step = 0; step < 100; step++) {
      train(network, batch);
      outputsOf(network, batch, "forwardTarget");
      network.syncTarget();
    }
    expect(tf.memory().numTensors).toBe(before);
    network.dispose();
    expect(tf.memory().numTensors).toBe(idle);
  });

  it("computes on its own engine backend, whichever has become the current one", async () => {
    const tf = await loadTensorFlow();
    await import("@tensorflow/tfjs-backend-cpu");
    const network = await make(backend, SMALL);
    const batch = randomBatch(SMALL, 8, createRng(16));
    const calls: readonly (() => unknown)[] = [
      () => outputsOf(network, batch),
      () => outputsOf(network, batch, "forwardTarget"),
      () => gradientOf(network, batch),
      () => train(network, batch),
      () => network.syncTarget(),
      () => network.write("online", vectorOf(network, "target")),
    ];
    for (const call of calls) {
      await tf.setBackend("cpu");
      call();
      expect(tf.getBackend()).toBe(backend === "tfjs-node" ? "tensorflow" : "wasm");
    }
  });
});
