/**
 * A network with several outputs as an ensemble that estimates one value: cautiously, by their mean less their spread.
 *
 *     value(s, a) = mean_k Q_k(s, a) - beta std_k Q_k(s, a)
 *
 * The spread is large where there is little data. Each row of a gradient step trains one output, drawn at random, so that the
 * outputs see different data (bootstrapped heads on common layers, Osband et al. 2016); they begin with different weights.
 */
import type { Rng } from "../../shared/rng.ts";
import type { QNetwork } from "./network.ts";

/** How far below the mean the value is, in standard deviations. */
const PESSIMISM = 1;

/** `network`, which has several outputs, as one that has one. @param rng draws the output that a row trains */
export function createEnsemble(network: QNetwork, rng: Rng): QNetwork {
  const { outputs } = network.spec;
  const all = new Float32Array(network.maxRows * outputs);
  const drawn = new Int32Array(network.maxRows);
  const reduce = (rows: number, values: Float32Array): void => {
    for (let row = 0; row < rows; row++) values[row] = lowerBound(all, row * outputs, outputs);
  };
  return {
    backend: network.backend,
    spec: network.spec,
    maxRows: network.maxRows,
    parameterCount: network.parameterCount,
    get adamStep() {
      return network.adamStep;
    },
    set adamStep(steps) {
      network.adamStep = steps;
    },
    forward(inputs, rows, values) {
      network.forward(inputs, rows, all);
      reduce(rows, values);
    },
    forwardTarget(inputs, rows, values) {
      network.forwardTarget(inputs, rows, all);
      reduce(rows, values);
    },
    trainStep(inputs, _actions, targets, weights, rows) {
      for (let row = 0; row < rows; row++) drawn[row] = rng.int(outputs);
      return network.trainStep(inputs, drawn, targets, weights, rows);
    },
    gradient: (...parameters) => network.gradient(...parameters),
    syncTarget: () => network.syncTarget(),
    read: (set, out) => network.read(set, out),
    write: (set, values) => network.write(set, values),
    dispose: () => network.dispose(),
  };
}

/** `network` itself if it has one output, else an ensemble. */
export function asOneValue(network: QNetwork, rng: Rng): QNetwork {
  return network.spec.outputs === 1 ? network : createEnsemble(network, rng);
}

/** Mean less spread of `count` values from `at`. */
function lowerBound(values: Float32Array, at: number, count: number): number {
  let sum = 0;
  let squares = 0;
  for (let k = at; k < at + count; k++) {
    const value = values[k]!;
    sum += value;
    squares += value * value;
  }
  const mean = sum / count;
  return mean - PESSIMISM * Math.sqrt(Math.max(0, squares / count - mean * mean));
}
