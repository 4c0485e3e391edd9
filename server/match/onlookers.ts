/**
 * The spectators of a match: people who chose to watch, and people whose place was freed because they were inactive.
 *
 * Reads joins, leaves and passing seconds; decides who has to leave, so that unattended pages never keep others out.
 */

/** The most people without a place in one match, including those who wait for one. */
export const MAX_ONLOOKERS = 24;
/** People who chose to watch keep their right to stay for this long [s]. */
export const WATCHED_SECONDS = 3600;
/** People who lost their place by inactivity may watch for this long [s]. */
export const IDLE_WATCH_SECONDS = 600;

/** A person who has no place and does not wait for one. */
export interface Onlooker {
  /** Empty if unknown. */
  readonly name: string;
  readonly reason: "chosen" | "idle";
  seconds: number;
}

/** By session, in order of arrival. */
export type Onlookers = Map<string, Onlooker>;

/** Whether anybody watches. */
export function isWatched(onlookers: Onlookers): boolean {
  return countWatching(onlookers) > 0;
}

/** The number of spectators who may stay when others need room. */
export function countWatching(onlookers: Onlookers): number {
  let count = 0;
  for (const onlooker of onlookers.values()) if (!isDispensable(onlooker)) count++;
  return count;
}

/**
 * Counts one second.
 *
 * @param places how many spectators there is room for
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
