/** One suite for all network backends that this machine can run: each computes what the definition says. */
import { describe, expect, it } from "@jest/globals";
import { availableBackends, isRowwise } from "../../bots/network/backends.ts";
import type { NetworkSpec } from "../../bots/network/network.ts";
import { createRng } from "../../shared/rng.ts";
import { gradientOf, make, MAX_ROWS, optimizer, outputsOf, SETS, SMALL, train, vectorOf } from "./network-bench.ts";
import {
  finiteDifference,
  largestDifference,
  randomBatch,
  referenceForward,
  referenceLoss,
} from "./network-reference.ts";

const SPECS: readonly NetworkSpec[] = [
  { inputs: 32, hidden: [128, 128], outputs: 18 },
  { inputs: 30, hidden: [128, 128], outputs: 57 },
  { inputs: 7, hidden: [5], outputs: 3 },
  { inputs: 33, hidden: [17, 40, 9], outputs: 2 },
  { inputs: 1, hidden: [1], outputs: 1 },
];
const name = (spec: NetworkSpec): string => [spec.inputs, ...spec.hidden, spec.outputs].join("-");

const backends = await availableBackends();

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
});
