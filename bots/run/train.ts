/**
 * The training loop, on one page. A cycle is:
 *
 *     minibatches of all tasks -> TD targets -> gradient steps        meanwhile: collect episodes, in drills and matches
 *     -> judge the episodes for their own task -> store -> choose other labels -> judge, store again (relabel)
 *     -> metrics, weights, checkpoints
 *
 * Deterministic for a seed, whatever the number of threads; the clock only tells how fast it was.
 */
import { createRng } from "../../shared/rng.ts";
import { epsilonAt, samplingAt } from "../algorithms/q-learning/schedule.ts";
import type { Checkpoint, TrainProgress } from "../checkpoint/checkpoint.ts";
import { createReplayBuffer } from "../replay/buffer.ts";
import { createEpisode } from "../replay/episode.ts";
import { readRecorded, type RecordedEpisode } from "../replay/recorded-episode.ts";
import { sampleMinibatch } from "../replay/sampler.ts";
import { MOST_DECISIONS } from "../scenarios/registry.ts";
import { N_TASKS } from "../tasks/registry.ts";
import { tasksOf, type TrainConfig } from "./config.ts";
import { createCrew } from "./crew/crew.ts";
import { createCrewMemory } from "./crew/memory.ts";
import { createEpisodeStore, type StoreListener } from "./episode-store.ts";
import { createLeague } from "./league.ts";
import { createLearner } from "./learner.ts";
import { createPracticeRecord, type MetricsPoint, type RelabelEvent } from "./metrics.ts";
import { createPointReport, type RunProgress } from "./point-report.ts";
import { describeRelabelling } from "./relabel-event.ts";
import { createStepBudget } from "./step-budget.ts";

export { DivergenceError } from "./learner.ts";

/** What a run reports, and how its owner steers it. All optional but the clock. */
export interface TrainHooks extends Pick<StoreListener, "onStore"> {
  /** Seconds of a steady clock. */
  readonly now: () => number;
  /** Threads that work beside this one, see crew/; none if absent. They change the speed and nothing else. */
  readonly workers?: number;
  /** The network is ready; `backend` is its name. */
  readonly onStart?: (backend: string, progress: TrainProgress) => void;
  /** Episodes that were recorded elsewhere since the last call, to learn from too. */
  readonly takeRecorded?: () => readonly RecordedEpisode[];
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
  const league = createLeague(learner.average, memory, resumeFrom?.progress.decisions ?? 0, rng.child("league"));
  const crew = await createCrew(config, memory, network, learner.backend, hooks.workers ?? 0, `${stream}/collector`);
  try {
    const store = createEpisodeStore(config, buffer, network, rng, {
      ...hooks,
      onShare: (...share) => hooks.onRelabel?.(describeRelabelling(config.runId, ...share)),
    });
    const samplingRng = rng.child("sampling");
    const practice = createPracticeRecord(tasksOf(config));
    const progress: RunProgress = { ...(resumeFrom?.progress ?? FRESH) };
    const makePoint = createPointReport(config, learner, buffer, practice, progress);
    const takeDueSteps = createStepBudget(config, progress.decisions);
    const guest = createEpisode(MOST_DECISIONS);
    let clock = hooks.now();
    const secondsNow = (): number => progress.seconds + hooks.now() - clock;
    const takeCheckpoint = (seconds = secondsNow()): Checkpoint => learner.checkpoint({ ...progress, seconds });
    /** What is evaluated is what plays: the averaged weights. */
    const reportPoint = async (isEvaluating: boolean): Promise<void> => {
      memory.average.set(learner.average);
      const evaluation = isEvaluating ? await crew.evaluate() : null;
      hooks.onMetrics?.(makePoint(secondsNow(), evaluation));
    };

    hooks.onStart?.(network.backend, { ...progress, gradientSteps: learner.gradientSteps });
    // The curves begin with what an untrained network can do.
    if (progress.decisions === 0) await reportPoint(true);
    const limit = config.decisions ?? Infinity;
    while (progress.decisions < limit) {
      const before = progress.decisions;
      const rounds = Math.min(config.roundsPerCycle, Math.ceil((limit - before) / config.drills));
      const rows = config.batchSize * takeDueSteps(before, buffer.size);

      if (rows > 0) sampleMinibatch(buffer, memory.batch, samplingAt(config, before), samplingRng, rows);
      await crew.beginCycle(rows, epsilonAt(config, before), rounds);
      for (let from = 0; from < rows; from += config.batchSize) learner.step(buffer.columns, memory.batch, from);
      const cycle = await crew.collected();
      for (const episode of cycle.episodes) practice.add(episode, store.add(episode));
      for (const recorded of hooks.takeRecorded?.() ?? []) {
        readRecorded(recorded, guest);
        guest.id = GUEST_ID + progress.episodes++;
        store.add(guest);
      }
      progress.decisions += cycle.decisions;
      progress.episodes += cycle.episodes.length;
      league.advance(progress.decisions);

      const isDue = (every: number): boolean => countMultiples(before, progress.decisions, every) > 0;
      const isEvaluating = progress.decisions >= limit || isDue(config.evaluateEvery);
      if (isDue(config.publishEvery)) hooks.onWeights?.(takeCheckpoint());
      if (isEvaluating || isDue(config.metricsEvery)) await reportPoint(isEvaluating);
      progress.seconds = secondsNow();
      // Time spent in a pause is not learning, also for a checkpoint that is taken there.
      const isStopping = await hooks.pause?.(() => takeCheckpoint(progress.seconds));
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

/** Identifiers of episodes that were recorded elsewhere begin here; those of the crew count from 0. */
const GUEST_ID = 2 ** 30;

const FRESH: RunProgress = { decisions: 0, episodes: 0, seconds: 0 };

/** How many multiples of `step` lie in (from, to]. */
function countMultiples(from: number, to: number, step: number): number {
  return Math.floor(to / step) - Math.floor(from / step);
}
