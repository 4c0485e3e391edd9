/**
 * The training loop, on one page. A cycle is:
 *
 *     minibatches of all tasks -> TD targets -> gradient steps        meanwhile: collect episodes
 *     -> judge the episodes for their own task -> store -> choose other tasks -> judge, store again (relabel)
 *     -> metrics, weights, checkpoints
 *
 * Deterministic for a seed, whatever the number of threads; the clock only tells how fast it was.
 */
import { createRng } from "../../shared/rng.ts";
import { chooseBackend } from "../network/backends.ts";
import { initialParameters, type ParameterSet, type QNetwork } from "../network/network.ts";
import { returnOf, type Judgement } from "../tasks/judge.ts";
import { strategyByName } from "../relabel/registry.ts";
import { createReplayBuffer, storeEpisode } from "../replay/buffer.ts";
import type { Episode } from "../replay/episode.ts";
import { sampleMinibatch } from "../replay/sampler.ts";
import { N_TASKS } from "../tasks/registry.ts";
import { playingWeights, type Checkpoint, type TrainProgress } from "../checkpoint/checkpoint.ts";
import { networkSpec, type TrainConfig } from "./config.ts";
import { createCrew } from "./crew/crew.ts";
import { memberRows } from "./crew/member.ts";
import { createCrewMemory } from "./crew/memory.ts";
import { createPracticeRecord, createRunningMean, type MetricsPoint, type RelabelEvent } from "./metrics.ts";
import { createQLearner, gradientStep } from "../algorithms/q-learning/gradient-step.ts";
import { describeRelabelling } from "./relabel-event.ts";
import { createRunNetwork } from "../algorithms/q-learning/run-network.ts";
import { epsilonAt, samplingAt } from "../algorithms/q-learning/schedule.ts";
import { createSharingContext, SHARING_ROWS } from "../algorithms/q-learning/sharing-context.ts";
import { createWeightAverage, STEPS_PER_SAMPLE } from "../algorithms/q-learning/weight-average.ts";

/** What a run reports, and how its owner steers it. All optional but the clock. */
export interface TrainHooks {
  /** Seconds of a steady clock. */
  readonly now: () => number;
  /** Threads that work beside this one, see crew/; none if absent. They change the speed and nothing else. */
  readonly workers?: number;
  /** The network is ready; `backend` is its name. */
  readonly onStart?: (backend: string, progress: TrainProgress) => void;
  readonly onMetrics?: (point: MetricsPoint) => void;
  readonly onRelabel?: (event: RelabelEvent) => void;
  /** An episode became data of `task`, judged so; a relabelled copy if it was collected for another one. */
  readonly onStore?: (episode: Episode, task: number, judgement: Judgement) => void;
  /** New weights; `checkpoint` copies what it holds. Also called once at the end. */
  readonly onWeights?: (checkpoint: Checkpoint) => void;
  /** Called after every cycle, of some hundredths of a second: may wait (to rest, to let messages through); true: stop now. */
  readonly pause?: (takeCheckpoint: () => Checkpoint) => Promise<boolean>;
}

/** A loss or a weight was no longer a finite number. */
export class DivergenceError extends Error {
  override name = "DivergenceError";
}

/**
 * Trains until `config.decisions` are spent or `hooks.pause` says stop.
 *
 * @param resumeFrom goes on from this checkpoint; its replay buffer is collected anew before the next gradient step
 * @returns the last checkpoint
 * @throws DivergenceError naming seed and step; nothing is published after it
 */
