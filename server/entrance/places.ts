/** Limits how many connections are open, in total and per address, and how fast new ones arrive. */

/** A limited number of places for connections. */
export interface Places {
  readonly taken: number;
  /** Takes a place for `address`; returns a function that frees it, or which limit was reached. */
  take(address: string): (() => void) | "address" | "all";
}

/** Places for `max` connections in total and `maxPerAddress` per address. */
export function createPlaces(max: number, maxPerAddress: number): Places {
  const counts = new Map<string, number>();
  let taken = 0;
  return {
    get taken() {
      return taken;
    },
    take(address) {
      const count = counts.get(address) ?? 0;
      if (count >= maxPerAddress) return "address";
      if (taken >= max) return "all";
      taken++;
      counts.set(address, count + 1);
      let isOpen = true;
      return () => {
        if (!isOpen) return;
        isOpen = false;
        taken--;
        const left = (counts.get(address) ?? 1) - 1;
        if (left === 0) counts.delete(address);
        else counts.set(address, left);
      };
    },
  };
}

/** Buckets that are kept; beyond this, full ones are dropped, or all of them if none is full. */
const MANY = 10_000;

/**
 * A token bucket per address that holds `size` and is refilled by `perSecond`. The returned function takes one token
 * and tells whether there was one. `now` is a monotonic clock [ms].
 */
export function createBuckets(size: number, perSecond: number, now: () => number): (address: string) => boolean {
  const buckets = new Map<string, { level: number; at: number }>();
  const levelAt = (bucket: { level: number; at: number }, at: number): number =>
    Math.min(size, bucket.level + ((at - bucket.at) / 1000) * perSecond);
  return (address) => {
    const at = now();
    if (buckets.size >= MANY && !buckets.has(address)) {
      for (const [key, bucket] of buckets) if (levelAt(bucket, at) >= size) buckets.delete(key);
      if (buckets.size >= MANY) buckets.clear();
    }
    const known = buckets.get(address);
    const level = known === undefined ? size : levelAt(known, at);
    buckets.set(address, { level: level >= 1 ? level - 1 : level, at });
    return level >= 1;
  };
}
