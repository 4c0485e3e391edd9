/**
 * All bots of one match. With a checkpoint that has learnt in matches, everybody acts by its values; one that has met drills alone
 * plays the puck carrier in the attacking half; what is not learnt follows the script.
 */
import type { Control } from "../../shared/control.ts";
import { attackSide, GOAL_LINE_X } from "../../shared/rink.ts";
import type { Sim } from "../../shared/sim/sim.ts";
import type { Skater } from "../../shared/sim/world.ts";
import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import { createDrillCoach, type DrillCoach } from "../policy/drill-coach.ts";
import { createTeamCoach, TEAM_TASKS, type TeamCoach } from "../policy/team-coach.ts";
import { createThought, type Thought } from "../policy/thought.ts";
import { playCarrier } from "../policy/scripted/carrier.ts";
import { playOffPuck } from "../policy/scripted/team-play.ts";
import { TASK_NAMES } from "../tasks/registry.ts";
import { policyOf } from "./inference.ts";

/** What spectators are shown of a bot: its job, and its values of tasks in [0, 1], if any were computed. */
export interface BotThought {
  readonly task: string;
  readonly values: readonly TaskValue[];
}

/** How much a bot expects to earn in a task from now on, in [0, 1]. */
export interface TaskValue {
  readonly task: string;
  readonly value: number;
}

/** The bots of one rink. */
export interface BotTeam {
  /** Writes the decision for `skater` into `control`; call it every `TICKS_PER_DECISION` ticks. */
  decide(sim: Sim, skater: number, control: Control): void;
  /** Job and values of `skater` at its latest decision. */
  thought(skater: number): BotThought;
  /** Plays with other weights from the next decision on. */
  setCheckpoint(checkpoint: Checkpoint): void;
}

/** What a skater can be doing: with the puck; without it in attack, in defence, as a goalie. */
export const JOBS = ["carrier", "attacker", "defender", "goalie"] as const;
export type Job = (typeof JOBS)[number];

/** The jobs that are done by value; the others follow the script. Measured: see bots/experiments/RESULTS.md. */
export const LEARNT_JOBS: readonly Job[] = JOBS;

/** What bots are made from. */
export interface BotTeamOptions {
  /** null: scripted throughout. What the weights have not learnt is played by the script. */
  readonly checkpoint: Checkpoint | null;
  readonly skaters: number;
  /** The jobs that are done by value, if the weights have learnt whole matches. */
  readonly learnt?: readonly Job[];
}

/** Drills start in the attacking half: behind this line, in metres from centre ice, nothing is known of the carrier. */
const DRILLS_FROM_X = -1;

/** Whether everybody can act by the values of `checkpoint`: it has learnt the tasks of all, and with full teams on the ice. */
export function playsWholeMatches({ config }: Pick<Checkpoint, "config">): boolean {
  return (config.scenarios.match ?? 0) > 0 && TEAM_TASKS.every((task) => config.collect[task] !== undefined);
}

function jobOf({ puck, skaters }: Sim, id: number): Job {
  const { team, role } = skaters[id]!;
  if (puck.carrier === id) return role === "goalie" ? "goalie" : "carrier";
  if (role === "goalie") return "goalie";
  const holder = puck.carrier >= 0 ? puck.carrier : puck.releasedBy;
  return holder >= 0 && skaters[holder]!.team === team ? "attacker" : "defender";
}

/**
 * Whether a goalie is behind its goal line or far from its goal. There its values are of no use (it pushes against the net from
 * behind, for seconds), and the script brings it back: about one decision in a hundred.
 */
function isLost({ role, x, y, team }: Skater): boolean {
  if (role !== "goalie") return false;
  const ahead = x * (team === 0 ? 1 : -1) + GOAL_LINE_X;
  return ahead < 0 || Math.hypot(ahead, y) > LOST_DISTANCE;
}

/** [m] */
const LOST_DISTANCE = 7;

/** Makes the bots of a rink with `skaters` skaters. */
export function createBotTeam({ checkpoint, skaters, learnt = LEARNT_JOBS }: BotTeamOptions): BotTeam {
  const thoughts: Thought[] = Array.from({ length: skaters }, createThought);
  let team: TeamCoach | null = null;
  let drill: DrillCoach | null = null;
  const setCheckpoint = (next: Checkpoint): void => {
    const policy = policyOf(next);
    const { collect } = next.config;
    team = playsWholeMatches(next) ? createTeamCoach(policy) : null;
    drill = collect.shoot === undefined || collect.pass === undefined ? null : createDrillCoach(policy);
  };
  if (checkpoint !== null) setCheckpoint(checkpoint);

  return {
    setCheckpoint,
    decide(sim, skater, control) {
      const self = sim.skaters[skater]!;
      const thought = thoughts[skater]!;
      const isCarrier = sim.puck.carrier === skater;
      // A release that is being wound up goes on by itself.
      if (isCarrier && self.windupStick !== "hold") return;
      if (team !== null && learnt.includes(jobOf(sim, skater)) && !isLost(self)) {
        team.act(sim, skater, control, thought);
        return;
      }
      thought.values.fill(Number.NaN);
      if (!isCarrier || self.role === "goalie") thought.task = playOffPuck(sim, skater, control);
      else if (team !== null || drill === null || attackSide(self) * self.x < DRILLS_FROM_X) {
        thought.task = "carry";
        playCarrier(sim, skater, control);
      } else drill.act(sim, skater, control, thought);
    },
    thought: (skater) => readThought(thoughts[skater]!),
  };
}

/** Converts a `Thought` to a `BotThought`. */
export function readThought({ task, values }: Thought): BotThought {
  const pairs: TaskValue[] = [];
  values.forEach((value, id) => {
    if (Number.isFinite(value)) pairs.push({ task: TASK_NAMES[id]!, value: Math.min(1, Math.max(0, value)) });
  });
  return { task, values: pairs };
}
