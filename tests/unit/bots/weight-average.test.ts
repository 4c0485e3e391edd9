import { describe, expect, it } from "@jest/globals";
import { createWeightAverage } from "../../../bots/algorithms/q-learning/weight-average.ts";
import { DEFAULT_OPTIMIZER, type QNetwork } from "../../../bots/network/network.ts";
import { createPlainNetwork } from "../../../bots/network/plain.ts";

const SPEC = { inputs: 1, hidden: [1], outputs: 1 };
const ETA = 8;

function network(): QNetwork {
  return createPlainNetwork({ spec: SPEC, optimizer: DEFAULT_OPTIMIZER, maxRows: 1, parameters: new Float32Array(4) });
}

/** Adds `count` samples of online weights: `from`, `from` + 1, ...; returns the average's first entry after each. */
function averagesOf(count: number, from = 1, start = 0): number[] {
  const net = network();
  const average = createWeightAverage(new Float32Array(4).fill(start), from - 1);
  return Array.from({ length: count }, (_, i) => {
    net.write("online", new Float32Array(4).fill(from + i));
    average.add(net);
    return average.weights[0]!;
  });
}

describe("the averaged weights", () => {
  it("are the mean of all samples, weighted by n (n+1) ... (n+7)", () => {
    // The closed form of the recursion, Shamir & Zhang 2013: the n-th sample's weight is a rising factorial of eta
    // terms.
    const weightOf = (n: number): number => Array.from({ length: ETA }, (_, j) => n + j).reduce((a, b) => a * b, 1);
    averagesOf(12).forEach((value, last) => {
      const samples = Array.from({ length: last + 1 }, (_, i) => i + 1);
      const total = samples.reduce((sum, n) => sum + weightOf(n), 0);
      const expected = samples.reduce((sum, n) => sum + n * weightOf(n), 0) / total;
      expect(value).toBeCloseTo(expected, 6);
    });
  });

  it("are the same with and without a checkpoint in between", () => {
    const whole = averagesOf(20);
    const resumed = averagesOf(12, 9, whole[7]);
    expect(resumed.map((value) => value.toFixed(5))).toEqual(whole.slice(8).map((value) => value.toFixed(5)));
  });

  it("still change after days of learning, when a step is too small for single precision", () => {
    const net = network();
    const average = createWeightAverage(new Float32Array(4).fill(1), 50_000_000);
    net.write("online", new Float32Array(4).fill(1.05));
    for (let i = 0; i < 1000; i++) average.add(net);
    expect(average.weights[0]! - 1).toBeCloseTo((0.05 * (1000 * 9)) / 50_000_000, 8);
  });
});
