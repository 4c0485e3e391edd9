/** Rows of the Q-network's input for the tasks of this version: see viewpoint/action-frame.ts for what is in them. */
import { N_TASKS, TASKS } from "../tasks/registry.ts";
import { GOAL_SIZE, inputSize, writeInput } from "../viewpoint/action-frame.ts";
import { OBS_SIZE } from "../viewpoint/entries.ts";

/** Length of a row. */
export const INPUT_SIZE = inputSize(N_TASKS);

const HAS_GOAL: readonly boolean[] = TASKS.map((task) => task.goals !== undefined);

/**
 * Writes row `row` of `inputs`: the state in row `state` of `observations`, the goal in row `goal` of `goals` (not read if
 * `task` has none), an action and a task.
 *
 * @param mirror -1: everything is mirrored top to bottom, the angle included
 */
export function writeRow(
  inputs: Float32Array,
  row: number,
  observations: Float32Array,
  state: number,
  goals: Float32Array,
  goal: number,
  kind: number,
  angle: number,
  task: number,
  mirror: 1 | -1 = 1,
): void {
  const at = state * OBS_SIZE;
  const taskGoals = HAS_GOAL[task]! ? goals : null;
  const out = row * INPUT_SIZE;
  writeInput(inputs, out, observations, at, taskGoals, goal * GOAL_SIZE, kind, angle, task, N_TASKS, mirror);
}
