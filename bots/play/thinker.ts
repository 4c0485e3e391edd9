/** Decides for the seat of a practice rink: acts for one task, and shows its value of the others too. */
import { createThought, type Thought } from "../policy/thought.ts";
import type { QPolicy } from "../policy/q-policy.ts";
import type { Seat } from "../scenarios/seat.ts";
import { orderSeat, type Stage } from "../scenarios/stage.ts";
import { TASK_NAMES, TASKS } from "../tasks/registry.ts";
import { controlFromAction, type Action } from "../viewpoint/actions.ts";
import { observe } from "../viewpoint/observation.ts";
import { situationOf } from "../viewpoint/situation.ts";

/** See the file header. */
export interface Thinker {
  /** The latest order, and what was thought. */
  readonly action: Action;
  readonly thought: Thought;
  /** Orders `seat` to act for `task` and `goal`; writes what it sees into the first row of `observations`. */
  order(stage: Stage, seat: Seat, policy: QPolicy, task: number, goal: Float32Array, observations: Float32Array): void;
}

/** @param tasks whose values are shown, if they have no goal and can be played at the moment */
export function createThinker(tasks: readonly number[]): Thinker {
  const action: Action = { kind: 0, angle: 0 };
  const thought = createThought();
  return {
    action,
    thought,
    order(stage, seat, policy, task, goal, observations) {
      observe(stage.sim, seat.skater, observations);
      const situation = situationOf(observations);
      const asked = [task, ...tasks.filter((id) => id !== task && isShown(id, situation))];
      asked.forEach((id, i) => policy.ask(i, observations, 0, id, goal));
      policy.answer(asked.length);
      thought.task = TASK_NAMES[task]!;
      thought.values.fill(Number.NaN);
      asked.forEach((id, i) => (thought.values[id] = policy.values[i]!));
      action.kind = policy.actions[0]!.kind;
      action.angle = policy.actions[0]!.angle;
      orderSeat(stage, seat, (control) => controlFromAction(action, stage.sim, seat.skater, control));
    },
  };
}

function isShown(task: number, situation: ReturnType<typeof situationOf>): boolean {
  const { goals, situations } = TASKS[task]!;
  return goals === undefined && situations.includes(situation);
}
