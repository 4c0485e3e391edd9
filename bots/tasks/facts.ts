/**
 * The facts of a transition: all that tasks may read. Every fact is stored, so a transition that was collected for one
 * task can be judged for every other at any time.
 *
 * Events are a set of bits, each a verb and who did it, seen from the seat whose transition it is: several things can
 * happen within one decision.
 */
import type { GameEvent } from "../../shared/events.ts";
import { HALF_LENGTH } from "../../shared/rink.ts";
import type { Skater } from "../../shared/sim/world.ts";
import type { Action } from "../viewpoint/actions.ts";
import { PUCK_PLACE, SELF_PLACE } from "../viewpoint/entries.ts";

/** Who controls the puck now. Goalies count apart from the skaters of their team, unless it is the seat itself. */
export const GAIN_SELF = 1 << 0;
export const GAIN_MATE = 1 << 1;
export const GAIN_OWN_GOALIE = 1 << 2;
export const GAIN_OPPONENT = 1 << 3;
export const GAIN_THEIR_GOALIE = 1 << 4;
/** The seat controls a puck that a team-mate had released. */
export const RECEIVED = 1 << 5;
/** The puck left a stick. */
export const RELEASE_SELF = 1 << 6;
export const RELEASE_MATE = 1 << 7;
export const RELEASE_OPPONENT = 1 << 8;
/** The seat lost the puck without releasing it. */
export const LOSS_SELF = 1 << 9;
/** A goalie stopped a shot that was on target. */
export const SAVE_OURS = 1 << 10;
export const SAVE_THEIRS = 1 << 11;
export const GOAL_FOR = 1 << 12;
export const GOAL_AGAINST = 1 << 13;
/** Play was stopped by the referee. */
export const WHISTLE = 1 << 14;
/** The puck was loose for so long that nobody will take it (see scenarios/seat.ts). */
export const DEAD = 1 << 15;

/** Somebody of the own, or of the other, team controls the puck. */
export const GAIN_OURS = GAIN_SELF | GAIN_MATE | GAIN_OWN_GOALIE;
export const GAIN_THEIRS = GAIN_OPPONENT | GAIN_THEIR_GOALIE;
/** Play is over for now. */
export const STOPPED = GOAL_FOR | GOAL_AGAINST | WHISTLE;

/** The facts of one transition of one seat. */
export interface TransitionFacts {
  readonly action: Readonly<Action>;
  /** A set of the bits above: all that happened from the order to the end of the transition. */
  readonly events: number;
  /** Decisions the transition took, 1 or more: a release lasts until its outcome is known. */
  readonly duration: number;
  /** Where the seat and the puck were at its beginning and at its end [m], with the attack to the right. */
  readonly before: Places;
  readonly after: Places;
  /** [OBS_SIZE] each, at its beginning and at its end. */
  readonly observation: Float32Array;
  readonly nextObservation: Float32Array;
}

/** Places of the seat and of the puck [m], with the attack to the right. */
export interface Places {
  selfX: number;
  selfY: number;
  puckX: number;
  puckY: number;
}

/** Whether any of `bits` is in the set. */
export function any(events: number, bits: number): boolean {
  return (events & bits) !== 0;
}

/** The bits of one event for `self`, one of `skaters`. */
export function bitsOf(event: GameEvent, self: Readonly<Skater>, skaters: readonly Readonly<Skater>[]): number {
  switch (event.kind) {
    case "gain": {
      if (event.by !== self.id) return gainBits(skaters[event.by]!, self);
      const from = event.from < 0 ? undefined : skaters[event.from];
      return GAIN_SELF | (event.how === "reception" && from?.team === self.team ? RECEIVED : 0);
    }
    case "release":
      if (event.by === self.id) return RELEASE_SELF;
      return skaters[event.by]!.team === self.team ? RELEASE_MATE : RELEASE_OPPONENT;
    case "loss":
      return event.by === self.id ? LOSS_SELF : 0;
    case "save":
      return skaters[event.by]!.team === self.team ? SAVE_OURS : SAVE_THEIRS;
    case "goalScored":
      return event.team === self.team ? GOAL_FOR : GOAL_AGAINST;
    case "whistle":
      return WHISTLE;
    case "faceoff":
    case "boardHit":
    case "postHit":
    case "check":
    case "periodStarted":
    case "gameOver":
      break;
  }
  return 0;
}

function gainBits(by: Readonly<Skater>, self: Readonly<Skater>): number {
  if (by.team === self.team) return by.role === "goalie" ? GAIN_OWN_GOALIE : GAIN_MATE;
  return by.role === "goalie" ? GAIN_THEIR_GOALIE : GAIN_OPPONENT;
}

/** Writes the places that are told by the observation at `at`; its puck is relative and all is scaled. */
export function readPlaces(observation: Float32Array, at: number, places: Places): void {
  const x = observation[at + SELF_PLACE.at]!;
  const y = observation[at + SELF_PLACE.at + 1]!;
  places.selfX = x * HALF_LENGTH;
  places.selfY = y * HALF_LENGTH;
  places.puckX = (x + observation[at + PUCK_PLACE.at]!) * HALF_LENGTH;
  places.puckY = (y + observation[at + PUCK_PLACE.at + 1]!) * HALF_LENGTH;
}
