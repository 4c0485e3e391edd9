/**
 * Seeded, splittable random numbers; the only source of chance in `shared/` and `bots/`.
 *
 * Streams are split by name (`rng.child("exploration")`), so an added draw in one place changes no other stream.
 * Source: sfc32 by Chris Doty-Humphrey (PractRand); string hashing by FNV-1a.
 */

/** A stream of random numbers. */
export interface Rng {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform integer in [0, below). */
  int(below: number): number;
  /** Uniform in [low, high). */
  range(low: number, high: number): number;
  /** Standard normal (Box-Muller). */
  normal(): number;
  /** A stream that depends only on this stream's seed and `name`, not on how many numbers were drawn. */
  child(name: string): Rng;
  /** The generator's four words, for snapshots. */
  getState(): RngState;
  /** Continues from `state`, as returned by `getState`. */
  setState(state: RngState): void;
}

/** Four unsigned 32-bit words. */
export type RngState = readonly [number, number, number, number];

/** Makes a stream from a seed: a number or any text. The same seed gives the same stream on every machine. */
export function createRng(seed: number | string): Rng {
  const root = hash(String(seed), 0x811c9dc5);
  let a = hash("a", root);
  let b = hash("b", root);
  let c = hash("c", root);
  let counter = 1;

  function nextWord(): number {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return sum >>> 0;
  }
  for (let i = 0; i < 12; i++) nextWord();

  const next = (): number => nextWord() / 4294967296;
  return {
    next,
    int(below) {
      if (!(Number.isInteger(below) && below > 0)) throw new RangeError(`below must be a positive integer: ${below}`);
      return Math.floor(next() * below);
    },
    range: (low, high) => low + (high - low) * next(),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    child: (name) => createRng(`${seed}/${name}`),
    getState: () => [a >>> 0, b >>> 0, c >>> 0, counter >>> 0],
    setState(state) {
      a = state[0] | 0;
      b = state[1] | 0;
      c = state[2] | 0;
      counter = state[3] | 0;
    },
  };
}

/** FNV-1a over the text's UTF-16 units, started from `start`. Returns an unsigned 32-bit word. */
export function hash(text: string, start = 0x811c9dc5): number {
  let word = start;
  for (let i = 0; i < text.length; i++) {
    word ^= text.charCodeAt(i);
    word = Math.imul(word, 0x01000193);
  }
  return word >>> 0;
}
