/**
 * All bots of one match: the learnt policy for the puck carrier in the attacking half, scripts for everybody else.
 */
import type { Control } from "../../shared/control.ts";
import type { Sim } from "../../shared/sim/sim.ts";
import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import { TASK_NAMES } from "../tasks/registry.ts";
import { createCoach, createThought, type Coach, type Thought } from "../policy/coach.ts";
import { playCarrier } from "../policy/scripted/carrier.ts";
import { playOffPuck } from "../policy/scripted/team-play.ts";
import { policyOf } from "./inference.ts";
import { attackSide } from "../../shared/rink.ts";

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

/**
 * Drills start in the attacking half, so behind this line, in metres from centre ice, the carrier follows the script.
 */
const LEARNT_FROM_X = -1;

/** The tasks that a carrier must have learnt to choose between passing and shooting. */
const CARRIER_TASKS = ["shoot", "pass"];

/** Makes bots that play with `checkpoint`; null: scripted throughout. What it has not learnt, they play by the script. */
export function createBotTeam(options: { checkpoint: Checkpoint | null; skaters: number }): BotTeam {
  const thoughts: Thought[] = Array.from({ length: options.skaters }, createThought);
  let coach: Coach | null = null;
  const setCheckpoint = (checkpoint: Checkpoint): void => {
    const hasLearnt = CARRIER_TASKS.every((task) => checkpoint.config.collect[task] !== undefined);
    coach = hasLearnt ? createCoach(policyOf(checkpoint)) : null;
  };
  if (options.checkpoint !== null) setCheckpoint(options.checkpoint);

  return {
    setCheckpoint,
    decide(sim, skater, control) {
      const self = sim.skaters[skater]!;
      const thought = thoughts[skater]!;
      if (sim.puck.carrier !== skater || self.role === "goalie") {
        thought.values.fill(Number.NaN);
        thought.task = playOffPuck(sim, skater, control);
        return;
      }
      if (self.windupStick !== "hold") return;
      if (coach === null || attackSide(self) * self.x < LEARNT_FROM_X) {
        thought.values.fill(Number.NaN);
        thought.task = "carry";
        playCarrier(sim, skater, control);
        return;
      }
      coach.act(sim, skater, control, thought);
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
