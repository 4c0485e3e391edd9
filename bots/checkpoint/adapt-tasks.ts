/**
 * Adapts weights to the tasks of this version: a checkpoint may know fewer tasks, others, or the same in another order.
 *
 * The task's one-hot identifier is the end of the network's input, so that only those rows of the first layer move. The rows
 * of new tasks are zeros: a new task begins with the values of a state without a task.
 */
import type { NetworkSpec } from "../network/network.ts";
import { TASK_NAMES } from "../tasks/registry.ts";

/**
 * @param vector parameters, or Adam's moments, of a network of `spec`
 * @param tasks the tasks at the end of its input
 * @returns the vector for the tasks of this version; `vector` itself if they are the same
 */
export function adaptTasks(vector: Float32Array, spec: NetworkSpec, tasks: readonly string[]): Float32Array {
  if (JSON.stringify(tasks) === JSON.stringify(TASK_NAMES)) return vector;
  const width = spec.hidden[0] ?? spec.outputs;
  const others = (spec.inputs - tasks.length) * width;
  const adapted = new Float32Array(vector.length + (TASK_NAMES.length - tasks.length) * width);
  adapted.set(vector.subarray(0, others));
  TASK_NAMES.forEach((name, task) => {
    const row = tasks.indexOf(name);
    if (row < 0) return;
    adapted.set(vector.subarray(others + row * width, others + (row + 1) * width), others + task * width);
  });
  adapted.set(vector.subarray(others + tasks.length * width), others + TASK_NAMES.length * width);
  return adapted;
}
