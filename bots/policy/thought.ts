/** What a bot thinks, for spectators. */
import { N_TASKS } from "../tasks/registry.ts";

/** The task a bot plays, and its value of each task, by identifier; NaN: not computed. */
export interface Thought {
  task: string;
  readonly values: Float32Array;
}

/** A thought without task and values. */
export function createThought(): Thought {
  return { task: "", values: new Float32Array(N_TASKS).fill(Number.NaN) };
}
