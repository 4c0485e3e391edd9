/** Q-learning's gradient step: moves Q(s, a, z) of a minibatch towards the targets that bots/algorithms/q-learning/targets.ts made. */
import type { QNetwork } from "../../network/network.ts";
import { INPUT_SIZE, writeRow } from "../../policy/network-input.ts";
import type { ReplayColumns } from "../../replay/buffer.ts";
import type { Minibatch } from "../../replay/sampler.ts";

/** The working arrays of one learner. */
export interface QLearner {
  readonly network: QNetwork;
  /** Rows of a gradient step. */
  readonly size: number;
  /** [size, INPUT_SIZE] states with their actions */
  readonly inputs: Float32Array;
  /** [size] always output 0, the only one; and the targets */
  readonly outputs: Int32Array;
  readonly targets: Float32Array;
  /** Mean of the values bootstrapped from in the latest step; what the agent thinks it will earn. */
  meanValue: number;
}

/** A learner whose gradient steps take `size` rows each. */
export function createQLearner(network: QNetwork, size: number): QLearner {
  return {
    network,
    size,
    inputs: new Float32Array(size * INPUT_SIZE),
    outputs: new Int32Array(size),
    targets: new Float32Array(size),
    meanValue: 0,
  };
}

/** One gradient step on the `size` rows of `batch` from row `from`, which have their targets. Returns the mean Huber loss. */
export function gradientStep(learner: QLearner, columns: ReplayColumns, batch: Minibatch, from = 0): number {
  const { network, size, inputs, outputs, targets } = learner;
  const { observations, kinds, angles, tasks, goals } = columns;
  let sum = 0;
  let bootstrapped = 0;
  for (let i = 0; i < size; i++) {
    const row = batch.rows[from + i]!;
    const mirror = batch.mirrors[from + i]! < 0 ? -1 : 1;
    writeRow(inputs, i, observations, row, goals, row, kinds[row]!, angles[row]!, tasks[row]!, mirror);
    targets[i] = batch.targets[from + i]!;
    if (batch.discounts[from + i]! > 0) bootstrapped++;
    sum += batch.nextValues[from + i]!;
  }
  learner.meanValue = bootstrapped === 0 ? 0 : sum / bootstrapped;
  return network.trainStep(inputs, outputs, targets, null, size);
}
