/**
 * All bots of one match: the learnt policy for the puck carrier in the attacking half, scripts for everybody else.
 */
import type { Control } from "../../shared/control.ts";
import type { Sim } from "../../shared/sim/sim.ts";
import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import type { QPolicy } from "../policy/q-policy.ts";
import { TASK_NAMES, taskId, TASKS } from "../tasks/registry.ts";
import { controlFromAction } from "../viewpoint/actions.ts";
import { GOAL_SIZE } from "../viewpoint/action-frame.ts";
import { OBS_SIZE } from "../viewpoint/entries.ts";
import { observe } from "../viewpoint/observation.ts";
import { situationOf } from "../viewpoint/situation.ts";
import { createCoach, createThought, type Coach, type Thought } from "../policy/coach.ts";
import { playCarrier } from "../policy/scripted/carrier.ts";
import { playOffPuck, type OffPuckJob } from "../policy/scripted/team-play.ts";
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

/** Measured: see bots/experiments/RESULTS.md. */
const LEARNT_JOBS: readonly LearnableJob[] = [];

/** The learnt task that can replace a job without the puck: the jobs are assigned by the script. */
const TASK_OF_JOB = { goalie: "save", chase: "steal", open: "open" } as const satisfies Partial<
  Record<OffPuckJob, string>
>;
export type LearnableJob = keyof typeof TASK_OF_JOB;

/** What bots are made from. */
export interface BotTeamOptions {
  /** null: scripted throughout. What the weights have not learnt is played by the script. */
  readonly checkpoint: Checkpoint | null;
  readonly skaters: number;
  /** The jobs without the puck that are done by the Q-function; the others are scripted. */
  readonly learnt?: readonly LearnableJob[];
}

/** Makes the bots of a rink with `skaters` skaters. */
export function createBotTeam({ checkpoint, skaters, learnt = LEARNT_JOBS }: BotTeamOptions): BotTeam {
  const thoughts: Thought[] = Array.from({ length: skaters }, createThought);
  const observation = new Float32Array(OBS_SIZE);
  let coach: Coach | null = null;
  let policy: QPolicy | null = null;
  let known: Readonly<Record<string, number>> = {};
  const setCheckpoint = (next: Checkpoint): void => {
    policy = policyOf(next);
    known = next.config.collect;
    coach = CARRIER_TASKS.every((task) => known[task] !== undefined) ? createCoach(policy) : null;
  };
  if (checkpoint !== null) setCheckpoint(checkpoint);

  /** Does `job` by the Q-function, if it is to be done so and the task can be played now. */
  const moveByValue = (sim: Sim, skater: number, job: OffPuckJob, control: Control, thought: Thought): void => {
    if (policy === null || !isLearnable(job) || !learnt.includes(job)) return;
    // A loose puck is fetched by the script: the drills begin with a puck that somebody has.
    if (job === "chase" && sim.puck.carrier < 0) return;
    const name = TASK_OF_JOB[job];
    if (known[name] === undefined) return;
    const task = taskId(name);
    observe(sim, skater, observation);
    if (!TASKS[task]!.situations.includes(situationOf(observation))) return;
    policy.ask(0, observation, 0, task, NO_PLACE);
    policy.answer(1);
    controlFromAction(policy.actions[0]!, sim, skater, control);
    thought.task = name;
    thought.values[task] = policy.values[0]!;
  };

  return {
    setCheckpoint,
    decide(sim, skater, control) {
      const self = sim.skaters[skater]!;
      const thought = thoughts[skater]!;
      if (sim.puck.carrier !== skater || self.role === "goalie") {
        thought.values.fill(Number.NaN);
        const job = playOffPuck(sim, skater, control);
        thought.task = job;
        moveByValue(sim, skater, job, control, thought);
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

function isLearnable(job: OffPuckJob): job is LearnableJob {
  return Object.hasOwn(TASK_OF_JOB, job);
}

const NO_PLACE = new Float32Array(GOAL_SIZE);

/** Converts a `Thought` to a `BotThought`. */
export function readThought({ task, values }: Thought): BotThought {
  const pairs: TaskValue[] = [];
  values.forEach((value, id) => {
    if (Number.isFinite(value)) pairs.push({ task: TASK_NAMES[id]!, value: Math.min(1, Math.max(0, value)) });
  });
  return { task, values: pairs };
}
