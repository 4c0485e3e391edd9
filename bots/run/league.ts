/**
 * The opponents of training matches: the learner as it is, earlier states of it, and the script.
 *
 * Whoever learns only against itself as it is forgets how to play against what it was, and may go round in circles; an
 * average over its past is what fictitious self-play answers to (Heinrich, Lanctot & Silver 2015), and a league mixes
 * opponents (Vinyals et al. 2019). One past state at a time is in play; another one is drawn every so often.
 */
import type { Rng } from "../../shared/rng.ts";
import { OPPONENTS, type Opponent, type TrainConfig } from "./config.ts";
import type { CrewMemory } from "./crew/memory.ts";

/** Decisions between two states that are kept, after each of which another one is drawn. */
const KEEP_EVERY = 20_000;
/** States that are kept; when there are more, every second one is dropped, and they are kept half as often. */
const MOST_STATES = 16;

/** See the file header. */
export interface League {
  /** Called after every cycle: keeps a state and draws another one to play, if it is time. */
  advance(decisions: number): void;
}

/**
 * @param latest the weights that play, as they are now
 * @param memory `past` is the state that is in play
 * @param startedAt decisions so far; a run that goes on begins its league anew
 */
export function createLeague(
  latest: ArrayLike<number>,
  { past, pastVersion }: Pick<CrewMemory, "past" | "pastVersion">,
  startedAt: number,
  rng: Rng,
): League {
  const states: Float32Array[] = [Float32Array.from(latest)];
  let every = KEEP_EVERY;
  let keptAt = startedAt;
  let drawnAt = startedAt;
  past.set(states[0]!);
  return {
    advance(decisions) {
      if (decisions - keptAt >= every) {
        keptAt = decisions;
        states.push(Float32Array.from(latest));
        if (states.length > MOST_STATES) {
          states.splice(0, states.length, ...states.filter((_, i) => i % 2 === 0));
          every *= 2;
        }
      }
      if (decisions - drawnAt < KEEP_EVERY) return;
      drawnAt = decisions;
      past.set(states[rng.int(states.length)]!);
      pastVersion[0]!++;
    },
  };
}

/** Draws the opponent of one training match. */
export function drawOpponent({ opponents }: Pick<TrainConfig, "opponents">, rng: Rng): Opponent {
  let left = rng.next() * OPPONENTS.reduce((sum, name) => sum + (opponents[name] ?? 0), 0);
  return OPPONENTS.find((name) => (left -= opponents[name] ?? 0) < 0) ?? "self";
}
