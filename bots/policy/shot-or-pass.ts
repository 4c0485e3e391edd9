/** A carrier's choice between a shot and passes, from the answers of a policy. */
import { taskId } from "../tasks/registry.ts";
import type { Thought } from "./thought.ts";

const SHOOT = taskId("shoot");
const PASS = taskId("pass");

/**
 * Chooses the question whose action is worth most, and writes the thought.
 *
 * @param values 0: of a shot; then in pairs: of a pass to a team-mate, and of that team-mate's shot. A pass is worth their product.
 * @param questions how many there are
 */
export function shotOrPass(values: Float32Array, questions: number, thought: Thought): number {
  thought.values.fill(Number.NaN);
  thought.values[SHOOT] = values[0]!;
  let best = 0;
  let bestWorth = values[0]!;
  for (let i = 1; i < questions; i += 2) {
    if (!(thought.values[PASS]! >= values[i]!)) thought.values[PASS] = values[i]!;
    const worth = Math.max(0, values[i]!) * Math.max(0, values[i + 1]!);
    if (worth <= bestWorth) continue;
    bestWorth = worth;
    best = i;
  }
  thought.task = best === 0 ? "shoot" : "pass";
  return best;
}
