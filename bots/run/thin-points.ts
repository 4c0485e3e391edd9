/** Keeps learning curves small. */
import type { MetricsPoint } from "./metrics.ts";

/**
 * At most `most` of `points`, which are halved as often as need be. The first and the newest stay, and evaluated ones
 * while they are not too many.
 */
export function thinPoints<Point extends MetricsPoint>(points: readonly Point[], most: number): Point[] {
  let kept = [...points];
  while (kept.length > Math.max(2, most)) {
    const evaluated = kept.filter(({ evaluation }) => evaluation !== null).length;
    const areEvaluatedKept = evaluated <= most / 2;
    const last = kept.length - 1;
    let others = 0;
    kept = kept.filter(
      ({ evaluation }, i) => i === 0 || i === last || (areEvaluatedKept && evaluation !== null) || others++ % 2 === 1,
    );
  }
  return kept;
}
