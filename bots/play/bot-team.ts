/**
 * All bots of one match: the learnt policy for the puck carrier in the attacking half, scripts for everybody else.
 */
import type { Control } from "../../shared/control.ts";
import type { Sim } from "../../shared/sim/sim.ts";
import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import { policyOf } from "./inference.ts";
import { TASK_NAMES } from "../tasks/registry.ts";
import { createCoach, createThought, type Coach, type Thought } from "../policy/coach.ts";
import { playCarrier } from "../policy/scripted/carrier.ts";
import { playOffPuck } from "../policy/scripted/team-play.ts";
import { attackSide } from "../../shared/rink.ts";

/**
 * What spectators are shown of a bot: its job, and its values of shooting and passing in [0, 1]; null: not computed.
 */
export interface BotThought {
  readonly task: string;
  readonly valueShoot: number | null;
  readonly valuePass: number | null;
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

/** Makes bots that play with `checkpoint`; null: scripted throughout. */
export function createBotTeam(options: { checkpoint: Checkpoint | null; skaters: number }): BotTeam {
  const thoughts: Thought[] = Array.from({ length: options.skaters }, createThought);
  let coach: Coach | null = null;
  const setCheckpoint = (checkpoint: Checkpoint): void => {
    coach = createCoach(policyOf(checkpoint));
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
  const read = (name: string): number | null => {
    const value = values[TASK_NAMES.indexOf(name)];
    return value === undefined || !Number.isFinite(value) ? null : Math.min(1, Math.max(0, value));
  };
  return { task, valueShoot: read("shoot"), valuePass: read("pass") };
}
