/**
 * The `QNetwork` of every backend: checks the arguments before any of them reaches a kernel, counts Adam's steps, and
 * leaves the arithmetic to the backend's `NetworkCore`.
 */
import type { NetworkCore, NetworkOptions, TrainingRows } from "./backend.ts";
import { type NetworkSpec, type ParameterSet, type QNetwork, countParameters } from "./network.ts";

/**
 * Makes the network of `core`, which was created with the same `options`. Its online and target parameters are
 * `parameters`, and no Adam steps are made.
 *
 * @throws RangeError if the length of `parameters` is wrong
 */
export function createCheckedNetwork(
  core: NetworkCore,
  options: NetworkOptions & { readonly parameters: Float32Array },
): QNetwork {
  const network = new CheckedNetwork(core, options);
  checkVector(network, "parameters", options.parameters);
  network.write("online", options.parameters);
  network.syncTarget();
  return network;
}

class CheckedNetwork implements QNetwork {
  readonly backend: string;
  readonly spec: NetworkSpec;
  readonly maxRows: number;
  readonly parameterCount: number;
  adamStep = 0;
  readonly #core: NetworkCore;
  /** Reused by every call, so that none allocates. */
  readonly #batch: Writable<TrainingRows> = {
    inputs: NONE,
    actions: NO_ACTIONS,
    targets: NONE,
    weights: null,
    rows: 0,
  };

  constructor(core: NetworkCore, { spec, maxRows }: NetworkOptions) {
    this.backend = core.backend;
    this.spec = spec;
    this.maxRows = maxRows;
    this.parameterCount = countParameters(spec);
    this.#core = core;
  }

  forward(inputs: Float32Array, rows: number, outputs: Float32Array): void {
    checkForward(this, inputs, rows, outputs);
    this.#core.forward("online", inputs, rows, outputs);
  }

  forwardTarget(inputs: Float32Array, rows: number, outputs: Float32Array): void {
    checkForward(this, inputs, rows, outputs);
    this.#core.forward("target", inputs, rows, outputs);
  }

  trainStep(
    inputs: Float32Array,
    actions: Int32Array,
    targets: Float32Array,
    weights: Float32Array | null,
    rows: number,
  ): number {
    const loss = this.#backward(inputs, actions, targets, weights, rows);
    this.#core.adam(++this.adamStep);
    return loss;
  }

  gradient(
    inputs: Float32Array,
    actions: Int32Array,
    targets: Float32Array,
    weights: Float32Array | null,
    rows: number,
    out: Float32Array,
  ): number {
    checkVector(this, "out", out);
    const loss = this.#backward(inputs, actions, targets, weights, rows);
    this.#core.read("gradient", out);
    return loss;
  }

  syncTarget(): void {
    this.#core.syncTarget();
  }

  read(set: ParameterSet, out: Float32Array): void {
    checkVector(this, "out", out);
    this.#core.read(set, out);
  }

  write(set: ParameterSet, values: Float32Array): void {
    checkVector(this, "values", values);
    this.#core.write(set, values);
  }

  dispose(): void {
    this.#core.dispose();
  }

  #backward(
    inputs: Float32Array,
    actions: Int32Array,
    targets: Float32Array,
    weights: Float32Array | null,
    rows: number,
  ): number {
    const batch = this.#batch;
    batch.inputs = inputs;
    batch.actions = actions;
    batch.targets = targets;
    batch.weights = weights;
    batch.rows = rows;
    checkTrain(this, batch);
    return this.#core.backward(batch);
  }
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

const NONE = new Float32Array(0);
const NO_ACTIONS = new Int32Array(0);

/** @throws RangeError if a size, rate or row count is out of range */
export function checkNetworkOptions(options: NetworkOptions): void {
  const { spec, optimizer, maxRows } = options;
  checkCount("spec.inputs", spec.inputs);
  checkCount("spec.outputs", spec.outputs);
  if (spec.hidden.length === 0) throw new RangeError("spec.hidden must name at least one layer");
  for (const units of spec.hidden) checkCount("spec.hidden", units);
  checkCount("maxRows", maxRows);
  checkWithin("optimizer.learningRate", optimizer.learningRate, 0, Infinity);
  checkWithin("optimizer.beta1", optimizer.beta1, 0, 1);
  checkWithin("optimizer.beta2", optimizer.beta2, 0, 1);
  checkWithin("optimizer.adamEpsilon", optimizer.adamEpsilon, 0, Infinity);
  checkWithin("optimizer.huberDelta", optimizer.huberDelta, 0, Infinity);
}

function checkCount(name: string, value: number): void {
  if (!(Number.isInteger(value) && value >= 1 && value <= 65_536)) {
    throw new RangeError(`${name} must be a whole number from 1 to 65536: ${value}`);
  }
}

function checkWithin(name: string, value: number, low: number, high: number): void {
  if (!(value >= low && value < high)) throw new RangeError(`${name} must be in [${low}, ${high}): ${value}`);
}

/** Checks the arguments of `forward`: inputs [rows, inputs], outputs [rows, outputs]. */
function checkForward(network: QNetwork, inputs: Float32Array, rows: number, outputs: Float32Array): void {
  checkRows(network, inputs, rows);
  checkLength("outputs", outputs, rows * network.spec.outputs);
}

/** Checks the arguments of `trainStep` and `gradient`. */
function checkTrain(network: QNetwork, { inputs, actions, targets, weights, rows }: TrainingRows): void {
  checkRows(network, inputs, rows);
  checkLength("actions", actions, rows);
  checkLength("targets", targets, rows);
  if (weights !== null) checkLength("weights", weights, rows);
  const nActions = network.spec.outputs;
  for (let row = 0; row < rows; row++) {
    const action = actions[row]!;
    if (action < 0 || action >= nActions) {
      throw new RangeError(`actions[${row}] must be in [0, ${nActions}): ${action}`);
    }
  }
}

/** Checks that `vector` has exactly the length of the parameters. */
function checkVector(network: QNetwork, name: string, vector: Float32Array): void {
  if (vector.length !== network.parameterCount) {
    throw new RangeError(`${name} must have the ${network.parameterCount} parameters of the network: ${vector.length}`);
  }
}

function checkRows(network: QNetwork, inputs: Float32Array, rows: number): void {
  if (!(Number.isInteger(rows) && rows >= 1 && rows <= network.maxRows)) {
    throw new RangeError(`rows must be a whole number from 1 to ${network.maxRows}: ${rows}`);
  }
  checkLength("inputs", inputs, rows * network.spec.inputs);
}

function checkLength(name: string, array: { readonly length: number }, least: number): void {
  if (array.length < least) throw new RangeError(`${name} must have at least ${least} entries: ${array.length}`);
}
