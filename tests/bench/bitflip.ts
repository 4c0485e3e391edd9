/**
 * `npm run bench -- bitflip`: environment steps until 95 of 100 held-out episodes of bit flipping reach their goal, with
 * and without HER. The proof, outside of hockey, that relabelling does what its papers say.
 */
import { DEFAULT_BIT_FLIP, trainBitFlip, type BitFlipConfig } from "../../bots/bitflip/train.ts";

/** Success that counts as solved. */
const THRESHOLD = 0.95;
/** Evaluations for which a solved run goes on, to see whether it collapses. */
const EVALUATIONS_AFTERWARDS = 4;

/** What is measured; every combination is one run. */
export interface BitFlipBenchOptions {
  readonly bits: readonly number[];
  readonly seeds: readonly number[];
  /** Environment steps at most. Without HER most runs use them all, so their limit decides how long the benchmark takes. */
  readonly decisionsWithHer: number;
  readonly decisionsWithout: number;
}

export const DEFAULT_BIT_FLIP_BENCH: BitFlipBenchOptions = {
  bits: [8, 15, 25, 40, 50],
  seeds: [1, 2, 3],
  decisionsWithHer: 30_000,
  decisionsWithout: 20_000,
};

/** One run. */
export interface BitFlipResult {
  readonly n: number;
  readonly her: boolean;
  readonly seed: number;
  /** Environment steps until an evaluation first found the threshold met, or null if none did. */
  readonly stepsTo95: number | null;
  /** The lowest success of the evaluations after that, or of the last one if it was never met. */
  readonly successAfterwards: number;
}

/** What the benchmark reports: its options, the configuration that all runs share, and the runs. */
export interface BitFlipFigures extends BitFlipBenchOptions {
  readonly threshold: number;
  readonly config: BitFlipConfig;
  readonly results: readonly BitFlipResult[];
}

/** Runs one after the other. */
export async function benchBitflip(
  options: BitFlipBenchOptions = DEFAULT_BIT_FLIP_BENCH,
  onResult: (result: BitFlipResult) => void = printProgress,
): Promise<BitFlipFigures> {
  const results: BitFlipResult[] = [];
  for (const bits of options.bits) {
    for (const her of [true, false]) {
      for (const seed of options.seeds) {
        const decisions = her ? options.decisionsWithHer : options.decisionsWithout;
        const result = await runBitFlip({ bits, her, seed, decisions });
        results.push(result);
        onResult(result);
      }
    }
  }
  return { ...options, threshold: THRESHOLD, config: DEFAULT_BIT_FLIP, results };
}

/** A line on stderr, so that stdout is the figures' alone. */
function printProgress({ n, her, seed, stepsTo95, successAfterwards }: BitFlipResult): void {
  const steps = stepsTo95 === null ? "never" : `after ${stepsTo95} steps`;
  const success = `${Math.round(100 * successAfterwards)}%`;
  const run = `bitflip: n = ${n}, ${her ? "HER" : "no HER"}, seed ${seed}`;
  process.stderr.write(`${run}: 95% ${steps}, ${stepsTo95 === null ? "at the end" : "then at least"} ${success}\n`);
}

/** One run with the default configuration. */
export async function runBitFlip(run: {
  readonly bits: number;
  readonly her: boolean;
  readonly seed: number;
  readonly decisions: number;
}): Promise<BitFlipResult> {
  const { bits, her, seed, decisions } = run;
  let stepsTo95: number | null = null;
  let successAfterwards = 0;
  let evaluationsLeft = EVALUATIONS_AFTERWARDS;
  await trainBitFlip(DEFAULT_BIT_FLIP, {
    bits,
    seed,
    // Room for the evaluations after a late success.
    decisions: decisions + EVALUATIONS_AFTERWARDS * DEFAULT_BIT_FLIP.evaluateEvery,
    isRelabelling: her,
    onEvaluation(now, success) {
      if (stepsTo95 === null && now > decisions) return false;
      const isFirst = stepsTo95 === null && success >= THRESHOLD;
      if (isFirst) stepsTo95 = now;
      successAfterwards = isFirst || stepsTo95 === null ? success : Math.min(successAfterwards, success);
      return stepsTo95 === null || isFirst || --evaluationsLeft > 0;
    },
  });
  return { n: bits, her, seed, stepsTo95, successAfterwards };
}
