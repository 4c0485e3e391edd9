/**
 * The definition of the network in float64, and inputs for tests. Every backend in bots/network/ must compute the same.
 */
import { type NetworkSpec, forEachLayer, initialParameters } from "../../bots/network/network.ts";
import { type Rng, createRng } from "../../shared/rng.ts";

/** A minibatch: inputs [rows, inputs], the rest [rows]. */
export interface Batch {
  readonly rows: number;
  readonly inputs: Float32Array;
  readonly actions: Int32Array;
  readonly targets: Float32Array;
  readonly weights: Float32Array;
}

/** A batch with zeros among its inputs, as in one-hot entries, and errors on both sides of the Huber threshold. */
export function randomBatch(spec: NetworkSpec, rows: number, rng: Rng): Batch {
  const draw = (count: number, value: () => number): Float32Array => Float32Array.from({ length: count }, value);
  return {
    rows,
    inputs: draw(rows * spec.inputs, () => (rng.next() < 0.3 ? 0 : rng.normal())),
    actions: Int32Array.from({ length: rows }, () => rng.int(spec.outputs)),
    targets: draw(rows, () => 2 * rng.normal()),
    weights: draw(rows, () => rng.range(0.2, 1)),
  };
}

/** Parameters whose last layer and biases are not small, so that no gradient is close to 0. */
export function livelyParameters(spec: NetworkSpec, seed: number): Float32Array {
  const rng = createRng(seed);
  const parameters = initialParameters(spec, rng);
  forEachLayer(spec, (inputs, outputs, weightsAt, biasesAt, layer) => {
    const last = layer === spec.hidden.length;
    for (let i = weightsAt; i < biasesAt; i++) if (last) parameters[i] = Math.sqrt(1 / inputs) * rng.normal();
    for (let j = 0; j < outputs; j++) parameters[biasesAt + j] = 0.3 * rng.normal();
  });
  return parameters;
}

/** Q-values of one row, [outputs]. */
export function referenceForward(
  spec: NetworkSpec,
  parameters: ArrayLike<number>,
  inputs: ArrayLike<number>,
): number[] {
  let from = Array.from(inputs);
  forEachLayer(spec, (_inputs, outputs, weightsAt, biasesAt, layer) => {
    from = Array.from({ length: outputs }, (_, j) => {
      const z = from.reduce(
        (sum, h, i) => sum + h * parameters[weightsAt + i * outputs + j]!,
        parameters[biasesAt + j]!,
      );
      return layer < spec.hidden.length ? Math.max(z, 0) : z;
    });
  });
  return from;
}

/** Mean weighted Huber loss of the batch. */
export function referenceLoss(spec: NetworkSpec, parameters: ArrayLike<number>, batch: Batch, delta: number): number {
  let loss = 0;
  for (let row = 0; row < batch.rows; row++) {
    const inputs = batch.inputs.subarray(row * spec.inputs, (row + 1) * spec.inputs);
    const error = referenceForward(spec, parameters, inputs)[batch.actions[row]!]! - batch.targets[row]!;
    const size = Math.abs(error);
    loss += batch.weights[row]! * (size <= delta ? error ** 2 / 2 : delta * (size - delta / 2));
  }
  return loss / batch.rows;
}

/** Derivative of `referenceLoss` with respect to parameter `index`, by central differences. */
export function finiteDifference(
  spec: NetworkSpec,
  parameters: ArrayLike<number>,
  batch: Batch,
  delta: number,
  index: number,
): number {
  const step = 1e-6;
  const moved = Float64Array.from(parameters);
  moved[index] = parameters[index]! + step;
  const above = referenceLoss(spec, moved, batch, delta);
  moved[index] = parameters[index]! - step;
  const below = referenceLoss(spec, moved, batch, delta);
  return (above - below) / (2 * step);
}

/** The largest difference of two vectors of one length. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new RangeError(`lengths differ: ${a.length} and ${b.length}`);
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i]! - b[i]!);
    // NaN counts as an infinite difference.
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Infinity : difference;
  }
  return largest;
}
