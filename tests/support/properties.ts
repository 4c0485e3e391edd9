/** fast-check with a fixed seed, so that every failure can be reproduced. */
import { assert, integer, type Arbitrary, type IRawProperty } from "fast-check";

const SEED = 2026;

/** Checks `property` on `runs` examples. */
export function check<T>(property: IRawProperty<T, false>, runs: number): void {
  assert(property, { numRuns: runs, seed: SEED });
}

/** Seeds of simulations. */
export const anySeed: Arbitrary<number> = integer({ min: 0, max: 1e9 });
