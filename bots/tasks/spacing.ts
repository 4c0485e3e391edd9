/** What it costs to be close to a team-mate. */
import { MATES } from "../viewpoint/entries.ts";
import { LENGTH_SCALE } from "../viewpoint/observation.ts";
import type { TransitionFacts } from "./facts.ts";

/** Team-mates nearer than this are crowded [m], as `bench -- match` counts them. */
const CROWDED_DISTANCE = 2.5;
/** Reward of a decision that ends so: a second of it costs 0.5 of a success. */
const CROWDED_REWARD = -0.05;

/** The (negative) reward for ending close to a team-mate who is not a goalie, else 0. */
export function crowding({ nextObservation }: TransitionFacts): number {
  const { isThere, place } = MATES[0]!;
  if (nextObservation[isThere.at] === 0) return 0;
  const distance = Math.hypot(nextObservation[place.at]!, nextObservation[place.at + 1]!) / LENGTH_SCALE;
  return distance < CROWDED_DISTANCE ? CROWDED_REWARD : 0;
}
