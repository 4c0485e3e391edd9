/**
 * Counts what a run tells the world while it learns, see shared/metrics.ts.
 */
import type { Episode } from "../replay/episode.ts";
import { N_TASKS, TASK_NAMES } from "../tasks/registry.ts";
import { successRate, type SuccessRate } from "./success-rate.ts";

export type { MetricsPoint, RelabelEvent } from "../../shared/metrics.ts";

/** Success of the latest exploring episodes of each task. */
export interface PracticeRecord {
  /** Adds the result of an episode; only the learner's own count. */
  add(episode: Pick<Episode, "collectedFor" | "origin">, isSuccess: boolean): void;
  /** Rates by task name, over the last `window` episodes of each. */
  rates(): Record<string, SuccessRate>;
}

/** A record over the last `window` episodes of each of `tasks`. */
export function createPracticeRecord(tasks: readonly number[], window = 200): PracticeRecord {
  const results = Array.from({ length: N_TASKS }, () => new Uint8Array(window));
  /** Results so far, up to `window`, and where the next one goes. */
  const counts = new Int32Array(N_TASKS);
  const slots = new Int32Array(N_TASKS);
  const successes = new Int32Array(N_TASKS);
  return {
    add({ collectedFor: task, origin }, isSuccess) {
      if (origin !== "practice") return;
      const slot = slots[task]!;
      if (counts[task]! >= window) successes[task]! -= results[task]![slot]!;
      else counts[task]!++;
      results[task]![slot] = isSuccess ? 1 : 0;
      successes[task]! += isSuccess ? 1 : 0;
      slots[task] = (slot + 1) % window;
    },
    rates() {
      const entries = tasks.map((task) => [TASK_NAMES[task]!, successRate(successes[task]!, counts[task]!)] as const);
      return Object.fromEntries(entries);
    },
  };
}

/** Mean of a stream since it was last taken. */
export interface RunningMean {
  add(value: number): void;
  /** The mean since the last call, null if nothing was added; starts anew. */
  take(): number | null;
}

export function createRunningMean(): RunningMean {
  let sum = 0;
  let count = 0;
  return {
    add(value) {
      sum += value;
      count++;
    },
    take() {
      const mean = count === 0 ? null : sum / count;
      sum = 0;
      count = 0;
      return mean;
    },
  };
}
