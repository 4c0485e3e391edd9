/** The networks of a training run: the learner's, and one or two for each thread that helps. */
import { createNetwork, type BackendName } from "../../network/backends.ts";
import { DEFAULT_OPTIMIZER, type QNetwork } from "../../network/network.ts";
import { networkSpec, type TrainConfig } from "../../run/config.ts";

/** A network as the run's settings have it, with `parameters`, for calls of up to `maxRows` rows. */
export function createRunNetwork(
  config: TrainConfig,
  backend: BackendName,
  maxRows: number,
  parameters: Float32Array,
): Promise<QNetwork> {
  const optimizer = { ...DEFAULT_OPTIMIZER, learningRate: config.learningRate };
  return createNetwork({ backend, spec: networkSpec(config), optimizer, maxRows, parameters });
}
