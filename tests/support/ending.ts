/** For tests that run at the same time, in which Jest calls no `afterEach`: each ends what it has started. */

/** Calls `end` after the test, whether it passed or not; in the reverse order of the calls. */
export type Afterwards = (end: () => unknown) => void;

/** Runs `test`, which is given a way to end what it starts. */
export async function ending(test: (afterwards: Afterwards) => Promise<void>): Promise<void> {
  const ends: (() => unknown)[] = [];
  try {
    await test((end) => void ends.push(end));
  } finally {
    for (const end of ends.toReversed()) await end();
  }
}
