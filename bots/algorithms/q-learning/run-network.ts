/** The networks of a training run: the learner's, and two or three for each thread that helps. */
import { createRng } from "../../../shared/rng.ts";
import { createNetwork, type BackendName } from "../../network/backends.ts";
import { asOneValue } from "../../network/ensemble.ts";
import { DEFAULT_OPTIMIZER, type QNetwork } from "../../network/network.ts";
import { networkSpec, type TrainConfig } from "../../run/config.ts";

/** A network as the run's settings have it, with `parameters`, for calls of up to `maxRows` rows. */
export async function createRunNetwork(
  config: TrainConfig,
  backend: BackendName,
  maxRows: number,
  parameters: Float32Array,
): Promise<QNetwork> {
  const optimizer = { ...DEFAULT_OPTIMIZER, learningRate: config.learningRate };
  const network = await createNetwork({ backend, spec: networkSpec(config), optimizer, maxRows, parameters });
  return asOneValue(network, createRng(`${config.seed}/heads`));
}
