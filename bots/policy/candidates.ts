/**
 * The actions that a policy compares: gliding, skating in 8 directions, and passes and shots in directions that are
 * evenly spread from a given first one.
 */
import { GLIDE, PASS, SHOOT, SKATE } from "../viewpoint/actions.ts";

/** A list of actions as two arrays. */
export interface Candidates {
  /** [count] kinds and directions [rad]. */
  readonly kinds: Uint8Array;
  readonly angles: Float32Array;
}

/** Directions to skate in. */
const SKATING_DIRECTIONS = 8;

/** Index of the first candidate that releases the puck. */
export const FIRST_RELEASE = 1 + SKATING_DIRECTIONS;

/** Number of candidates that `createCandidates` makes. */
export function candidateCount(releaseDirections: number): number {
  return FIRST_RELEASE + 2 * releaseDirections;
}

/** Glide, 8 skating directions, `releaseDirections` passes and as many shots, the first of each along the attack. */
export function createCandidates(releaseDirections: number): Candidates {
  const count = candidateCount(releaseDirections);
  const candidates = { kinds: new Uint8Array(count), angles: new Float32Array(count) };
  candidates.kinds[0] = GLIDE;
  for (let i = 0; i < SKATING_DIRECTIONS; i++) {
    candidates.kinds[1 + i] = SKATE;
    candidates.angles[1 + i] = (i * 2 * Math.PI) / SKATING_DIRECTIONS;
  }
  for (let i = 0; i < 2 * releaseDirections; i++) {
    candidates.kinds[FIRST_RELEASE + i] = i < releaseDirections ? PASS : SHOOT;
  }
  spreadReleases(candidates, 0);
  return candidates;
}

/**
 * Rotates all release directions by `offset` of their spacing, 0 to 1, so that over time every direction is compared.
 */
export function spreadReleases(candidates: Candidates, offset: number): void {
  const directions = (candidates.kinds.length - FIRST_RELEASE) / 2;
  for (let i = 0; i < 2 * directions; i++) {
    candidates.angles[FIRST_RELEASE + i] = (((i % directions) + offset) * 2 * Math.PI) / directions;
  }
}
