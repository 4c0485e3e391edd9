/**
 * One recorded episode of one seat, from its first order to its end, before it is judged for any task.
 *
 * Holds what any task may need later. The arrays are allocated once, in shared memory, and reused by the collector.
 */
import { readPlaces, type Places, type TransitionFacts } from "../tasks/facts.ts";
import type { Action } from "../viewpoint/actions.ts";
import { GOAL_SIZE } from "../viewpoint/action-frame.ts";
import { OBS_SIZE } from "../viewpoint/entries.ts";
import { sharedBytes, sharedFloats, sharedShorts } from "./shared-arrays.ts";

/**
 * Who acted: the learner; in training matches an earlier state of it, or the script; on the server a bot in a match, or a
 * person.
 */
export const ORIGINS = ["practice", "past-self", "script", "match-bot", "person"] as const;
export type Origin = (typeof ORIGINS)[number];

/** A trajectory. Row t of `observations` is before transition t, row t + 1 after it. */
export interface Episode {
  id: number;
  /** Identifier of the task it was collected for. */
  collectedFor: number;
  origin: Origin;
  /** Transitions recorded. */
  length: number;
  /** Whether time ran out before the task was over. */
  isTruncated: boolean;
  /** [GOAL_SIZE] the goal it was collected for; not used if its task has none */
  readonly goal: Float32Array;
  /** [capacity + 1, OBS_SIZE] */
  readonly observations: Float32Array;
  /** [capacity] kind and direction [rad] of each action */
  readonly kinds: Uint8Array;
  readonly angles: Float32Array;
  /** [capacity] sets of events, see tasks/facts.ts */
  readonly events: Uint16Array;
  /** [capacity] decision periods */
  readonly durations: Uint8Array;
}

/** An empty episode with room for `capacity` transitions. */
export function createEpisode(capacity: number): Episode {
  return {
    id: 0,
    collectedFor: 0,
    origin: "practice",
    length: 0,
    isTruncated: false,
    goal: sharedFloats(GOAL_SIZE),
    observations: sharedFloats((capacity + 1) * OBS_SIZE),
    kinds: sharedBytes(capacity),
    angles: sharedFloats(capacity),
    events: sharedShorts(capacity),
    durations: sharedBytes(capacity),
  };
}

/**
 * Appends a transition. Its observation is already in row `length`; the caller writes the next one to the row after.
 *
 * @throws RangeError if the episode is full
 */
export function recordTransition(episode: Episode, action: Readonly<Action>, events: number, duration: number): void {
  const t = episode.length;
  if (t >= episode.kinds.length) throw new RangeError(`episode is full: ${t} transitions`);
  episode.kinds[t] = action.kind;
  episode.angles[t] = action.angle;
  episode.events[t] = events;
  episode.durations[t] = Math.min(duration, 255);
  episode.length = t + 1;
}

/** Transition `t` of `episode`, for tasks. The observations are views, not copies. */
export function factsOf(episode: Episode, t: number): TransitionFacts {
  if (!(t >= 0 && t < episode.length)) throw new RangeError(`t must be 0 to ${episode.length - 1}, not ${t}`);
  const { observations } = episode;
  return {
    action: { kind: episode.kinds[t]!, angle: episode.angles[t]! },
    events: episode.events[t]!,
    duration: episode.durations[t]!,
    before: placesAt(observations, t * OBS_SIZE),
    after: placesAt(observations, (t + 1) * OBS_SIZE),
    observation: observations.subarray(t * OBS_SIZE, (t + 1) * OBS_SIZE),
    nextObservation: observations.subarray((t + 1) * OBS_SIZE, (t + 2) * OBS_SIZE),
  };
}

function placesAt(observations: Float32Array, at: number): Places {
  const places = { selfX: 0, selfY: 0, puckX: 0, puckY: 0 };
  readPlaces(observations, at, places);
  return places;
}
