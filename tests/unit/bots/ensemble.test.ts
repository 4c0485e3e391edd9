import { describe, expect, it } from "@jest/globals";
import { asOneValue, createEnsemble } from "../../../bots/network/ensemble.ts";
import { DEFAULT_OPTIMIZER, initialParameters } from "../../../bots/network/network.ts";
import { createPlainNetwork } from "../../../bots/network/plain.ts";
import { networkSpec, parseTrainConfig } from "../../../bots/run/config.ts";
import { createRng } from "../../../shared/rng.ts";

const HEADS = 5;

function network(outputs: number) {
  const spec = { inputs: 2, hidden: [16], outputs };
  const parameters = initialParameters(spec, createRng(3));
  return createPlainNetwork({ spec, optimizer: { ...DEFAULT_OPTIMIZER, learningRate: 0.01 }, maxRows: 32, parameters });
}

describe("an ensemble", () => {
  it("values what it sees at the mean of its outputs less their standard deviation, online and target", () => {
    const several = network(HEADS);
    const inputs = Float32Array.from([0.3, -0.7, 2, 1]);
    const all = new Float32Array(2 * HEADS);
    several.forward(inputs, 2, all);
    const ensemble = createEnsemble(several, createRng(1));
    for (const forward of ["forward", "forwardTarget"] as const) {
      const values = new Float32Array(2);
      ensemble[forward](inputs, 2, values);
      values.forEach((value, row) => {
        const outputs = [...all.subarray(row * HEADS, (row + 1) * HEADS)];
        const mean = outputs.reduce((sum, one) => sum + one, 0) / HEADS;
        const spread = Math.sqrt(outputs.reduce((sum, one) => sum + (one - mean) ** 2, 0) / HEADS);
        expect(spread).toBeGreaterThan(0.001);
        expect(value).toBeCloseTo(mean - spread, 5);
      });
    }
  });

  it("learns what it is trained on, and stays cautious elsewhere", () => {
    const several = network(HEADS);
    const ensemble = createEnsemble(several, createRng(1));
    const rng = createRng(2);
    const inputs = new Float32Array(64);
    const targets = new Float32Array(32).fill(1);
    for (let step = 0; step < 600; step++) {
      // All data is around (1, 0).
      for (let k = 0; k < 64; k += 2) inputs.set([1 + 0.1 * rng.normal(), 0.1 * rng.normal()], k);
      ensemble.trainStep(inputs, new Int32Array(32), targets, null, 32);
    }
    const spreadAt = (x: number, y: number): number => {
      const outputs = new Float32Array(HEADS);
      several.forward(Float32Array.from([x, y]), 1, outputs);
      return Math.max(...outputs) - Math.min(...outputs);
    };
    const value = new Float32Array(1);
    ensemble.forward(Float32Array.from([1, 0]), 1, value);
    expect(value[0]).toBeGreaterThan(0.9);
    expect(value[0]).toBeLessThan(1.05);
    expect(spreadAt(-3, 4)).toBeGreaterThan(5 * spreadAt(1, 0));
  });

  it("is made for the strategy that asks for one, and for no other", () => {
    for (const [sharing, outputs] of [
      ["all", 1],
      ["utds", HEADS],
    ] as const) {
      expect(networkSpec(parseTrainConfig({ sharing })).outputs).toBe(outputs);
    }
    const one = network(1);
    expect(asOneValue(one, createRng(1))).toBe(one);
  });
});
