/** What the conformance tests of network backends share: networks that are disposed of after each test, and their results. */
import { afterEach } from "@jest/globals";
import { type BackendName, createNetwork } from "../../bots/network/backends.ts";
import { DEFAULT_OPTIMIZER, type NetworkSpec, type ParameterSet, type QNetwork } from "../../bots/network/network.ts";
import { type Batch, livelyParameters } from "./network-reference.ts";

/** The most rows of a batch. */
export const MAX_ROWS = 70;
export const optimizer = { ...DEFAULT_OPTIMIZER, huberDelta: 0.8 };
/** All vectors of a network. */
export const SETS: readonly ParameterSet[] = ["online", "target", "adamMean", "adamVariance"];
export const SMALL: NetworkSpec = { inputs: 9, hidden: [13, 6], outputs: 5 };

const networks: QNetwork[] = [];
afterEach(() => {
  for (const network of networks.splice(0)) network.dispose();
});

/** A network with parameters from `seed`. */
export async function make(backend: BackendName | "auto", spec: NetworkSpec, seed = 1): Promise<QNetwork> {
  const parameters = livelyParameters(spec, seed);
  const network = await createNetwork({ backend, spec, optimizer, maxRows: MAX_ROWS, parameters });
  networks.push(network);
  return network;
}

/** One step; returns the loss before it. */
export function train(network: QNetwork, batch: Batch): number {
  return network.trainStep(batch.inputs, batch.actions, batch.targets, batch.weights, batch.rows);
}

/** [parameterCount] */
export function gradientOf(
  network: QNetwork,
  batch: Batch,
  weights: Float32Array | null = batch.weights,
): Float32Array {
  const out = new Float32Array(network.parameterCount);
  network.gradient(batch.inputs, batch.actions, batch.targets, weights, batch.rows, out);
  return out;
}

/** [rows, outputs] */
export function outputsOf(
  network: QNetwork,
  batch: Batch,
  which: "forward" | "forwardTarget" = "forward",
): Float32Array {
  const out = new Float32Array(batch.rows * network.spec.outputs);
  network[which](batch.inputs, batch.rows, out);
  return out;
}

/** A copy of one vector, [parameterCount]. */
export function vectorOf(network: QNetwork, set: ParameterSet): Float32Array {
  const out = new Float32Array(network.parameterCount);
  network.read(set, out);
  return out;
}
