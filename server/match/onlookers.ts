/**
 * Who looks on: people who chose to, and people whose place was freed because they did nothing.
 *
 * Reads who comes and goes and the seconds that pass; tells who has to leave, so that pages that nobody looks at never keep
 * others out of a match.
 */

/** People without a place that a match has room for, those who wait for one among them. */
export const MAX_ONLOOKERS = 24;
/** People who chose to watch count as present for so long after they came [s]. */
export const WATCHED_SECONDS = 3600;
/** People who lost their place by doing nothing may watch for so long [s]. */
export const IDLE_WATCH_SECONDS = 600;

/** Somebody who has no place and waits for none. */
export interface Onlooker {
  /** Empty if it is not known. */
  readonly name: string;
  readonly reason: "chosen" | "idle";
  seconds: number;
}

/** By session, the first to come first. */
export type Onlookers = Map<string, Onlooker>;

/** Whether somebody watches. */
export function isWatched(onlookers: Onlookers): boolean {
  return countWatching(onlookers) > 0;
}

/** Onlookers who are not to be sent away when others come. */
export function countWatching(onlookers: Onlookers): number {
  let count = 0;
  for (const onlooker of onlookers.values()) if (!isDispensable(onlooker)) count++;
  return count;
}

/**
 * A second has passed.
 *
 * @param places how many onlookers there is room for
 * @returns the sessions of those who have to leave
 */
export function passOnlookersSecond(onlookers: Onlookers, places: number): string[] {
  const leaving: string[] = [];
  let excess = onlookers.size - places;
  for (const [sessionId, onlooker] of onlookers) {
    onlooker.seconds++;
    const isOver = onlooker.reason === "idle" && onlooker.seconds >= IDLE_WATCH_SECONDS;
    if (!isOver && !(excess > 0 && isDispensable(onlooker))) continue;
    leaving.push(sessionId);
    excess--;
  }
  return leaving;
}

function isDispensable({ reason, seconds }: Onlooker): boolean {
  return reason === "idle" || seconds >= WATCHED_SECONDS;
}
