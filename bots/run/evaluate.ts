/**
 * Success in held-out drills: the same seeded starts and goals for everybody who is compared.
 */
import { createRng } from "../../shared/rng.ts";
import { randomAction } from "../policy/explorer.ts";
import type { QPolicy } from "../policy/q-policy.ts";
import { SCRIPTS } from "../policy/scripted/scripts.ts";
import { createEpisode, factsOf, recordTransition } from "../replay/episode.ts";
import { drillOf } from "../scenarios/registry.ts";
import { hasResult, type Seat } from "../scenarios/seat.ts";
import { createStage, isDue, orderSeat, playOn, type Stage } from "../scenarios/stage.ts";
import { TASK_NAMES, TASKS } from "../tasks/registry.ts";
import type { HockeyTask } from "../tasks/task.ts";
import { actionFromControl, controlFromAction, type Action } from "../viewpoint/actions.ts";
import { GOAL_SIZE } from "../viewpoint/action-frame.ts";
import { OBS_SIZE } from "../viewpoint/entries.ts";
import { observe } from "../viewpoint/observation.ts";
import { successRate, type SuccessRate } from "./success-rate.ts";

/** Seed of the held-out drills of evaluations during training; the command `evaluate` uses others by default. */
export const EVALUATION_SEED = 7;

/** Success per task, by name. */
export type Evaluation = Readonly<Record<string, SuccessRate>>;

/** A drill to be played for a task: a stage at its start, the seat that plays, and the goal. */
export interface HeldOutDrill {
  readonly task: number;
  /** Says what earns a reward, and when the drill is over. */
  readonly judged: HockeyTask;
  readonly stage: Stage;
  readonly seat: Seat;
  /** [GOAL_SIZE] */
  readonly goal: Float32Array;
}

/** Something that plays drills: one call gives the order for one decision. */
export type DrillPlayer = (drill: HeldOutDrill) => void;

/**
 * Plays `episodes` held-out drills of each of `tasks`.
 *
 * Drills are held out by their seed: training never draws from the "held-out" streams.
 *
 * @param seed of the held-out set
 * @param onEpisode called after each drill, for progress bars
 */
export function evaluate(
  player: DrillPlayer,
  tasks: readonly number[],
  episodes: number,
  seed: number,
  onEpisode?: () => void,
): Evaluation {
  const result: Record<string, SuccessRate> = {};
  for (const task of tasks) {
    let successes = 0;
    for (let i = 0; i < episodes; i++) {
      successes += playDrill(player, heldOutDrill(task, seed, i)) ? 1 : 0;
      onEpisode?.();
    }
    result[TASK_NAMES[task]!] = successRate(successes, episodes);
  }
  return result;
}

/** The `index`-th held-out drill of a task: the same start and the same chances for every player. */
export function heldOutDrill(task: number, seed: number, index: number): HeldOutDrill {
  const rng = createRng(`held-out ${seed}`).child(String(index));
  const stage = createStage(drillOf(task), rng, [task]);
  const seat = stage.seats.find(({ tasks }) => tasks.includes(task))!;
  const goal = new Float32Array(GOAL_SIZE);
  TASKS[task]!.goals?.draw(stage.sim, seat.skater, rng.child("goal"), goal, 0);
  return { task, judged: TASKS[task]!, stage, seat, goal };
}

/** Plays one drill to its end; true if the task's reward was earned. */
export function playDrill(player: DrillPlayer, drill: HeldOutDrill): boolean {
  const { judged, stage, seat, goal } = drill;
  const { sim } = stage;
  const transition = createEpisode(1);
  const action: Action = { kind: 0, angle: 0 };
  for (;;) {
    if (isDue(stage, seat)) {
      observe(sim, seat.skater, transition.observations, 0);
      player(drill);
      actionFromControl(stage.controls[seat.skater]!, sim.skaters[seat.skater]!, action);
    }
    if (!playOn(stage)) return false;
    if (!hasResult(seat)) continue;
    const { carrying, moving } = seat;
    const over = carrying.state === "over" ? carrying : moving;
    over.state = "none";
    transition.length = 0;
    recordTransition(transition, action, over.events, over.duration);
    observe(sim, seat.skater, transition.observations, OBS_SIZE);
    const facts = factsOf(transition, 0);
    if (judged.reward(facts, goal, 0) > 0) return true;
    if (judged.terminated(facts, goal, 0)) return false;
  }
}

/** Plays greedily. */
export function greedyPlayer(policy: QPolicy): DrillPlayer {
  const observation = new Float32Array(OBS_SIZE);
  return ({ task, stage, seat, goal }) => {
    observe(stage.sim, seat.skater, observation);
    policy.ask(0, observation, 0, task, goal);
    policy.answer(1);
    orderAction(stage, seat, policy.actions[0]!);
  };
}

/** Draws every action at random, as exploration does. */
export function randomPlayer(seed: number): DrillPlayer {
  const rng = createRng(seed).child("random player");
  const action = { kind: 0, angle: 0 };
  return ({ stage, seat }) => {
    randomAction(rng, stage.sim.puck.carrier === seat.skater, action);
    orderAction(stage, seat, action);
  };
}

/** Those of `tasks` for which there is a hand-written script. */
export function scriptedTasks(tasks: readonly number[]): number[] {
  return tasks.filter((task) => SCRIPTS[TASK_NAMES[task]!] !== undefined);
}

/** The hand-written script of each task. @throws RangeError for a task that has none */
export const scriptedPlayer: DrillPlayer = ({ task, stage, seat, goal }) => {
  const script = SCRIPTS[TASK_NAMES[task]!];
  if (script === undefined) throw new RangeError(`there is no script for the task ${TASK_NAMES[task]}`);
  orderSeat(stage, seat, (control) => script(stage.sim, seat.skater, control, goal));
};

function orderAction(stage: Stage, seat: Seat, action: Readonly<Action>): void {
  orderSeat(stage, seat, (control) => controlFromAction(action, stage.sim, seat.skater, control));
}