export async function train(config: TrainConfig, hooks: TrainHooks, resumeFrom?: Checkpoint): Promise<Checkpoint> {
  const stream = `${config.seed}/${resumeFrom ? `resumed at ${resumeFrom.progress.decisions}` : "fresh"}`;
  const rng = createRng(stream);
  const backend = await chooseBackend(config.backend);
  const maxRows = Math.max(config.batchSize, memberRows(config.drills), SHARING_ROWS);
  const parameters = resumeFrom?.vectors.online ?? initialParameters(networkSpec(config), rng.child("weights"));
  const network = await createRunNetwork(config, backend, maxRows, parameters);
  if (resumeFrom) restoreOptimizer(network, resumeFrom);
  const average = resumeFrom
    ? createWeightAverage(playingWeights(resumeFrom), Math.floor(resumeFrom.progress.gradientSteps / STEPS_PER_SAMPLE))
    : createWeightAverage(readVector(network, "online"));

  const buffer = createReplayBuffer(config.replayCapacity, N_TASKS);
  const memory = createCrewMemory(config, buffer.columns);
  const crew = await createCrew(config, memory, network, backend, hooks.workers ?? 0, `${stream}/collector`);
  try {
    const learner = createQLearner(network, config.batchSize);
    const strategy = strategyByName(config.sharing);
    const sharing = createSharingContext(network, config.gamma, rng.child("sharing"));
    const samplingRng = rng.child("sampling");
    const practice = createPracticeRecord();
    const losses = createRunningMean();
    const values = createRunningMean();

    const startedAt = resumeFrom?.progress ?? { decisions: 0, gradientSteps: 0, episodes: 0, seconds: 0 };
    let { decisions, gradientSteps, episodes, seconds } = startedAt;
    const learningStarts = decisions + config.learningStarts;
    let clock = hooks.now();
    let lastPoint = { decisions, gradientSteps, seconds };
    hooks.onStart?.(network.backend, startedAt);

    const checkFinite = (name: string, value: number): void => {
      if (Number.isFinite(value)) return;
      throw new DivergenceError(`${name} is ${value} at gradient step ${gradientSteps}, seed ${config.seed}`);
    };
    const takeCheckpoint = (secondsLearning = seconds + hooks.now() - clock): Checkpoint => {
      const progress = { decisions, gradientSteps, episodes, seconds: secondsLearning };
      const checkpoint = snapshotOf(config, network, average.weights, progress);
      // What a bad step left must not replace a good checkpoint, even if no loss has shown it yet.
      for (const [name, vector] of Object.entries(checkpoint.vectors)) checkFinite(name, sumOf(vector));
      return checkpoint;
    };

    /** One gradient step on the shared minibatch that begins at row `from`. */
    const takeGradientStep = (from: number): void => {
      const loss = gradientStep(learner, buffer.columns, memory.batch, from);
      gradientSteps++;
      checkFinite("loss", loss);
      losses.add(loss);
      values.add(learner.meanValue);
      if (gradientSteps % config.gradientStepsPerTargetSync === 0) network.syncTarget();
      if (gradientSteps % STEPS_PER_SAMPLE === 0) average.add(network);
    };

    /** An episode is over: store it for its own task, then for those the strategy shares it with. */
    const finishEpisode = (episode: Episode): void => {
      episodes++;
      sharing.begin(episode);
      const own = sharing.judged(episode.collectedFor);
      storeEpisode(buffer, episode, episode.collectedFor, own);
      hooks.onStore?.(episode, episode.collectedFor, own);
      practice.add(episode.collectedFor, returnOf(own) > 0);
      strategy.chooseTasks(episode, sharing, (task, reward = "judged") => {
        const other = sharing.labels(task, reward);
        storeEpisode(buffer, episode, task, other);
        hooks.onStore?.(episode, task, other);
        if (returnOf(other) > 0) hooks.onRelabel?.(describeRelabelling(config.runId, episode, task, own, other));
      });
    };

    /** Adds a point to the curves. What is evaluated is what plays: the averaged weights. */
    const reportPoint = async (isEvaluating: boolean): Promise<void> => {
      memory.average.set(average.weights);
      const evaluation = isEvaluating ? await crew.evaluate() : null;
      const now = seconds + hooks.now() - clock;
      const elapsed = Math.max(1e-3, now - lastPoint.seconds);
      hooks.onMetrics?.({
        runId: config.runId,
        decisions,
        gradientSteps,
        episodes,
        seconds: now,
        epsilon: epsilonAt(config, decisions),
        loss: losses.take(),
        meanValue: values.take(),
        decisionsPerSecond: (decisions - lastPoint.decisions) / elapsed,
        gradientStepsPerSecond: (gradientSteps - lastPoint.gradientSteps) / elapsed,
        replaySize: buffer.size,
        relabelledShare: buffer.size === 0 ? 0 : buffer.relabelled / buffer.size,
        practice: practice.rates(),
        evaluation,
      });
      lastPoint = { decisions, gradientSteps, seconds: now };
    };

    // The curves begin with what an untrained network can do.
    if (decisions === 0) await reportPoint(true);
    while (config.decisions === null || decisions < config.decisions) {
      const before = decisions;
      const left = config.decisions === null ? Infinity : Math.ceil((config.decisions - decisions) / config.drills);
      const rounds = Math.min(config.roundsPerCycle, left);
      decisions += rounds * config.drills;
      const isLearning = before >= learningStarts && buffer.size >= config.batchSize;
      const rows = isLearning
        ? config.batchSize * countMultiples(before, decisions, config.decisionsPerGradientStep)
        : 0;

      if (rows > 0) sampleMinibatch(buffer, memory.batch, samplingAt(config, before), samplingRng, rows);
      await crew.beginCycle(rows, epsilonAt(config, before), rounds);
      for (let from = 0; from < rows; from += config.batchSize) takeGradientStep(from);
      for (const episode of await crew.collected()) finishEpisode(episode);

      const isLast = config.decisions !== null && decisions >= config.decisions;
      const isEvaluating = isLast || countMultiples(before, decisions, config.evaluateEvery) > 0;
      if (countMultiples(before, decisions, config.publishEvery) > 0) hooks.onWeights?.(takeCheckpoint());
      if (isEvaluating || countMultiples(before, decisions, config.metricsEvery) > 0) await reportPoint(isEvaluating);
      seconds += hooks.now() - clock;
      // Time spent in a pause is not learning, also for a checkpoint that is taken there.
      const isStopping = await hooks.pause?.(() => takeCheckpoint(seconds));
      clock = hooks.now();
      if (isStopping) break;
    }
    const last = takeCheckpoint();
    hooks.onWeights?.(last);
    return last;
  } finally {
    network.dispose();
    await crew.dispose();
  }
}

/** How many multiples of `step` lie in (from, to]. */
function countMultiples(from: number, to: number, step: number): number {
  return Math.floor(to / step) - Math.floor(from / step);
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

function snapshotOf(
  config: TrainConfig,
  network: QNetwork,
  average: Float64Array,
  progress: TrainProgress,
): Checkpoint {
  return {
    config,
    spec: network.spec,
    progress,
    adamStep: network.adamStep,
    vectors: {
      online: readVector(network, "online"),
      target: readVector(network, "target"),
      adamMean: readVector(network, "adamMean"),
      adamVariance: readVector(network, "adamVariance"),
      average: Float32Array.from(average),
    },
  };
}
