/**
 * The types a simulation consists of, and making one from a config. Only the files of this folder change a simulation.
 */
import { idleControl, type Control, type Stick } from "../control.ts";
import type { GameEvent } from "../events.ts";
import { createRng, type Rng } from "../rng.ts";
import {
  MAX_SKATERS,
  MIN_SKATERS,
  PERIOD_SECONDS,
  PERIODS,
  PUCK_MASS,
  PUCK_RADIUS,
  SKATING,
  type Role,
  type SkatingProfile,
  type Team,
} from "../rules.ts";
import { TICKS_PER_SECOND } from "../units.ts";
import { createContactSolver, type ContactSolver, type MovingBody } from "./contacts.ts";
import type { SkatingBody } from "./skating.ts";

/** One player of a roster. */
export interface SkaterSpec {
  readonly team: Team;
  readonly role: Role;
}

/** The length of a match. A drill has none: it goes on until its owner places everything again. */
export interface MatchRules {
  readonly periods: number;
  readonly periodSeconds: number;
}

/** The players of a simulation, and its match rules, or null for a drill. */
export interface SimConfig {
  readonly roster: readonly SkaterSpec[];
  readonly match: MatchRules | null;
}

/** A player on the ice [m, m/s, rad, ticks]. */
export interface Skater extends SkatingBody, MovingBody {
  readonly id: number;
  /** Number within the team, from 0, in the order of the roster. */
  readonly place: number;
  readonly team: Team;
  readonly role: Role;
  readonly profile: SkatingProfile;
  /** The control of this tick, limited to legal values. */
  readonly control: Control;
  /** Ticks left in which this skater cannot touch the puck. */
  lockTicks: number;
  /** Ticks for which the opponents' puck has been within reach of this skater's blade. */
  pokeTicks: number;
  /** The release being wound up ("hold": none), its aim [rad], and for how many ticks. */
  windupStick: Stick;
  windupAim: number;
  windupTicks: number;
}

/** The puck [m, m/s]. Indices are -1 for nobody. */
export interface Puck extends MovingBody {
  /** Who controls it. */
  carrier: number;
  /** Who touched it last. */
  lastTouch: number;
  /** Who scores if it goes in now, and the team-mate who had it before. An opponent's deflection changes neither. */
  scorer: number;
  assistant: number;
  /** Who released it; -1 once anybody else has touched it. */
  releasedBy: number;
  /** Tick of the latest release. */
  releasedAt: number;
  /** For how many ticks the carrier has had it. */
  carriedTicks: number;
  /** For how many ticks it has been loose and hardly moved, and where that began [m]. */
  stillTicks: number;
  stillX: number;
  stillY: number;
}

/** "faceoff": all wait for the drop. "playing": the only phase in which controls count. The others are pauses. */
export type Phase = "faceoff" | "playing" | "whistle" | "goal" | "intermission" | "over";

/** Phase, clock and score. */
export interface Referee {
  phase: Phase;
  /** Ticks left in the current pause. */
  pauseTicks: number;
  /** 1-based; `periods` + 1 is overtime. */
  period: number;
  readonly periods: number;
  /** Ticks left in the period; in overtime ticks played. */
  clockTicks: number;
  readonly score: [number, number];
  /** Index in FACEOFF_SPOTS of the next face-off. */
  spot: number;
}

/** One simulated rink. Other folders read it, and change it only through `step`, `restore` and placement.ts. */
export interface Sim {
  readonly config: SimConfig;
  readonly rng: Rng;
  tick: number;
  /** Grows whenever the puck is placed: positions before and after are not connected by motion. */
  epoch: number;
  readonly skaters: readonly Skater[];
  readonly puck: Puck;
  readonly referee: Referee;
  readonly solver: ContactSolver;
  /** Events of the latest tick; reused. */
  readonly events: GameEvent[];
}

/**
 * The config of a match. Order of the roster: home skaters, home goalie, away skaters, away goalie.
 *
 * @throws RangeError if an option is out of range
 */
export function matchConfig(
  options: { skatersPerTeam?: number; periods?: number; periodSeconds?: number } = {},
): SimConfig {
  const { skatersPerTeam = 3, periods = PERIODS, periodSeconds = PERIOD_SECONDS } = options;
  if (!Number.isInteger(skatersPerTeam) || skatersPerTeam < MIN_SKATERS || skatersPerTeam > MAX_SKATERS) {
    throw new RangeError(`skatersPerTeam must be a whole number from 1 to 5, not ${skatersPerTeam}`);
  }
  if (!Number.isInteger(periods) || periods < 1) throw new RangeError(`periods must be 1 or more, not ${periods}`);
  if (!(periodSeconds > 0 && periodSeconds <= 3600)) {
    throw new RangeError(`periodSeconds must be above 0 and at most 3600, not ${periodSeconds}`);
  }
  const side = (team: Team): SkaterSpec[] => [
    ...Array.from({ length: skatersPerTeam }, () => ({ team, role: "skater" as const })),
    { team, role: "goalie" as const },
  ];
  return { roster: [...side(0), ...side(1)], match: { periods, periodSeconds } };
}

/** A simulation with everybody at centre ice. `createSim` also places them for a match. */
export function createWorld(config: SimConfig, seed: number | string): Sim {
  const skaters = config.roster.map(createSkater);
  const puck: Puck = {
    x: 0,
    y: 0,
    vx: 0,
    vy: 0,
    radius: PUCK_RADIUS,
    mass: PUCK_MASS,
    contactGroup: 0,
    carrier: -1,
    lastTouch: -1,
    scorer: -1,
    assistant: -1,
    releasedBy: -1,
    releasedAt: 0,
    carriedTicks: 0,
    stillTicks: 0,
    stillX: 0,
    stillY: 0,
  };
  const referee: Referee = {
    phase: "playing",
    pauseTicks: 0,
    period: 1,
    periods: config.match?.periods ?? 1,
    clockTicks: Math.round((config.match?.periodSeconds ?? 0) * TICKS_PER_SECOND),
    score: [0, 0],
    spot: 0,
  };
  const solver = createContactSolver([...skaters, puck]);
  return { config, rng: createRng(seed), tick: 0, epoch: 0, skaters, puck, referee, solver, events: [] };
}

function createSkater(spec: SkaterSpec, id: number, roster: readonly SkaterSpec[]): Skater {
  const profile = SKATING[spec.role];
  return {
    id,
    place: roster.slice(0, id).filter(({ team }) => team === spec.team).length,
    team: spec.team,
    role: spec.role,
    profile,
    radius: profile.radius,
    mass: profile.mass,
    contactGroup: 0,
    control: idleControl(),
    x: 0,
    y: 0,
    vx: 0,
    vy: 0,
    heading: spec.team === 0 ? 0 : Math.PI,
    lockTicks: 0,
    pokeTicks: 0,
    windupStick: "hold",
    windupAim: 0,
    windupTicks: 0,
  };
}
