/**
 * `GameEvent`: what happened in one tick, as plain data. Made by `shared/sim/`, read by tasks, scoreboards and sounds.
 *
 * Skaters are named by their index in the roster. `tick` is the tick in which the event happened.
 */
import type { Team } from "./rules.ts";

/** How a skater came to control the puck. */
export type GainKind = "pickup" | "reception" | "interception" | "steal" | "cover";

/** Why play stopped. "frozen": a goalie held the puck. "stuck": nobody could play it. */
export type WhistleReason = "goal" | "frozen" | "stuck" | "period";

export type GameEvent =
  /** `spot` is an index in `FACEOFF_SPOTS`. */
  | { readonly kind: "faceoff"; readonly tick: number; readonly spot: number }
  /** The puck left the stick of `by` towards `aim` [rad]. */
  | {
      readonly kind: "release";
      readonly tick: number;
      readonly by: number;
      readonly stick: "pass" | "shoot";
      readonly aim: number;
    }
  /** `by` controls the puck now; `from` is who touched it last, -1 for nobody. */
  | { readonly kind: "gain"; readonly tick: number; readonly by: number; readonly from: number; readonly how: GainKind }
  /** `by` lost the puck without releasing it; `to` is the opponent who caused it, -1 for nobody. */
  | { readonly kind: "loss"; readonly tick: number; readonly by: number; readonly to: number }
  /** A goalie stopped a puck that an opponent had sent at the goal. */
  | { readonly kind: "save"; readonly tick: number; readonly by: number; readonly from: number }
  /** `at` is the speed into the obstacle [m/s]. */
  | { readonly kind: "boardHit"; readonly tick: number; readonly at: number }
  | { readonly kind: "postHit"; readonly tick: number; readonly at: number }
  /** Two skaters of different teams met at a closing speed of `at` [m/s]. */
  | { readonly kind: "check"; readonly tick: number; readonly by: number; readonly on: number; readonly at: number }
  /** `team` scored: `by` is the scorer (-1: an own goal), `assist` the team-mate who had it before (-1: nobody). */
  | {
      readonly kind: "goalScored";
      readonly tick: number;
      readonly team: Team;
      readonly by: number;
      readonly assist: number;
    }
  | { readonly kind: "whistle"; readonly tick: number; readonly reason: WhistleReason }
  | { readonly kind: "periodStarted"; readonly tick: number; readonly period: number }
  | { readonly kind: "gameOver"; readonly tick: number; readonly winner: Team };
