/**
 * One recorded episode, from reset to end, before it is judged for any task.
 *
 * Holds what any task may need later: observations, actions, outcomes and durations. The arrays are allocated once, in
 * shared memory, and reused by the collector.
 */
import type { Action } from "../viewpoint/actions.ts";
import { OBS_SIZE } from "../viewpoint/observation.ts";
import { sharedBytes, sharedFloats } from "./shared-arrays.ts";
import { OUTCOMES, type Outcome, type TransitionFacts } from "../tasks/task.ts";

/** Who acted: a drill's carrier, a bot in a match, or a person. */
export const ORIGINS = ["drill", "match-bot", "person"] as const;
export type Origin = (typeof ORIGINS)[number];

/** A trajectory. Row t of `observations` is before transition t, row t + 1 after it. */
export interface Episode {
  id: number;
  /** Identifier of the task it was collected for. */
  collectedFor: number;
  origin: Origin;
  /** Transitions recorded. */
  length: number;
  /** Whether time ran out before anything was decided. */
  isTruncated: boolean;
  /** [capacity + 1, OBS_SIZE] */
  readonly observations: Float32Array;
  /** [capacity] kind and direction [rad] of each action */
  readonly kinds: Uint8Array;
  readonly angles: Float32Array;
  /** [capacity] indices in OUTCOMES */
  readonly outcomes: Uint8Array;
  /** [capacity] decision periods */
  readonly durations: Uint8Array;
}

/** An empty episode with room for `capacity` transitions. */
export function createEpisode(capacity: number): Episode {
  return {
    id: 0,
    collectedFor: 0,
    origin: "drill",
    length: 0,
    isTruncated: false,
    observations: sharedFloats((capacity + 1) * OBS_SIZE),
    kinds: sharedBytes(capacity),
    angles: sharedFloats(capacity),
    outcomes: sharedBytes(capacity),
    durations: sharedBytes(capacity),
  };
}

/**
 * Appends a transition. Its observation is already in row `length`; the caller writes the next one to the row after.
 *
 * @throws RangeError if the episode is full
 */
export function recordTransition(episode: Episode, action: Readonly<Action>, outcome: Outcome, duration: number): void {
  const t = episode.length;
  if (t >= episode.kinds.length) throw new RangeError(`episode is full: ${t} transitions`);
  episode.kinds[t] = action.kind;
  episode.angles[t] = action.angle;
  episode.outcomes[t] = OUTCOMES.indexOf(outcome);
  episode.durations[t] = Math.min(duration, 255);
  episode.length = t + 1;
}

/** Transition `t` of `episode`, for tasks. The observations are views, not copies. */
export function factsOf(episode: Episode, t: number): TransitionFacts {
  if (!(t >= 0 && t < episode.length)) throw new RangeError(`t must be 0 to ${episode.length - 1}, not ${t}`);
  return {
    action: { kind: episode.kinds[t]!, angle: episode.angles[t]! },
    outcome: OUTCOMES[episode.outcomes[t]!]!,
    duration: episode.durations[t]!,
    observation: episode.observations.subarray(t * OBS_SIZE, (t + 1) * OBS_SIZE),
    nextObservation: episode.observations.subarray((t + 1) * OBS_SIZE, (t + 2) * OBS_SIZE),
  };
}
