/** All tasks, in the order of their one-hot identifiers. A new task is one file and one line here. */
import { carry } from "./carry.ts";
import { cover } from "./cover.ts";
import { open } from "./open.ts";
import { pass } from "./pass.ts";
import { place } from "./place.ts";
import { save } from "./save.ts";
import { shoot } from "./shoot.ts";
import { steal } from "./steal.ts";
import type { HockeyTask } from "./task.ts";

export const TASKS: readonly HockeyTask[] = [shoot, pass, open, steal, cover, save, carry, place];

/** Number of tasks: the length of the identifier that is appended to a state. */
export const N_TASKS = TASKS.length;

/** Names in order. */
export const TASK_NAMES: readonly string[] = TASKS.map((task) => task.name);

/**
 * The identifier of the task called `name`.
 *
 * @throws RangeError naming the known tasks
 */
export function taskId(name: string): number {
  const id = TASK_NAMES.indexOf(name);
  if (id < 0) throw new RangeError(`unknown task "${name}"; known: ${TASK_NAMES.join(", ")}`);
  return id;
}
