/** Made-up episodes of a puck carrier for tests of judging, relabelling and replay. */
import { createEpisode, ORIGINS, recordTransition, type Episode } from "../../bots/replay/episode.ts";
import * as facts from "../../bots/tasks/facts.ts";
import { taskId } from "../../bots/tasks/registry.ts";
import { ACTION_KINDS } from "../../bots/viewpoint/actions.ts";
import { FLAG_ENTRIES, OBS_SIZE, SELF_CONTROLS } from "../../bots/viewpoint/entries.ts";
import type { Rng } from "../../shared/rng.ts";

/** How a carrier's transition ends, and the event that says so. */
export const ENDS = {
  none: 0,
  goal: facts.GOAL_FOR,
  teammate: facts.GAIN_MATE,
  opponent: facts.GAIN_OPPONENT,
  saved: facts.SAVE_THEIRS,
  frozen: facts.GAIN_THEIR_GOALIE,
  dead: facts.DEAD,
} as const;
export type End = keyof typeof ENDS;

const END_NAMES: readonly End[] = ["none", "goal", "teammate", "opponent", "saved", "frozen", "dead"];
/** The tasks of a carrier that have no goal. */
export const CARRIER_TASKS = [taskId("shoot"), taskId("pass")] as const;

/** An episode of a carrier whose transitions end with `ends`, filled with random numbers otherwise. */
export function madeUpEpisode(rng: Rng, ends: readonly End[], collectedFor = 0, id = 0): Episode {
  const episode = createEpisode(Math.max(1, ends.length));
  episode.id = id;
  episode.collectedFor = collectedFor;
  episode.origin = ORIGINS[rng.int(ORIGINS.length)]!;
  for (let k = 0; k < episode.observations.length; k++) episode.observations[k] = rng.range(-1, 1);
  for (let at = 0; at < episode.observations.length; at += OBS_SIZE) {
    for (const flag of FLAG_ENTRIES) episode.observations[at + flag.at] = flag === SELF_CONTROLS ? 1 : 0;
  }
  for (const end of ends) {
    const action = { kind: rng.int(ACTION_KINDS.length), angle: rng.range(-3, 3) };
    recordTransition(episode, action, ENDS[end], 1 + rng.int(20));
  }
  return episode;
}

/** An episode of `length` transitions with random ends, collected for a random task of a carrier. */
export function randomEpisode(rng: Rng, length: number, id = 0): Episode {
  const ends = Array.from({ length }, () => (rng.next() < 0.7 ? "none" : END_NAMES[rng.int(END_NAMES.length)]!));
  return madeUpEpisode(rng, ends, CARRIER_TASKS[rng.int(CARRIER_TASKS.length)], id);
}
