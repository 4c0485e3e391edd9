/** The parts of a gradient step that backends in JavaScript share: the Huber loss and Adam, on flat arrays. */
import type { OptimizerSpec } from "./network.ts";

/**
 * Adam moments below this are set to 0. The moments of a unit that is never active again would otherwise decay into
 * denormal numbers, on which processors are about a hundred times slower.
 */
export const ADAM_FLUSH = 1e-30;

/** lr / (1 - b1^t): the learning rate of step t (from 1), corrected for the mean's start at 0. */
export function adamStepSize(optimizer: OptimizerSpec, step: number): number {
  return optimizer.learningRate / (1 - optimizer.beta1 ** step);
}

/** 1 / sqrt(1 - b2^t): the factor on the root of the variance of step t (from 1) that corrects for its start at 0. */
export function adamRootCorrection(optimizer: OptimizerSpec, step: number): number {
  return 1 / Math.sqrt(1 - optimizer.beta2 ** step);
}

/**
 * Step number `step` (from 1) of Adam on vectors of one length, all changed in place but `gradient`:
 *
 *   m = b1 m + (1 - b1) g;  v = b2 v + (1 - b2) g^2;  p -= lr m^ / (sqrt(v^) + eps),  m^ = m / (1 - b1^t), v^ likewise
 *
 * Source: Kingma & Ba 2015, algorithm 1.
 */
export function adamUpdate(
  optimizer: OptimizerSpec,
  step: number,
  parameters: Float32Array,
  means: Float32Array,
  variances: Float32Array,
  gradient: Float32Array,
): void {
  const { beta1, beta2, adamEpsilon } = optimizer;
  const stepSize = adamStepSize(optimizer, step);
  const rootCorrection = adamRootCorrection(optimizer, step);
  for (let i = 0; i < parameters.length; i++) {
    const g = gradient[i]!;
    let mean = beta1 * means[i]! + (1 - beta1) * g;
    let variance = beta2 * variances[i]! + (1 - beta2) * g * g;
    if (Math.abs(mean) < ADAM_FLUSH) mean = 0;
    if (variance < ADAM_FLUSH) variance = 0;
    means[i] = mean;
    variances[i] = variance;
    parameters[i] = parameters[i]! - (stepSize * mean) / (Math.sqrt(variance) * rootCorrection + adamEpsilon);
  }
}

/**
 * Fills `deltas` [rows, nActions] with the gradient of the mean weighted Huber loss with respect to Q.
 *
 *   e = Q(s, a) - target;  loss = e^2 / 2 if |e| <= delta, else delta (|e| - delta / 2);  d loss / d Q = clip(e, delta)
 *
 * @param qValues [rows, nActions]
 * @param actions [rows]
 * @param targets [rows]
 * @param weights [rows] or null for ones
 * @returns the mean weighted loss
 */
export function huberDeltas(
  huberDelta: number,
  qValues: Float32Array,
  nActions: number,
  actions: Int32Array,
  targets: Float32Array,
  weights: Float32Array | null,
  rows: number,
  deltas: Float32Array,
): number {
  let loss = 0;
  deltas.fill(0, 0, rows * nActions);
  for (let row = 0; row < rows; row++) {
    const at = row * nActions + actions[row]!;
    const error = qValues[at]! - targets[row]!;
    const size = Math.abs(error);
    const weight = weights === null ? 1 : weights[row]!;
    loss += weight * (size <= huberDelta ? 0.5 * error * error : huberDelta * (size - 0.5 * huberDelta));
    deltas[at] = (weight * Math.max(-huberDelta, Math.min(huberDelta, error))) / rows;
  }
  return loss / rows;
}
