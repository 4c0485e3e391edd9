/**
 * The actions that a policy compares: gliding, skating, passing and shooting, each in directions that are evenly spread from
 * a given first one.
 */
import { GLIDE, PASS, SHOOT, SKATE } from "../viewpoint/actions.ts";

/** A list of actions as two arrays. */
export interface Candidates {
  /** Directions of each kind. */
  readonly skating: number;
  readonly releases: number;
  /** [count] kinds and directions [rad]. */
  readonly kinds: Uint8Array;
  readonly angles: Float32Array;
  /** Index of the first candidate that releases the puck: without the puck, those before it are all there are. */
  readonly firstRelease: number;
}

/** Number of candidates that `createCandidates` makes. */
export function candidateCount(skating: number, releases: number): number {
  return 1 + skating + 2 * releases;
}

/** Glide, `skating` directions to skate in, `releases` passes and as many shots, the first of each along the attack. */
export function createCandidates(skating: number, releases: number): Candidates {
  const count = candidateCount(skating, releases);
  const firstRelease = 1 + skating;
  const kinds = new Uint8Array(count);
  kinds[0] = GLIDE;
  kinds.fill(SKATE, 1, firstRelease);
  kinds.fill(PASS, firstRelease, firstRelease + releases);
  kinds.fill(SHOOT, firstRelease + releases);
  const candidates = { skating, releases, kinds, angles: new Float32Array(count), firstRelease };
  turnCandidates(candidates, 0);
  return candidates;
}

/** Rotates all directions by `offset` of their spacing, 0 to 1, so that over time every direction is compared. */
export function turnCandidates({ skating, releases, angles, firstRelease }: Candidates, offset: number): void {
  for (let i = 0; i < skating; i++) angles[1 + i] = ((i + offset) * 2 * Math.PI) / skating;
  for (let i = 0; i < releases; i++) {
    const angle = ((i + offset) * 2 * Math.PI) / releases;
    angles[firstRelease + i] = angle;
    angles[firstRelease + releases + i] = angle;
  }
}
