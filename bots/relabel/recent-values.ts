/**
 * A window of the latest values of a quantity, such as the advantages of the last 500 episodes for one task, to tell
 * how high a new value is. Its arrays are allocated at creation.
 */

/** The latest values of a quantity. */
export interface RecentValues {
  /** Values in the window. */
  readonly count: number;
  /** Adds a value, which replaces the oldest when the window is full. Throws a RangeError if it is not finite. */
  add(value: number): void;
  /** The share of the window below `value`, values equal to it counted half; 0.5 while the window is empty. */
  percentileOf(value: number): number;
  /** The value with the share `share` of the window below it, interpolated linearly; -Infinity while empty. */
  quantile(share: number): number;
  /** log(mean(exp(value / temperature))) over the window; 0 while empty. */
  logMeanExp(temperature: number): number;
}

/** An empty window of `capacity` values. */
export function createRecentValues(capacity: number): RecentValues {
  if (!(Number.isInteger(capacity) && capacity >= 1)) {
    throw new RangeError(`capacity must be a whole number above 0, not ${capacity}`);
  }
  const values = new Float64Array(capacity);
  const sorted = new Float64Array(capacity);
  let added = 0;
  const count = (): number => Math.min(added, capacity);
  return {
    get count() {
      return count();
    },
    add(value) {
      if (!Number.isFinite(value)) throw new RangeError(`value must be finite, not ${value}`);
      values[added++ % capacity] = value;
    },
    percentileOf(value) {
      const n = count();
      if (n === 0) return 0.5;
      let below = 0;
      for (let i = 0; i < n; i++) {
        const other = values[i]!;
        if (other < value) below += 1;
        else if (other === value) below += 0.5;
      }
      return below / n;
    },
    quantile(share) {
      const n = count();
      if (n === 0) return -Infinity;
      sorted.set(values);
      sorted.subarray(0, n).sort();
      const place = share * (n - 1);
      const low = sorted[Math.floor(place)]!;
      const high = sorted[Math.ceil(place)]!;
      return low + (place - Math.floor(place)) * (high - low);
    },
    logMeanExp(temperature) {
      const n = count();
      if (n === 0) return 0;
      // The largest value is factored out, so that no exponential overflows.
      let largest = -Infinity;
      for (let i = 0; i < n; i++) largest = Math.max(largest, values[i]!);
      let sum = 0;
      for (let i = 0; i < n; i++) sum += Math.exp((values[i]! - largest) / temperature);
      return largest / temperature + Math.log(sum / n);
    },
  };
}
