/**
 * Drills for people to watch: each `tick()` advances one physics tick, drill after drill, task after task.
 */
import { idleControl } from "../../shared/control.ts";
import type { GameEvent } from "../../shared/events.ts";
import { createRng } from "../../shared/rng.ts";
import type { Sim } from "../../shared/sim/sim.ts";
import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import { createUntrainedPolicy, policyOf } from "./inference.ts";
import { readThought, type BotThought } from "./bot-team.ts";
import { createCoach, createThought } from "../policy/coach.ts";
import { taskId } from "../tasks/registry.ts";
import type { Outcome } from "../tasks/task.ts";
import { beginTransition, coastDrill, createDrill, isTruncated, resetDrill, tickDrill } from "../scenarios/stage.ts";
import { CARRIER } from "../scenarios/attack.ts";

/** Ticks between the end of a drill and the next, so that people see how it ended. */
const PAUSE_TICKS = 75;

/** How a drill ended; "timeout" when nothing was decided in time, "none" while it runs. */
export type PracticeOutcome = Outcome | "timeout";

/** One practice rink. */
export interface Practice {
  readonly sim: Sim;
  /** The task of the current drill, and how it ended, which is shown in the pause before the next one. */
  readonly task: string;
  readonly outcome: PracticeOutcome;
  readonly drillsPlayed: number;
  /** Advances one tick; the returned events are reused. */
  tick(): readonly GameEvent[];
  /** Task and values of the carrier at its latest decision; empty for other skaters. */
  thought(skater: number): BotThought;
  /** Plays with these weights from the next decision on. */
  setCheckpoint(checkpoint: Checkpoint): void;
}

/**
 * Makes a practice rink.
 *
 * @param options.checkpoint weights to play with; null: an untrained network
 * @param options.tasks names of the tasks to practise in turn
 * @throws RangeError if there are no tasks or one is unknown
 */
export function createPractice(options: {
  seed: number | string;
  checkpoint: Checkpoint | null;
  tasks: readonly string[];
}): Practice {
  options.tasks.forEach(taskId);
  const { tasks } = options;
  if (tasks.length === 0) throw new RangeError("tasks must name at least one task");
  const drill = createDrill(createRng(options.seed).child("practice"));
  const control = idleControl();
  const thought = createThought();
  let coach = createCoach(
    options.checkpoint === null ? createUntrainedPolicy(options.seed) : policyOf(options.checkpoint),
  );
  let drillsPlayed = 0;
  let outcome: PracticeOutcome = "none";
  let isDecisionDue = true;
  let pauseTicks = 0;
  const currentTask = (): string => tasks[drillsPlayed % tasks.length]!;

  const pausingTick = (): readonly GameEvent[] => {
    const events = coastDrill(drill);
    if (--pauseTicks === 0) {
      drillsPlayed++;
      outcome = "none";
      resetDrill(drill);
      isDecisionDue = true;
    }
    return events;
  };

  return {
    sim: drill.sim,
    get task() {
      return currentTask();
    },
    get outcome() {
      return outcome;
    },
    get drillsPlayed() {
      return drillsPlayed;
    },
    tick() {
      if (pauseTicks > 0) return pausingTick();
      if (isDecisionDue) {
        coach.act(drill.sim, CARRIER, control, thought, currentTask());
        beginTransition(drill, (order) => Object.assign(order, control));
      }
      isDecisionDue = tickDrill(drill);
      if (isDecisionDue && (drill.outcome !== "none" || isTruncated(drill))) {
        outcome = drill.outcome === "none" ? "timeout" : drill.outcome;
        pauseTicks = PAUSE_TICKS;
      }
      return drill.sim.events;
    },
    thought: (skater) => (skater === CARRIER ? readThought(thought) : NO_THOUGHT),
    setCheckpoint(checkpoint) {
      coach = createCoach(policyOf(checkpoint));
    },
  };
}

const NO_THOUGHT: BotThought = { task: "", valueShoot: null, valuePass: null };
