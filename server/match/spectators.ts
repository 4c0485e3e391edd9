/**
 * The spectators of a match: people who chose to watch, and people whose place was freed because they were inactive.
 *
 * Reads joins, leaves and passing seconds; decides who has to leave, so that unattended pages never keep others out.
 */

/** The most people without a place in one match, including those who wait for one. */
export const MAX_SPECTATORS = 24;
/** People who chose to watch keep their right to stay for this long [s]. */
export const WATCHED_SECONDS = 3600;
/** People who lost their place by inactivity may watch for this long [s]. */
export const IDLE_WATCH_SECONDS = 600;

/** A person who has no place and does not wait for one. */
export interface Spectator {
  /** Empty if unknown. */
  readonly name: string;
  readonly reason: "chosen" | "idle";
  seconds: number;
}

/** By session, in order of arrival. */
export type Spectators = Map<string, Spectator>;

/** Whether anybody watches. */
export function isWatched(spectators: Spectators): boolean {
  return countWatching(spectators) > 0;
}

/** The number of spectators who may stay when others need room. */
export function countWatching(spectators: Spectators): number {
  let count = 0;
  for (const spectator of spectators.values()) if (!isDispensable(spectator)) count++;
  return count;
}

/**
 * Counts one second.
 *
 * @param places how many spectators there is room for
 * @returns the sessions of those who have to leave
 */
export function passSpectatorsSecond(spectators: Spectators, places: number): string[] {
  const leaving: string[] = [];
  let excess = spectators.size - places;
  for (const [sessionId, spectator] of spectators) {
    spectator.seconds++;
    const isOver = spectator.reason === "idle" && spectator.seconds >= IDLE_WATCH_SECONDS;
    if (!isOver && !(excess > 0 && isDispensable(spectator))) continue;
    leaving.push(sessionId);
    excess--;
  }
  return leaving;
}

function isDispensable({ reason, seconds }: Spectator): boolean {
  return reason === "idle" || seconds >= WATCHED_SECONDS;
}
