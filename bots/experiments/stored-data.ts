/**
 * Where the data of each task came from: counts of what was stored, by the task it was collected for and the task it
 * was stored for.
 */
import { hasSucceeded, type Judgement } from "../tasks/judge.ts";
import type { Episode } from "../replay/episode.ts";
import { TASK_NAMES } from "../tasks/registry.ts";

/** Counts of the episodes that were collected for one task and stored for the same or another. */
export interface StoredCount {
  readonly collectedFor: string;
  readonly storedFor: string;
  readonly episodes: number;
  readonly transitions: number;
  /** Episodes that earned a reward under the task they are stored for. */
  readonly successes: number;
}

/** Counts since the beginning of a run. */
export interface StoredData {
  add(episode: Episode, task: number, judgement: Judgement): void;
  counts(): StoredCount[];
}

/** Makes counts that start from `counts`. */
export function createStoredData(counts: readonly StoredCount[] = []): StoredData {
  const cells = new Map(counts.map((count) => [`${count.collectedFor} ${count.storedFor}`, { ...count }]));
  return {
    add(episode, task, judgement) {
      if (judgement.length === 0) return;
      const collectedFor = TASK_NAMES[episode.collectedFor]!;
      const storedFor = TASK_NAMES[task]!;
      const key = `${collectedFor} ${storedFor}`;
      const before = cells.get(key) ?? { collectedFor, storedFor, episodes: 0, transitions: 0, successes: 0 };
      cells.set(key, {
        ...before,
        episodes: before.episodes + 1,
        transitions: before.transitions + judgement.length,
        successes: before.successes + (hasSucceeded(judgement) ? 1 : 0),
      });
    },
    counts: () => [...cells.values()],
  };
}

/** Sums of the counts of several runs, in the order of the tasks. */
export function sumStored(runs: readonly (readonly StoredCount[])[]): StoredCount[] {
  return TASK_NAMES.flatMap((storedFor) =>
    TASK_NAMES.map((collectedFor) => {
      const same = runs.flat().filter((it) => it.storedFor === storedFor && it.collectedFor === collectedFor);
      const sum = (key: "episodes" | "transitions" | "successes"): number =>
        same.reduce((total, count) => total + count[key], 0);
      return {
        collectedFor,
        storedFor,
        episodes: sum("episodes"),
        transitions: sum("transitions"),
        successes: sum("successes"),
      };
    }),
  ).filter(({ episodes }) => episodes > 0);
}
