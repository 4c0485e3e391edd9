/**
 * The products of a network and of its gradient, each in the form that is fastest on the backend of TensorFlow.js that
 * computes it. All return new tensors, for use inside `tidy`.
 */
import type { Tensor } from "@tensorflow/tfjs-core";
import type { TensorFlow } from "./tfjs-engine.ts";

/** See the file header; rows are those of a minibatch. */
export interface TfjsProducts {
  /** inputs [rows, in] weights [in, out] + biases [out], behind a ReLU if `isHidden` */
  layer(inputs: Tensor, weights: Tensor, biases: Tensor, isHidden: boolean): Tensor;
  /** The gradient of the weights: inputs^T [in, rows] deltas [rows, out] */
  weightGradient(inputs: Tensor, deltas: Tensor): Tensor;
  /** The deltas of the layer before: (deltas [rows, out] weights^T [out, in]), 0 where its `outputs` are 0 */
  deltasBefore(deltas: Tensor, weights: Tensor, outputs: Tensor): Tensor;
}

/**
 * On WebAssembly a fused layer is fastest, and the product with a transposed matrix is ten times slower than transposing
 * first and multiplying then (measured).
 */
export function createWasmProducts(tf: TensorFlow): TfjsProducts {
  return {
    layer: (a, b, bias, isHidden) => tf.fused.matMul({ a, b, bias, activation: isHidden ? "relu" : "linear" }),
    weightGradient: (inputs, deltas) => tf.matMul(tf.transpose(inputs), deltas),
    deltasBefore: (deltas, weights, outputs) => tf.mul(tf.matMul(deltas, tf.transpose(weights)), tf.step(outputs)),
  };
}

/**
 * TensorFlow's library multiplies by transposed matrices directly. It has no fused layer, and what TensorFlow.js makes of
 * one, and of a step, is many small operations.
 */
export function createNativeProducts(tf: TensorFlow): TfjsProducts {
  return {
    layer(inputs, weights, biases, isHidden) {
      const sums = tf.add(tf.matMul(inputs, weights), biases);
      return isHidden ? tf.relu(sums) : sums;
    },
    weightGradient: (inputs, deltas) => tf.matMul(inputs, deltas, true, false),
    // Outputs of a ReLU are not negative.
    deltasBefore: (deltas, weights, outputs) => tf.mul(tf.matMul(deltas, weights, false, true), tf.sign(outputs)),
  };
}
