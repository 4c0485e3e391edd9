/**
 * Players, speeds and times of the game, in SI units, each with its source.
 *
 * "Measured" means tuned in simulation and on screen until play was lively and no puck tunnelled.
 */
import { TICK_SECONDS } from "./units.ts";

/** 0 is home and attacks towards +x, 1 is away and attacks towards -x. Teams do not change ends. */
export type Team = 0 | 1;

/** What a player is: only a goalie stops the puck with the body, covers it and can freeze it. */
export type Role = "skater" | "goalie";

/** How a role skates. */
export interface SkatingProfile {
  /** Radius of the body [m]. */
  readonly radius: number;
  /** Mass with gear [kg]. */
  readonly mass: number;
  /** Speed approached by pushing steadily in one direction [m/s]. */
  readonly topSpeed: number;
  /** Time constant of the approach to the wanted velocity [s]; 90% of top speed after 2.3 of these. */
  readonly pushSeconds: number;
  /** Time constant of slowing down without pushing [s]. */
  readonly glideSeconds: number;
  /** Greatest turning rate of the stick [rad/s]. */
  readonly turnRate: number;
  /** Share of the difference to the wanted velocity that is left after a tick: exp(-dt / tau) of both time constants. */
  readonly pushKeep: number;
  readonly glideKeep: number;
}

/**
 * Skating per role. Source: top speed of fast professionals (about 11-12 m/s); the rest measured. A goalie is wide and slow
 * to cross the crease: most shots of a standing player are stopped, a shot after a pass across comes too early.
 */
export const SKATING: Readonly<Record<Role, SkatingProfile>> = {
  skater: profile({ radius: 0.9, mass: 90, topSpeed: 12.4, pushSeconds: 0.35, glideSeconds: 1.8, turnRate: 12 }),
  goalie: profile({ radius: 1.25, mass: 100, topSpeed: 5.5, pushSeconds: 0.2, glideSeconds: 0.4, turnRate: 12 }),
};

/** Adds what follows from the time constants, so that no tick has to compute it. */
function profile(given: Omit<SkatingProfile, "pushKeep" | "glideKeep">): SkatingProfile {
  const pushKeep = Math.exp(-TICK_SECONDS / given.pushSeconds);
  return { ...given, pushKeep, glideKeep: Math.exp(-TICK_SECONDS / given.glideSeconds) };
}

/** Fewest and most skaters a side, goalie not counted. */
export const MIN_SKATERS = 1;
export const MAX_SKATERS = 5;

/** Puck radius [m] (enlarged, see rink.ts) and mass [kg]. */
export const PUCK_RADIUS = 0.45;
export const PUCK_MASS = 4;
/** Time constant of the puck's slowing on the ice [s]. Source: 0.8% per tick, measured. */
export const PUCK_GLIDE_SECONDS = 2.07;
/**
 * Share of the normal speed kept in a rebound: a player off the rink, the puck off boards and posts (measured), and
 * either off the netting.
 */
export const PLAYER_RESTITUTION = 0.1;
export const BOARD_RESTITUTION = 0.75;
export const NET_RESTITUTION = 0.05;
/** Greatest speed of the puck [m/s]. */
export const PUCK_TOP_SPEED = 60;

/**
 * Speed of a pass and of a shot when they leave the stick [m/s]. Source: passes 25-30, wrist shots 40, slap shots 45 (NHL);
 * measured so that shots from 16 m seldom beat a goalie alone.
 */
export const PASS_SPEED = 30;
export const SHOT_SPEED = 42;
/** Distance of the blade from the middle of the skater [m]. */
export const BLADE_REACH = 1.5;
/** A loose puck this near the blade [m], and slower than this relative to it [m/s], is caught. */
export const CATCH_RADIUS = 0.8;
export const CATCH_SPEED = 33;
/** A goalie covers a puck this near the middle of the body [m] below this relative speed [m/s]. */
export const COVER_RADIUS = 1.9;
export const COVER_SPEED = 16;
/** A carried puck farther than this from the blade is lost [m] (it was blocked by a body). */
export const LOSE_RADIUS = 1.6;
/** An opponent's blade this near the carried puck [m] for this many ticks takes it. */
export const POKE_RADIUS = 0.8;
export const POKE_TICKS = 9;
/** A body check at a closing speed above this [m/s] knocks the puck off the carrier's stick. */
export const CHECK_SPEED = 7;
/** Ticks during which a player who has just released, or lost, the puck cannot take it. */
export const RELEASE_LOCK_TICKS = 12;
export const LOST_LOCK_TICKS = 24;
/** The puck is released once the stick is this near the aim [rad], or after this many ticks of winding up. */
export const RELEASE_TOLERANCE = 0.12;
export const WINDUP_TICKS = 24;

/** Ticks the goalie may hold the puck before the whistle. */
export const GOALIE_HOLD_TICKS = 90;
/** A loose puck that moves no farther than this [m] in this many ticks is dead. */
export const STUCK_TICKS = 240;
export const STUCK_DISTANCE = 0.5;

/** Ticks of each pause: before the puck is live, after a whistle, after a goal, between periods. */
export const FACEOFF_TICKS = 60;
export const WHISTLE_TICKS = 45;
export const GOAL_TICKS = 135;
export const INTERMISSION_TICKS = 180;
/** Default periods and their length [s]; overtime lasts until the next goal. */
export const PERIODS = 3;
export const PERIOD_SECONDS = 60;

/** Ticks between two decisions of a bot: ten decisions a second. */
export const TICKS_PER_DECISION = 6;
