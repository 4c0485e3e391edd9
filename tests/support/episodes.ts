/** Made-up episodes for tests of judging, sharing and replay. */
import { ACTION_KINDS } from "../../bots/viewpoint/actions.ts";
import { createEpisode, ORIGINS, recordTransition, type Episode } from "../../bots/replay/episode.ts";
import { N_TASKS } from "../../bots/tasks/registry.ts";
import { OUTCOMES, type Outcome } from "../../bots/tasks/task.ts";
import type { Rng } from "../../shared/rng.ts";

/** An episode whose transitions end with `outcomes`, filled with random numbers otherwise. */
export function madeUpEpisode(rng: Rng, outcomes: readonly Outcome[], collectedFor = 0, id = 0): Episode {
  const episode = createEpisode(Math.max(1, outcomes.length));
  episode.id = id;
  episode.collectedFor = collectedFor;
  episode.origin = ORIGINS[rng.int(ORIGINS.length)]!;
  for (let k = 0; k < episode.observations.length; k++) episode.observations[k] = rng.range(-1, 1);
  for (const outcome of outcomes) {
    const action = { kind: rng.int(ACTION_KINDS.length), angle: rng.range(-3, 3) };
    recordTransition(episode, action, outcome, 1 + rng.int(20));
  }
  return episode;
}

/** An episode of `length` transitions with random outcomes, collected for a random task. */
export function randomEpisode(rng: Rng, length: number, id = 0): Episode {
  const outcomes = Array.from({ length }, () => (rng.next() < 0.7 ? "none" : OUTCOMES[rng.int(OUTCOMES.length)]!));
  return madeUpEpisode(rng, outcomes, rng.int(N_TASKS), id);
}
