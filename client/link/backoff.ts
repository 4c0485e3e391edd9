/** How long to wait before the next attempt: longer each time, and spread at random. */

/** The approximate first wait, and the longest [ms]. */
export const FIRST_MS = 300;
export const LONGEST_MS = 5000;

/**
 * The wait before attempt number `tries` (0 for the first) [ms].
 *
 * @param random in [0, 1): the clients of one server must not all reconnect at the same moment
 */
export function waitMs(tries: number, random: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** tries);
  return full * (0.5 + 0.5 * random);
}
