/** Episodes as plain data, of the length that they have: between threads that share no memory. */
import { OBS_SIZE } from "../viewpoint/entries.ts";
import type { Episode, Origin } from "./episode.ts";

/** See the file header; the columns are those of `Episode`. */
export interface RecordedEpisode {
  readonly collectedFor: number;
  readonly origin: Origin;
  readonly isTruncated: boolean;
  readonly observations: Float32Array;
  readonly kinds: Uint8Array;
  readonly angles: Float32Array;
  readonly events: Uint16Array;
  readonly durations: Uint8Array;
}

/** A copy of the transitions of `episode`. */
export function copyEpisode(episode: Episode, origin: Origin, isTruncated: boolean): RecordedEpisode {
  const { length, collectedFor } = episode;
  return {
    collectedFor,
    origin,
    isTruncated,
    observations: Float32Array.from(episode.observations.subarray(0, (length + 1) * OBS_SIZE)),
    kinds: Uint8Array.from(episode.kinds.subarray(0, length)),
    angles: Float32Array.from(episode.angles.subarray(0, length)),
    events: Uint16Array.from(episode.events.subarray(0, length)),
    durations: Uint8Array.from(episode.durations.subarray(0, length)),
  };
}

/** Writes a recorded episode into `episode`, which has room for MOST_DECISIONS transitions. */
export function readRecorded(recorded: RecordedEpisode, episode: Episode): void {
  episode.collectedFor = recorded.collectedFor;
  episode.origin = recorded.origin;
  episode.isTruncated = recorded.isTruncated;
  episode.length = recorded.kinds.length;
  episode.goal.fill(0);
  for (const column of ["observations", "kinds", "angles", "events", "durations"] as const) {
    episode[column].set(recorded[column]);
  }
}
