/** One suite for all network backends that this machine can run: what they store, exchange and refuse. */
import { describe, expect, it } from "@jest/globals";
import { availableBackends } from "../../bots/network/backends.ts";
import { createRng } from "../../shared/rng.ts";
import { gradientOf, make, MAX_ROWS, outputsOf, SETS, SMALL, train, vectorOf } from "./network-bench.ts";
import { largestDifference, randomBatch } from "./network-reference.ts";

const backends = await availableBackends();

describe.each(backends)("the network backend %s", (backend) => {
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
