/**
 * Drills for people to watch: each `tick()` advances one physics tick, drill after drill, task after task.
 */
import type { GameEvent } from "../../shared/events.ts";
import type { Ice } from "../../shared/rink.ts";
import { createRng } from "../../shared/rng.ts";
import type { Sim } from "../../shared/sim/sim.ts";
import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import { createEpisode, factsOf, recordTransition } from "../replay/episode.ts";
import { drillOf } from "../scenarios/registry.ts";
import { isOpen } from "../scenarios/seat.ts";
import { coastStage, createStage, hasEnded, isDue, resetStage, tickStage } from "../scenarios/stage.ts";
import type { TransitionFacts } from "../tasks/facts.ts";
import { NO_GOAL } from "../tasks/task.ts";
import { outcomeOf, type Outcome } from "../tasks/outcome.ts";
import { TASK_NAMES, taskId, TASKS } from "../tasks/registry.ts";
import { GOAL_SIZE } from "../viewpoint/action-frame.ts";
import { OBS_SIZE } from "../viewpoint/entries.ts";
import { observe } from "../viewpoint/observation.ts";
import { readThought, type BotThought } from "./bot-team.ts";
import { createUntrainedPolicy, policyOf } from "./inference.ts";
import { createThinker } from "./thinker.ts";

/** Ticks between the end of a drill and the next, so that people see how it ended. */
const PAUSE_TICKS = 75;

/** How a drill ended; "timeout" when the task was not over in time, "none" while it runs. */
export type PracticeOutcome = Outcome | "timeout";

/** One practice rink. */
export interface Practice {
  readonly sim: Sim;
  readonly ice: Ice;
  /** The skater that practises. */
  readonly learner: number;
  /** The task of the current drill, how it ended, which is shown in the pause before the next one, and whether it succeeded. */
  readonly task: string;
  readonly outcome: PracticeOutcome;
  readonly isSuccess: boolean;
  /** Another task of the drill whose reward it would have earned; empty if there is none. */
  readonly alsoTask: string;
  readonly drillsPlayed: number;
  /** The place that the task asks for [m], null if it asks for none. */
  readonly goal: { readonly x: number; readonly y: number } | null;
  /** Advances one tick; the returned events are reused. */
  tick(): readonly GameEvent[];
  /** Task and values of the learner at its latest decision; empty for other skaters. */
  thought(skater: number): BotThought;
  /** Plays with these weights from the next decision on. */
  setCheckpoint(checkpoint: Checkpoint): void;
}

/**
 * Makes a practice rink.
 *
 * @param options.checkpoint weights to play with; null: an untrained network
 * @param options.tasks names of the tasks to practise in turn; those that are not practised in the drill of the first are
 *   left out
 * @throws RangeError if there are no tasks or one is unknown
 */
export function createPractice(options: {
  seed: number | string;
  checkpoint: Checkpoint | null;
  tasks: readonly string[];
}): Practice {
  const named = options.tasks.map(taskId);
  if (named.length === 0) throw new RangeError("tasks must name at least one task");
  const scenario = drillOf(named[0]!);
  const tasks = named.filter((task) => drillOf(task) === scenario);
  const rng = createRng(options.seed).child("practice");
  const stage = createStage(scenario, rng, tasks);
  const seat = stage.seats[0]!;
  const thinker = createThinker(tasks);
  let policy = options.checkpoint === null ? createUntrainedPolicy(options.seed) : policyOf(options.checkpoint);
  const goal = new Float32Array(GOAL_SIZE);
  const transition = createEpisode(1);
  let drillsPlayed = 0;
  let outcome: PracticeOutcome = "none";
  let isSuccess = false;
  let alsoTask = "";
  let pauseTicks = 0;
  const currentTask = (): number => tasks[drillsPlayed % tasks.length]!;
  const drawGoal = (): void => {
    goal.fill(0);
    TASKS[currentTask()]!.goals?.draw(stage.sim, seat.skater, rng.child(`goal ${drillsPlayed}`), goal, 0);
  };
  drawGoal();

  const beginDrill = (): void => {
    drillsPlayed++;
    outcome = "none";
    isSuccess = false;
    alsoTask = "";
    resetStage(stage);
    drawGoal();
  };
  const endDrill = (how: PracticeOutcome, hasSucceeded: boolean): void => {
    outcome = how;
    isSuccess = hasSucceeded;
    pauseTicks = PAUSE_TICKS;
  };
  /** Judges the transition that is over, if there is one. */
  const takeResult = (): void => {
    const over = [seat.carrying, seat.moving].find(({ state }) => state === "over");
    if (over === undefined) return;
    over.state = "none";
    transition.length = 0;
    recordTransition(transition, thinker.action, over.events, over.duration);
    observe(stage.sim, seat.skater, transition.observations, OBS_SIZE);
    const facts = factsOf(transition, 0);
    const task = TASKS[currentTask()]!;
    if (!task.terminated(facts, goal, 0)) return;
    const how = outcomeOf(over.events);
    const also = tasks.find((id) => id !== currentTask() && isEarned(id, facts));
    alsoTask = also === undefined ? "" : TASK_NAMES[also]!;
    endDrill(how, task.reward(facts, goal, 0) > 0);
  };

  return {
    sim: stage.sim,
    ice: scenario.ice,
    learner: seat.skater,
    get task() {
      return TASK_NAMES[currentTask()]!;
    },
    get outcome() {
      return outcome;
    },
    get isSuccess() {
      return isSuccess;
    },
    get alsoTask() {
      return alsoTask;
    },
    get drillsPlayed() {
      return drillsPlayed;
    },
    get goal() {
      return TASKS[currentTask()]!.goals === undefined ? null : { x: goal[0]!, y: goal[1]! };
    },
    tick() {
      if (pauseTicks > 0) {
        if (--pauseTicks === 0) beginDrill();
        return coastStage(stage);
      }
      if (isDue(stage, seat)) thinker.order(stage, seat, policy, currentTask(), goal, transition.observations);
      const events = tickStage(stage);
      takeResult();
      if (outcome === "none" && hasEnded(stage) && !isOpen(seat)) endDrill("timeout", false);
      return events;
    },
    thought: (skater) => (skater === seat.skater ? readThought(thinker.thought) : NO_THOUGHT),
    setCheckpoint(checkpoint) {
      policy = policyOf(checkpoint);
    },
  };
}

/** Whether the transition earns the reward of a task that asks for no place. */
function isEarned(task: number, facts: TransitionFacts): boolean {
  const judged = TASKS[task]!;
  return judged.goals === undefined && judged.reward(facts, NO_GOAL, 0) > 0;
}

const NO_THOUGHT: BotThought = { task: "", values: [] };
