/**
 * `npm run bench -- goals`: what hindsight relabelling of goals (HER) buys on the ice. The puck is to be carried, or released, to
 * a place; runs with HER's `future` and without, the same seeds, decisions and gradient steps.
 */
import { availableParallelism } from "node:os";
import {
  AGGREGATE_DRAWS,
  estimateMean,
  probabilityOfImprovement,
  type Estimate,
} from "../../bots/experiments/statistics.ts";
import { policyOf } from "../../bots/play/inference.ts";
import { parseTrainConfig } from "../../bots/run/config.ts";
import { evaluate, greedyPlayer } from "../../bots/run/evaluate.ts";
import { train } from "../../bots/run/train.ts";
import { taskId } from "../../bots/tasks/registry.ts";
import { createRng } from "../../shared/rng.ts";

const TASKS = ["carry", "place"] as const;
const ARMS = ["none", "future"] as const;
const DECISIONS = 40_000;
/** Held-out drills of each task after a run, and their seed: no training evaluates on these. */
const DRILLS = 500;
const DRILL_SEED = 4242;
const WORKERS = Math.min(15, availableParallelism() - 1);

/** Success of both arms in one task: each run, the interquartile mean with its interval, and how often a run of HER is better. */
interface TaskFigures {
  readonly runs: Readonly<Record<(typeof ARMS)[number], readonly number[]>>;
  readonly none: Estimate;
  readonly future: Estimate;
  readonly futureBeatsNone: Estimate;
}

/** What the benchmark reports. */
export interface GoalFigures {
  readonly seeds: number;
  readonly decisions: number;
  readonly drills: number;
  readonly tasks: Readonly<Record<string, TaskFigures>>;
}

/** Trains both arms with seeds 1 to `seeds`. */
export async function benchGoals(seeds: number): Promise<GoalFigures> {
  const runs = TASKS.map(() => ({ none: [] as number[], future: [] as number[] }));
  for (let seed = 1; seed <= seeds; seed++) {
    for (const goals of ARMS) {
      const success = await successAfterRun(seed, goals);
      TASKS.forEach((task, i) => runs[i]![goals].push(success[task]!));
    }
  }
  const rng = createRng("bench goals");
  const figures = runs.map((arms): TaskFigures => ({
    runs: arms,
    none: estimateMean([arms.none], AGGREGATE_DRAWS, rng),
    future: estimateMean([arms.future], AGGREGATE_DRAWS, rng),
    futureBeatsNone: probabilityOfImprovement([arms.future], [arms.none], AGGREGATE_DRAWS, rng),
  }));
  return {
    seeds,
    decisions: DECISIONS,
    drills: DRILLS,
    tasks: Object.fromEntries(TASKS.map((task, i) => [task, figures[i]!])),
  };
}

async function successAfterRun(seed: number, goals: (typeof ARMS)[number]): Promise<Record<string, number>> {
  const config = parseTrainConfig({
    runId: `bench goals ${goals} ${seed}`,
    seed,
    goals,
    decisions: DECISIONS,
    collect: Object.fromEntries(TASKS.map((task) => [task, 1])),
    evaluationEpisodes: 1,
  });
  const checkpoint = await train(config, { now: () => performance.now() / 1000, workers: WORKERS });
  const measured = evaluate(greedyPlayer(policyOf(checkpoint)), TASKS.map(taskId), DRILLS, DRILL_SEED);
  return Object.fromEntries(TASKS.map((task) => [task, measured[task]!.success]));
}
