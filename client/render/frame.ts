/**
 * What is drawn: everything on one rink at one moment, as plain numbers.
 *
 * Filled for each screen frame from the room's state (predict.ts) or from a demonstration, read by `render/`.
 */
import type { Point } from "../../shared/rink.ts";
import type { Role, Team } from "../../shared/rules.ts";

/** A bot's value of one task, in [0, 1]. */
export interface Thought {
  readonly task: string;
  readonly value: number;
}

/** One skater as drawn [m, m/s, rad]. */
export interface SkaterFigure {
  x: number;
  y: number;
  vx: number;
  vy: number;
  heading: number;
  team: Team;
  role: Role;
  number: number;
  name: string;
  /** Whether a person plays it rather than a bot. */
  isPerson: boolean;
  /** Whether the person is away and a bot plays instead. */
  isAway: boolean;
  /** A bot's values of tasks in [0, 1]; empty when it has none. */
  readonly thoughts: Thought[];
}

/** The puck as drawn [m, m/s]. */
export interface PuckFigure {
  x: number;
  y: number;
  vx: number;
  vy: number;
  /** Index of the skater who controls it, -1 for nobody. */
  carrier: number;
}

/** Everything that moves on a rink at one moment. */
export interface RinkFrame {
  readonly skaters: SkaterFigure[];
  readonly puck: PuckFigure;
  /** The place that the drill asks for [m]; null: none. */
  goal: Point | null;
  /** Index of the player's skater, -1 for a spectator. */
  you: number;
  /** Direction in which the player aims [rad]. */
  aim: number;
}

/** An empty rink. */
export function emptyFrame(): RinkFrame {
  return { skaters: [], puck: { x: 0, y: 0, vx: 0, vy: 0, carrier: -1 }, goal: null, you: -1, aim: 0 };
}

/** A skater at centre ice, to be filled. */
export function emptySkater(): SkaterFigure {
  return {
    x: 0,
    y: 0,
    vx: 0,
    vy: 0,
    heading: 0,
    team: 0,
    role: "skater",
    number: 0,
    name: "",
    isPerson: false,
    isAway: false,
    thoughts: [],
  };
}
