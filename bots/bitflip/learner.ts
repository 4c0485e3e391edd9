/**
 * Goal-conditioned Q-learning on bit flipping.
 *
 *     target = clip(r + gamma (1 - terminated) max_a Q_target(s', g, a), -1 / (1 - gamma), 0)
 *
 * Source: DQN, Mnih et al. 2015; clipping to the possible returns, HER, Andrychowicz et al. 2017. Double Q-learning
 * (van Hasselt et al. 2016) saved too few steps for the time it takes, see train.ts.
 */
import type { QNetwork } from "../network/network.ts";
import { argmax } from "../policy/argmax.ts";
import type { GoalBatch } from "./experience.ts";

/** The working arrays of one learner. */
export interface GoalLearner {
  readonly network: QNetwork;
  readonly gamma: number;
  /** [size, n] */
  readonly nextValues: Float32Array;
  /** [size] */
  readonly targets: Float32Array;
}

/** A learner for minibatches of `size` rows. */
export function createGoalLearner(network: QNetwork, size: number, gamma: number): GoalLearner {
  return {
    network,
    gamma,
    nextValues: new Float32Array(size * network.spec.outputs),
    targets: new Float32Array(size),
  };
}

/** One gradient step on `batch`. Returns the mean Huber loss. */
export function learnGoals(learner: GoalLearner, batch: GoalBatch): number {
  const { network, gamma, nextValues, targets } = learner;
  const { outputs } = network.spec;
  network.forwardTarget(batch.nextInputs, batch.size, nextValues);
  const least = -1 / (1 - gamma);
  for (let i = 0; i < batch.size; i++) {
    let target = batch.rewards[i]!;
    if (batch.terminated[i] === 0) {
      const best = i * outputs + argmax(nextValues, i * outputs, outputs);
      target += gamma * nextValues[best]!;
    }
    targets[i] = Math.min(0, Math.max(least, target));
  }
  return network.trainStep(batch.inputs, batch.actions, targets, null, batch.size);
}
