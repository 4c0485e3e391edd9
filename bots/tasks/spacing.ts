/** What it costs to be close to a team-mate. */
import { MATES } from "../viewpoint/entries.ts";
import { LENGTH_SCALE } from "../viewpoint/observation.ts";
import type { TransitionFacts } from "./facts.ts";

/** From this distance on it costs nothing [m]; 2.5 m is what `bench -- match` counts as crowded. */
const APART = 4;
/** Reward of a decision period that ends on the same spot: half a second of it costs 0.3 of a success. */
const SAME_SPOT = -0.06;

/** The (negative) reward for ending close to a team-mate who is not a goalie, the greater the closer; else 0. */
export function crowding({ nextObservation, duration }: TransitionFacts): number {
  const { isThere, place } = MATES[0]!;
  if (nextObservation[isThere.at] === 0) return 0;
  const distance = Math.hypot(nextObservation[place.at]!, nextObservation[place.at + 1]!) / LENGTH_SCALE;
  return duration * SAME_SPOT * Math.max(0, 1 - distance / APART);
}
