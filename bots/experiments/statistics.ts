/**
 * Statistics of few runs, as in rliable: interquartile means, stratified bootstrap intervals, probability of
 * improvement.
 *
 * Reads scores of runs, one list per task; gives estimates with their interval. Seeded: the same scores give the same
 * interval. Source: Agarwal et al. 2021, "Deep Reinforcement Learning at the Edge of the Statistical Precipice".
 */
import type { Rng } from "../../shared/rng.ts";

/** Bootstrap draws for a figure of the final tables, and for a point of a curve. */
export const AGGREGATE_DRAWS = 50_000;
export const CURVE_DRAWS = 2_000;

/** Scores of one arm: a list per task (the strata), with a number per run. */
export type Scores = readonly (readonly number[])[];

/** An estimate with its 95% interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The interquartile mean: the mean of the middle half. A quarter of the values, rounded down, is cut off at each end,
 * as in scipy's `trim_mean(values, 0.25)`.
 */
export function interquartileMean(values: Iterable<number>): number {
  const sorted = Float64Array.from(values).toSorted();
  if (sorted.length === 0) throw new RangeError("values must hold at least one number");
  const cut = Math.floor(sorted.length / 4);
  let sum = 0;
  for (let i = cut; i < sorted.length - cut; i++) sum += sorted[i]!;
  return sum / (sorted.length - 2 * cut);
}

/** The interquartile mean over runs x tasks, with its percentile bootstrap interval stratified by task. */
export function estimateMean(scores: Scores, draws: number, rng: Rng): Estimate {
  return bootstrap([scores], ([drawn]) => interquartileMean(drawn!.flat()), draws, rng);
}

/**
 * The probability that a run of `treated` beats a run of `baseline`, averaged over tasks, with its bootstrap interval.
 *
 *     P(X > Y) = U / (n m),   U = #{(i, j): x_i > y_j} + 1/2 #{(i, j): x_i = y_j}     (Mann & Whitney 1947)
 */
export function probabilityOfImprovement(treated: Scores, baseline: Scores, draws: number, rng: Rng): Estimate {
  if (treated.length !== baseline.length) {
    throw new RangeError(`both arms must have the same tasks, not ${treated.length} and ${baseline.length}`);
  }
  const statistic = ([x, y]: readonly Scores[]): number => {
    let sum = 0;
    for (let task = 0; task < x!.length; task++) sum += shareOfWins(x![task]!, y![task]!);
    return sum / x!.length;
  };
  return bootstrap([treated, baseline], statistic, draws, rng);
}

/** U / (n m) of `probabilityOfImprovement`. */
function shareOfWins(xs: readonly number[], ys: readonly number[]): number {
  let wins = 0;
  for (const x of xs) for (const y of ys) wins += x > y ? 1 : x === y ? 0.5 : 0;
  return wins / (xs.length * ys.length);
}

/** A statistic of the arms, and its 2.5th and 97.5th percentile when the runs of each task are resampled. */
function bootstrap(
  arms: readonly Scores[],
  statistic: (arms: readonly Scores[]) => number,
  draws: number,
  rng: Rng,
): Estimate {
  if (!Number.isInteger(draws) || draws < 1) throw new RangeError(`draws must be a whole number from 1, not ${draws}`);
  for (const runs of arms.flat()) if (runs.length === 0) throw new RangeError("every task must have at least one run");
  const drawn = arms.map((scores) => scores.map((runs) => [...runs]));
  const values = new Float64Array(draws);
  for (let i = 0; i < draws; i++) {
    arms.forEach((scores, arm) => scores.forEach((runs, task) => resample(runs, drawn[arm]![task]!, rng)));
    values[i] = statistic(drawn);
  }
  values.sort();
  return { value: statistic(arms), low: percentile(values, 0.025), high: percentile(values, 0.975) };
}

function resample(runs: readonly number[], into: number[], rng: Rng): void {
  for (let i = 0; i < runs.length; i++) into[i] = runs[rng.int(runs.length)]!;
}

/** The value below which a share of `sorted` lies, interpolated linearly as numpy does. */
export function percentile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (at - below) * (sorted[above]! - sorted[below]!);
}
