/**
 * The interface of a scenario: who is on the ice, how it starts, which seats learn and what for, who drives the others, and
 * how long it may take. A drill, a goalie's drill and a match are scenarios.
 */
import type { Control } from "../../shared/control.ts";
import type { Ice } from "../../shared/rink.ts";
import type { Rng } from "../../shared/rng.ts";
import type { Team } from "../../shared/rules.ts";
import type { Sim, SimConfig } from "../../shared/sim/world.ts";

/** A skater that a policy plays. */
export interface SeatSpec {
  /** Index in the roster. */
  readonly skater: number;
  /** Names of the tasks that are practised in this seat. The seat acts only in situations in which one of them can be played. */
  readonly tasks: readonly string[];
}

/** One scenario. */
export interface Scenario {
  /** Used in flags, files and on the screen. */
  readonly name: string;
  /** One sentence that says what is practised. */
  readonly summary: string;
  /** Roster and match rules; null rules: no clock and no whistles. */
  readonly config: SimConfig;
  readonly seats: readonly SeatSpec[];
  /** The team whose seats are played by an opponent of the league (see bots/run/league.ts); absent: all are played by the learner. */
  readonly league?: Team;
  /** The part of the ice that it takes place on, for people who watch. */
  readonly ice: Ice;
  /** Decision periods, of 0.1 s, after which an episode is truncated. */
  readonly decisions: number;
  /** Places everybody at random for a new episode. */
  start(sim: Sim, rng: Rng): void;
  /**
   * Writes the control of a skater that no policy drives at this decision; also of a seat, in situations that it does not act
   * in.
   *
   * @param mood uniform in [0, 1), drawn at the start: lets the others play differently from episode to episode
   */
  drive(sim: Sim, id: number, control: Control, mood: number): void;
}
