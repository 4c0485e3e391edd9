/**
 * The numbers of a report, from the runs' evaluations: curves, final figures, comparisons with the baseline, collapses,
 * shared data.
 *
 * A run that diverged counts as success 0 from there on.
 */
import { createRng } from "../../shared/rng.ts";
import { learntTasks } from "../run/config.ts";
import type { ExperimentPlan } from "./plan.ts";
import type { RunResult } from "./results.ts";
import {
  AGGREGATE_DRAWS,
  CURVE_DRAWS,
  estimateMean,
  probabilityOfImprovement,
  type Estimate,
  type Scores,
} from "./statistics.ts";
import { sumStored, type StoredCount } from "./stored-data.ts";

/** Success of one arm in one task. */
export interface Curve {
  readonly arm: string;
  readonly task: string;
  readonly points: readonly CurvePoint[];
}

/** Success of all seeds at one evaluation. */
export interface CurvePoint {
  readonly decisions: number;
  /** [seeds] in the order of the plan. */
  readonly scores: readonly number[];
  readonly mean: Estimate;
}

/** Final figures of one arm. */
export interface FinalScore {
  readonly arm: string;
  readonly byTask: Readonly<Record<string, Estimate>>;
  /** Over all runs and tasks. */
  readonly overall: Estimate;
  /** Runs that collapsed in each task, and runs that diverged. */
  readonly collapses: Readonly<Record<string, number>>;
  readonly diverged: number;
}

/** Probability that a run of `arm` beats one of the baseline at the last evaluation. */
export interface Improvement {
  readonly arm: string;
  readonly byTask: Readonly<Record<string, Estimate>>;
  readonly overall: Estimate;
}

/** The numbers of a report. */
export interface Analysis {
  readonly baseline: string;
  /** Decisions at which the runs were evaluated; the last evaluation gives the final figures. */
  readonly evaluatedAt: readonly number[];
  readonly curves: readonly Curve[];
  readonly finals: readonly FinalScore[];
  readonly improvements: readonly Improvement[];
  readonly stored: readonly { readonly arm: string; readonly counts: readonly StoredCount[] }[];
}

/** A run collapsed in a task if its last success is below this share of its best, and its best was at least that. */
export const COLLAPSE_SHARE = 0.5;
export const COLLAPSE_FROM = 0.2;

/**
 * Analyses the finished runs.
 *
 * @throws RangeError if a run of the plan is not among them or lacks an evaluation
 */
export function analyse(plan: ExperimentPlan, results: readonly RunResult[]): Analysis {
  const evaluatedAt = [
    ...new Set(results.flatMap(({ evaluations }) => evaluations.map(({ decisions }) => decisions))),
  ].toSorted((a, b) => a - b);
  const names = learntTasks(plan.common);
  const baseline = plan.arms.includes("none") ? "none" : plan.arms[0]!;
  const rng = createRng("statistics of the sharing experiment");

  /** [task][seed] success at one evaluation. */
  const scoresAt = (arm: string, decisions: number): number[][] =>
    names.map((task) => plan.seeds.map((seed) => successOf(results, arm, seed, task, decisions)));
  const end = evaluatedAt.at(-1) ?? 0;
  const atEnd = (arm: string): number[][] => scoresAt(arm, end);

  const curves = plan.arms.flatMap((arm) =>
    names.map((task, index) => ({
      arm,
      task,
      points: evaluatedAt.map((decisions) => {
        const scores = scoresAt(arm, decisions)[index]!;
        const mean = estimateMean([scores], CURVE_DRAWS, rng.child(`curve ${arm} ${task} ${decisions}`));
        return { decisions, scores, mean };
      }),
    })),
  );
  const finals = plan.arms.map((arm) => ({
    ...perTaskAndOverall(names, arm, (tasks) =>
      estimateMean(select(atEnd(arm), tasks), AGGREGATE_DRAWS, rng.child(`final ${arm} ${tasks.join()}`)),
    ),
    collapses: collapsesOf(curves.filter((curve) => curve.arm === arm)),
    diverged: results.filter((run) => run.arm === arm && run.end.failure !== null).length,
  }));
  const improvements = plan.arms
    .filter((arm) => arm !== baseline)
    .map((arm) =>
      perTaskAndOverall(names, arm, (tasks) =>
        probabilityOfImprovement(
          select(atEnd(arm), tasks),
          select(atEnd(baseline), tasks),
          AGGREGATE_DRAWS,
          rng.child(`improvement ${arm} ${tasks.join()}`),
        ),
      ),
    );
  const stored = plan.arms.map((arm) => ({
    arm,
    counts: sumStored(results.filter((run) => run.arm === arm).map((run) => run.stored)),
  }));
  return { baseline, evaluatedAt, curves, finals, improvements, stored };
}

/** The curve of an arm in a task; throws a RangeError if there is none. */
export function curveOf({ curves }: Analysis, arm: string, task: string): Curve {
  const found = curves.find((curve) => curve.arm === arm && curve.task === task);
  if (found === undefined) throw new RangeError(`no curve of arm "${arm}" in task "${task}"`);
  return found;
}

function successOf(results: readonly RunResult[], arm: string, seed: number, task: string, decisions: number): number {
  const run = results.find((it) => it.arm === arm && it.seed === seed);
  if (run === undefined) throw new RangeError(`run ${arm}, seed ${seed} is not finished`);
  const found = run.evaluations.find((it) => it.task === task && it.decisions === decisions);
  if (found !== undefined) return found.success;
  if (run.end.failure !== null) return 0;
  throw new RangeError(`run ${arm}, seed ${seed} has no evaluation at ${decisions} decisions`);
}

/** One figure for each task, and one over all of them. */
function perTaskAndOverall(
  names: readonly string[],
  arm: string,
  estimate: (tasks: readonly number[]) => Estimate,
): Improvement {
  return {
    arm,
    byTask: Object.fromEntries(names.map((name, task) => [name, estimate([task])] as const)),
    overall: estimate(names.map((_, task) => task)),
  };
}

function select(scores: Scores, tasks: readonly number[]): Scores {
  return tasks.map((task) => scores[task]!);
}

function collapsesOf(curves: readonly Curve[]): Record<string, number> {
  return Object.fromEntries(
    curves.map(({ task, points }) => {
      const last = points.at(-1)!;
      const collapsed = last.scores.filter((score, seed) => {
        const best = Math.max(...points.map(({ scores }) => scores[seed]!));
        return best >= COLLAPSE_FROM && score < COLLAPSE_SHARE * best;
      });
      return [task, collapsed.length] as const;
    }),
  );
}
