/** Records one trajectory of a seat at a time: with the puck, or without it. */
import type { Rng } from "../../shared/rng.ts";
import type { Sim } from "../../shared/sim/world.ts";
import { createExplorer, type Explorer } from "../policy/explorer.ts";
import { factsOf, recordTransition, type Episode } from "../replay/episode.ts";
import type { Seat, SeatTransition } from "../scenarios/seat.ts";
import { TASKS } from "../tasks/registry.ts";
import type { Action } from "../viewpoint/actions.ts";
import { OBS_SIZE } from "../viewpoint/entries.ts";
import { observe } from "../viewpoint/observation.ts";

/** The episodes that are recorded into, in turn. */
export interface EpisodeRing {
  readonly slots: readonly Episode[];
  slot: number;
}

/** See the file header. */
export interface Lane {
  readonly id: number;
  readonly seat: Seat;
  readonly transition: SeatTransition;
  /** Shared with the lanes of the same number in the station's other scenarios. */
  readonly ring: EpisodeRing;
  isRecording: boolean;
  readonly explorer: Explorer;
  /** The latest order. */
  readonly action: Action;
  /** Index of its question to the policy in this round; NOT_ASKED if its action is chosen otherwise, NOT_DUE if it has none. */
  asked: number;
}

export const NOT_ASKED = -1;
export const NOT_DUE = -2;

/** The two lanes of a seat; the first of them has the number `first`. */
export function createLanes(seat: Seat, first: number, rings: readonly EpisodeRing[]): Lane[] {
  return [seat.carrying, seat.moving].map((transition, k) => ({
    id: first + k,
    seat,
    transition,
    ring: rings[first + k]!,
    isRecording: false,
    explorer: createExplorer(),
    action: { kind: 0, angle: 0 },
    asked: NOT_DUE,
  }));
}

/** The episode that is being recorded. */
export function episodeOf({ ring }: Lane): Episode {
  return ring.slots[ring.slot]!;
}

/** A trajectory begins, collected for `task`. */
export function beginRecording(lane: Lane, sim: Sim, task: number, rng: Rng): void {
  const episode = episodeOf(lane);
  episode.collectedFor = task;
  episode.length = 0;
  episode.isTruncated = false;
  episode.goal.fill(0);
  TASKS[task]!.goals?.draw(sim, lane.seat.skater, rng, episode.goal, 0);
  lane.explorer.left = 0;
  lane.isRecording = true;
}

/** Writes what the seat sees now, after the transitions that are recorded. */
export function observeNow(lane: Lane, sim: Sim): void {
  const { observations, length } = episodeOf(lane);
  observe(sim, lane.seat.skater, observations, length * OBS_SIZE);
}

/**
 * Records the transition that is over, if there is one.
 *
 * @returns whether the task that the trajectory is collected for is over
 */
export function takeTransition(lane: Lane, sim: Sim): boolean {
  const { transition, action } = lane;
  if (transition.state !== "over") return false;
  transition.state = "none";
  const episode = episodeOf(lane);
  recordTransition(episode, action, transition.events, transition.duration);
  observeNow(lane, sim);
  const { collectedFor, goal, length } = episode;
  return TASKS[collectedFor]!.terminated(factsOf(episode, length - 1), goal, 0);
}

/** The trajectory is over. Returns the number of its slot; the next one is recorded elsewhere. */
export function endRecording(lane: Lane, isTruncated: boolean): number {
  const { ring } = lane;
  const { slot } = ring;
  episodeOf(lane).isTruncated = isTruncated;
  lane.isRecording = false;
  ring.slot = (slot + 1) % ring.slots.length;
  return slot;
}
