/**
 * The interface of a Q-network: a multilayer perceptron with ReLU, its frozen target copy, and Adam. Backends implement
 * it (see backends.ts); plain arrays cross it, tensors never do.
 */
import type { Rng } from "../../shared/rng.ts";

/** Sizes of the layers: inputs -> hidden... -> outputs. */
export interface NetworkSpec {
  readonly inputs: number;
  readonly hidden: readonly number[];
  readonly outputs: number;
}

/** How a gradient step is made. Source: Adam (Kingma & Ba 2015), Huber loss (Mnih et al. 2015). */
export interface OptimizerSpec {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  /** Added to the root of the second moment. */
  readonly adamEpsilon: number;
  /** The error at which the loss turns from quadratic to linear. */
  readonly huberDelta: number;
}

export const DEFAULT_OPTIMIZER: OptimizerSpec = {
  learningRate: 0.001,
  beta1: 0.9,
  beta2: 0.999,
  adamEpsilon: 1e-8,
  huberDelta: 1,
};

/** Which vector of parameter length: the two networks, or Adam's moments. */
export type ParameterSet = "online" | "target" | "adamMean" | "adamVariance";

/**
 * A Q-network. Parameters are one flat vector: for each layer its weights [in, out] row-major, then its biases [out].
 * Matrices are row-major; an array may be longer than the `rows` that are used. The project's own backends allocate
 * nothing per call; TensorFlow.js creates tensors.
 */
export interface QNetwork {
  /** Name of the backend, e.g. "tfjs-wasm". */
  readonly backend: string;
  readonly spec: NetworkSpec;
  /** The most rows of one call. */
  readonly maxRows: number;
  /** Length of the parameter vector. */
  readonly parameterCount: number;
  /** Adam steps made so far; settable, for resuming. */
  adamStep: number;

  /** Q-values of the online network: inputs [rows, inputs] -> outputs [rows, outputs]. */
  forward(inputs: Float32Array, rows: number, outputs: Float32Array): void;
  /** The same of the target network. */
  forwardTarget(inputs: Float32Array, rows: number, outputs: Float32Array): void;
  /**
   * One Adam step on the mean of weight_i * Huber(Q(s_i, a_i) - target_i) over the rows.
   *
   * @param actions [rows] the output column that is trained in each row
   * @param targets [rows] TD targets, held fixed
   * @param weights [rows] importance weights, or null for ones
   * @returns the mean (weighted) loss before the step
   */
  trainStep(
    inputs: Float32Array,
    actions: Int32Array,
    targets: Float32Array,
    weights: Float32Array | null,
    rows: number,
  ): number;
  /** The gradient that `trainStep` would use, [parameterCount], without stepping; for tests. */
  gradient(
    inputs: Float32Array,
    actions: Int32Array,
    targets: Float32Array,
    weights: Float32Array | null,
    rows: number,
    out: Float32Array,
  ): number;
  /** target <- online. */
  syncTarget(): void;
  /** Copies a parameter vector out. */
  read(set: ParameterSet, out: Float32Array): void;
  /** Copies a parameter vector in. */
  write(set: ParameterSet, values: Float32Array): void;
  /** Frees memory that is not garbage-collected. */
  dispose(): void;
}

/** Length of the parameter vector of `spec`. */
export function countParameters(spec: NetworkSpec): number {
  let count = 0;
  forEachLayer(spec, (inputs, outputs) => {
    count += (inputs + 1) * outputs;
  });
  return count;
}

/** Calls `visit` with the sizes of each layer in order, and where its weights and biases begin in the vector. */
export function forEachLayer(
  spec: NetworkSpec,
  visit: (inputs: number, outputs: number, weightsAt: number, biasesAt: number, layer: number) => void,
): void {
  const sizes = [spec.inputs, ...spec.hidden, spec.outputs];
  let at = 0;
  for (let layer = 0; layer + 1 < sizes.length; layer++) {
    const inputs = sizes[layer]!;
    const outputs = sizes[layer + 1]!;
    visit(inputs, outputs, at, at + inputs * outputs, layer);
    at += (inputs + 1) * outputs;
  }
}

/**
 * Initial parameters: normal weights with variance 2 / inputs (He et al. 2015), those of the last layer divided by 10
 * so that the first Q-values are near 0; biases 0.
 */
export function initialParameters(spec: NetworkSpec, rng: Rng): Float32Array {
  const parameters = new Float32Array(countParameters(spec));
  const last = spec.hidden.length;
  forEachLayer(spec, (inputs, outputs, weightsAt, _biasesAt, layer) => {
    const scale = Math.sqrt(2 / inputs) * (layer === last ? 0.1 : 1);
    for (let i = 0; i < inputs * outputs; i++) parameters[weightsAt + i] = scale * rng.normal();
  });
  return parameters;
}
