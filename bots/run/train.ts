/**
 * The training loop, on one page. A cycle is:
 *
 *     minibatches of all tasks -> TD targets -> gradient steps        meanwhile: collect episodes
 *     -> judge the episodes for their own task -> store -> choose other labels -> judge, store again (relabel)
 *     -> metrics, weights, checkpoints
 *
 * Deterministic for a seed, whatever the number of threads; the clock only tells how fast it was.
 */
import { createRng } from "../../shared/rng.ts";
import { epsilonAt, samplingAt } from "../algorithms/q-learning/schedule.ts";
import type { Checkpoint, TrainProgress } from "../checkpoint/checkpoint.ts";
import { createReplayBuffer } from "../replay/buffer.ts";
import { sampleMinibatch } from "../replay/sampler.ts";
import { N_TASKS } from "../tasks/registry.ts";
import { stepsPerCycle, tasksOf, type TrainConfig } from "./config.ts";
import { createCrew } from "./crew/crew.ts";
import { createCrewMemory } from "./crew/memory.ts";
import { createEpisodeStore, type StoreListener } from "./episode-store.ts";
import { createLearner } from "./learner.ts";
import { createPracticeRecord, type MetricsPoint, type RelabelEvent } from "./metrics.ts";
import { describeRelabelling } from "./relabel-event.ts";

export { DivergenceError } from "./learner.ts";

/** What a run reports, and how its owner steers it. All optional but the clock. */
export interface TrainHooks extends Pick<StoreListener, "onStore"> {
  /** Seconds of a steady clock. */
  readonly now: () => number;
  /** Threads that work beside this one, see crew/; none if absent. They change the speed and nothing else. */
  readonly workers?: number;
  /** The network is ready; `backend` is its name. */
  readonly onStart?: (backend: string, progress: TrainProgress) => void;
  readonly onMetrics?: (point: MetricsPoint) => void;
  readonly onRelabel?: (event: RelabelEvent) => void;
  /** New weights; `checkpoint` copies what it holds. Also called once at the end. */
  readonly onWeights?: (checkpoint: Checkpoint) => void;
  /** Called after every cycle, of some hundredths of a second: may wait (to rest, to let messages through); true: stop now. */
  readonly pause?: (takeCheckpoint: () => Checkpoint) => Promise<boolean>;
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
  const learner = await createLearner(config, rng, resumeFrom);
  const { network } = learner;
  const buffer = createReplayBuffer(config.replayCapacity, N_TASKS);
  const memory = createCrewMemory(config, buffer.columns);
  const crew = await createCrew(config, memory, network, learner.backend, hooks.workers ?? 0, `${stream}/collector`);
  try {
    const store = createEpisodeStore(config, buffer, network, rng, {
      ...hooks,
      onShare: (...share) => hooks.onRelabel?.(describeRelabelling(config.runId, ...share)),
    });
    const samplingRng = rng.child("sampling");
    const practice = createPracticeRecord(tasksOf(config));

    const startedAt = resumeFrom?.progress ?? { decisions: 0, gradientSteps: 0, episodes: 0, seconds: 0 };
    let { decisions, episodes, seconds } = startedAt;
    const learningStarts = decisions + config.learningStarts;
    let clock = hooks.now();
    let last = { decisions, gradientSteps: learner.gradientSteps, seconds };
    hooks.onStart?.(network.backend, startedAt);

    const takeCheckpoint = (secondsLearning = seconds + hooks.now() - clock): Checkpoint =>
      learner.checkpoint({ decisions, episodes, seconds: secondsLearning });

    /** Adds a point to the curves. What is evaluated is what plays: the averaged weights. */
    const reportPoint = async (isEvaluating: boolean): Promise<void> => {
      memory.average.set(learner.average);
      const evaluation = isEvaluating ? await crew.evaluate() : null;
      const now = seconds + hooks.now() - clock;
      const elapsed = Math.max(1e-3, now - last.seconds);
      const { gradientSteps } = learner;
      hooks.onMetrics?.({
        runId: config.runId,
        decisions,
        gradientSteps,
        episodes,
        seconds: now,
        epsilon: epsilonAt(config, decisions),
        loss: learner.losses.take(),
        meanValue: learner.values.take(),
        decisionsPerSecond: (decisions - last.decisions) / elapsed,
        gradientStepsPerSecond: (gradientSteps - last.gradientSteps) / elapsed,
        replaySize: buffer.size,
        relabelledShare: buffer.size === 0 ? 0 : buffer.relabelled / buffer.size,
        practice: practice.rates(),
        evaluation,
      });
      last = { decisions, gradientSteps, seconds: now };
    };

    /** Gradient steps are due for the decisions up to the beginning of a cycle; in one cycle no more than there is room for. */
    let paidUntil = learningStarts;
    const takeDueSteps = (): number => {
      if (decisions <= learningStarts || buffer.size < config.batchSize) return 0;
      const due = Math.floor((decisions - paidUntil) / config.decisionsPerGradientStep);
      paidUntil += due * config.decisionsPerGradientStep;
      return Math.min(due, stepsPerCycle(config));
    };

    // The curves begin with what an untrained network can do.
    if (decisions === 0) await reportPoint(true);
    while (config.decisions === null || decisions < config.decisions) {
      const before = decisions;
      const left = config.decisions === null ? Infinity : Math.ceil((config.decisions - decisions) / config.drills);
      const rounds = Math.min(config.roundsPerCycle, left);
      const rows = config.batchSize * takeDueSteps();

      if (rows > 0) sampleMinibatch(buffer, memory.batch, samplingAt(config, before), samplingRng, rows);
      await crew.beginCycle(rows, epsilonAt(config, before), rounds);
      for (let from = 0; from < rows; from += config.batchSize) learner.step(buffer.columns, memory.batch, from);
      const cycle = await crew.collected();
      decisions += cycle.decisions;
      for (const episode of cycle.episodes) practice.add(episode.collectedFor, store.add(episode));
      episodes += cycle.episodes.length;

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
    const checkpoint = takeCheckpoint();
    hooks.onWeights?.(checkpoint);
    return checkpoint;
  } finally {
    network.dispose();
    await crew.dispose();
  }
}

/** How many multiples of `step` lie in (from, to]. */
function countMultiples(from: number, to: number, step: number): number {
  return Math.floor(to / step) - Math.floor(from / step);
}
