/** How many connections are open, in all and from each address, and how fast new ones come. */

/** A number of places that connections take and give back. */
export interface Places {
  readonly taken: number;
  /** Takes a place for `address`; returns how to give it back, or why there is none. */
  take(address: string): (() => void) | "address" | "all";
}

/** Places for `max` connections in all and `maxPerAddress` of one address. */
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

/** Addresses that are remembered; beyond it those with full buckets are forgotten, or all if none is full. */
const MANY = 10_000;

/**
 * A bucket for each address that holds `size` and is refilled by `perSecond`; returns whether one could be taken out.
 * `now` is a steady clock [ms].
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
