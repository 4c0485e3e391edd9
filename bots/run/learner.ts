/** What learns in a run: the network, the average of its weights, and the gradient steps that are due. */
import { createQLearner, gradientStep } from "../algorithms/q-learning/gradient-step.ts";
import { createRunNetwork } from "../algorithms/q-learning/run-network.ts";
import { SHARING_ROWS } from "../algorithms/q-learning/sharing-context.ts";
import { createWeightAverage, STEPS_PER_SAMPLE } from "../algorithms/q-learning/weight-average.ts";
import type { Rng } from "../../shared/rng.ts";
import { playingWeights, type Checkpoint, type TrainProgress } from "../checkpoint/checkpoint.ts";
import { chooseBackend, type BackendName } from "../network/backends.ts";
import { initialParameters, type ParameterSet, type QNetwork } from "../network/network.ts";
import type { ReplayColumns } from "../replay/buffer.ts";
import type { Minibatch } from "../replay/sampler.ts";
import { networkSpec, type TrainConfig } from "./config.ts";
import { memberRows } from "./crew/member.ts";
import { createRunningMean, type RunningMean } from "./metrics.ts";

/** A loss or a weight was no longer a finite number. */
export class DivergenceError extends Error {
  override name = "DivergenceError";
}

/** See the file header. */
export interface Learner {
  readonly network: QNetwork;
  readonly backend: BackendName;
  /** The weights that play. */
  readonly average: Float64Array;
  readonly gradientSteps: number;
  /** Loss, and value of the next states, since they were last taken. */
  readonly losses: RunningMean;
  readonly values: RunningMean;
  /** One gradient step on the rows of `batch` that begin at `from`. @throws DivergenceError */
  step(columns: ReplayColumns, batch: Minibatch, from: number): void;
  /** A copy of everything. @throws DivergenceError: what a bad step left must not replace a good checkpoint */
  checkpoint(progress: Omit<TrainProgress, "gradientSteps">): Checkpoint;
}

/** A learner that begins, or goes on from `resumeFrom`. */
export async function createLearner(
  config: TrainConfig,
  rng: Rng,
  resumeFrom: Checkpoint | undefined,
): Promise<Learner> {
  const backend = await chooseBackend(config.backend);
  const maxRows = Math.max(config.batchSize, memberRows(config, config.drills), SHARING_ROWS);
  const parameters = resumeFrom?.vectors.online ?? initialParameters(networkSpec(config), rng.child("weights"));
  const network = await createRunNetwork(config, backend, maxRows, parameters);
  if (resumeFrom) restoreOptimizer(network, resumeFrom);
  let gradientSteps = resumeFrom?.progress.gradientSteps ?? 0;
  const average = resumeFrom
    ? createWeightAverage(playingWeights(resumeFrom), Math.floor(gradientSteps / STEPS_PER_SAMPLE))
    : createWeightAverage(readVector(network, "online"));
  const learner = createQLearner(network, config.batchSize);
  const losses = createRunningMean();
  const values = createRunningMean();

  const checkFinite = (name: string, value: number): void => {
    if (Number.isFinite(value)) return;
    throw new DivergenceError(`${name} is ${value} at gradient step ${gradientSteps}, seed ${config.seed}`);
  };

  return {
    network,
    backend,
    average: average.weights,
    get gradientSteps() {
      return gradientSteps;
    },
    losses,
    values,
    step(columns, batch, from) {
      const loss = gradientStep(learner, columns, batch, from);
      gradientSteps++;
      checkFinite("loss", loss);
      losses.add(loss);
      values.add(learner.meanValue);
      if (gradientSteps % config.gradientStepsPerTargetSync === 0) network.syncTarget();
      if (gradientSteps % STEPS_PER_SAMPLE === 0) average.add(network);
    },
    checkpoint(progress) {
      const vectors = {
        online: readVector(network, "online"),
        target: readVector(network, "target"),
        adamMean: readVector(network, "adamMean"),
        adamVariance: readVector(network, "adamVariance"),
        average: Float32Array.from(average.weights),
      };
      // A loss may still be finite when a weight is not any more.
      for (const [name, vector] of Object.entries(vectors)) checkFinite(name, sumOf(vector));
      const { spec, adamStep } = network;
      return { config, spec, progress: { ...progress, gradientSteps }, adamStep, vectors };
    },
  };
}

/** Not finite if any of `vector` is not. */
function sumOf(vector: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < vector.length; i++) sum += vector[i]!;
  return sum;
}

function restoreOptimizer(network: QNetwork, { vectors, adamStep }: Checkpoint): void {
  network.write("target", vectors.target ?? vectors.online);
  if (vectors.adamMean === undefined || vectors.adamVariance === undefined) return;
  network.write("adamMean", vectors.adamMean);
  network.write("adamVariance", vectors.adamVariance);
  network.adamStep = adamStep;
}

function readVector(network: QNetwork, set: ParameterSet): Float32Array {
  const values = new Float32Array(network.parameterCount);
  network.read(set, values);
  return values;
}
