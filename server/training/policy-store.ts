/**
 * The newest weights of every run, in memory. Written by the telemetry hub, read by practice rinks.
 */
import type { Checkpoint } from "../../bots/index.ts";

/** Newest weights by run id. */
export interface PolicyStore {
  /** Makes a run known, and the tasks that it learns; until its first weights, bots play untrained. */
  register(runId: string, tasks: readonly string[]): void;
  has(runId: string): boolean;
  get(runId: string): Checkpoint | null;
  /** Names of the tasks that the run learns. */
  tasks(runId: string): readonly string[];
  set(runId: string, checkpoint: Checkpoint): void;
  remove(runId: string): void;
  /** Calls `listener` with each new checkpoint of a run. Returns a function that unsubscribes. */
  subscribe(runId: string, listener: (checkpoint: Checkpoint) => void): () => void;
}

/** An empty store. */
export function createPolicyStore(): PolicyStore {
  const checkpoints = new Map<string, Checkpoint | null>();
  const tasksOfRuns = new Map<string, readonly string[]>();
  const listeners = new Map<string, Set<(checkpoint: Checkpoint) => void>>();
  return {
    register(runId, tasks) {
      tasksOfRuns.set(runId, tasks);
      if (!checkpoints.has(runId)) checkpoints.set(runId, null);
    },
    has: (runId) => checkpoints.has(runId),
    get: (runId) => checkpoints.get(runId) ?? null,
    tasks: (runId) => tasksOfRuns.get(runId) ?? [],
    set(runId, checkpoint) {
      checkpoints.set(runId, checkpoint);
      for (const listener of listeners.get(runId) ?? []) listener(checkpoint);
    },
    remove(runId) {
      checkpoints.delete(runId);
      tasksOfRuns.delete(runId);
    },
    subscribe(runId, listener) {
      const others = listeners.get(runId) ?? new Set();
      listeners.set(runId, others.add(listener));
      return () => {
        others.delete(listener);
        if (others.size === 0 && listeners.get(runId) === others) listeners.delete(runId);
      };
    },
  };
}
