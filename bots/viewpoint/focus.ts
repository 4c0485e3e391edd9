/**
 * Reduces what a carrier sees to what there is in its drill: the goalie ahead, the nearest team-mate, and the opponent who is
 * most in its way. A network cannot judge players that it has never met; in a match there are more of them.
 */
import { distanceToSegment } from "../../shared/geometry.ts";
import { MATES, OPPONENTS, OWN_GOALIE, type PlayerEntry } from "./entries.ts";

/**
 * Keeps one team-mate and one opponent in the observation at 0.
 *
 * @param towardsX, towardsY where the puck is to go, relative to the skater, in observation units, attack to the right
 */
export function focus(observation: Float32Array, towardsX: number, towardsY: number): void {
  let best = 0;
  let least = Infinity;
  OPPONENTS.forEach(({ isThere, place }, i) => {
    if (observation[isThere.at] === 0) return;
    const distance = distanceToSegment(observation[place.at]!, observation[place.at + 1]!, 0, 0, towardsX, towardsY);
    if (distance >= least) return;
    least = distance;
    best = i;
  });
  if (best > 0) copy(observation, OPPONENTS[best]!, OPPONENTS[0]!);
  for (const player of [...OPPONENTS.slice(1), ...MATES.slice(1), OWN_GOALIE]) clear(observation, player);
}

function copy(observation: Float32Array, from: PlayerEntry, to: PlayerEntry): void {
  for (const part of ["place", "velocity"] as const) {
    observation[to[part].at] = observation[from[part].at]!;
    observation[to[part].at + 1] = observation[from[part].at + 1]!;
  }
}

function clear(observation: Float32Array, { isThere, place, velocity }: PlayerEntry): void {
  observation[isThere.at] = 0;
  observation.fill(0, place.at, place.at + 2);
  observation.fill(0, velocity.at, velocity.at + 2);
}
