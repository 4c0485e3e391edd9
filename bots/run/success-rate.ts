/** Intervals for success rates. */
import type { SuccessRate } from "../../shared/metrics.ts";

export type { SuccessRate } from "../../shared/metrics.ts";

/** 97.5th percentile of the standard normal distribution: two-sided 95%. */
const Z_95 = 1.959963984540054;

/**
 * The share of `successes` in `episodes` with Wilson's 95% score interval; (0, 0, 1) without episodes.
 *
 * Source: Wilson 1927; recommended for binomial proportions by Brown, Cai & DasGupta 2001.
 */
export function successRate(successes: number, episodes: number): SuccessRate {
  if (!(successes >= 0 && successes <= episodes)) {
    throw new RangeError(`successes must be 0 to ${episodes}, not ${successes}`);
  }
  if (episodes === 0) return { success: 0, low: 0, high: 1, episodes: 0 };
  const share = successes / episodes;
  const zz = (Z_95 * Z_95) / episodes;
  const middle = (share + zz / 2) / (1 + zz);
  const half = (Z_95 / (1 + zz)) * Math.sqrt((share * (1 - share)) / episodes + zz / (4 * episodes));
  return {
    success: share,
    low: successes === 0 ? 0 : middle - half,
    high: successes === episodes ? 1 : middle + half,
    episodes,
  };
}
