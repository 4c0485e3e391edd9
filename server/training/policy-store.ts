/**
 * The newest weights of every run, in memory. Written by the telemetry hub, read by practice rinks.
 */
import type { Checkpoint } from "../../bots/index.ts";

/** Newest weights by run id. */
export interface PolicyStore {
  /** Adds a run; bots play untrained until its first weights arrive. */
  register(runId: string): void;
  has(runId: string): boolean;
  get(runId: string): Checkpoint | null;
  set(runId: string, checkpoint: Checkpoint): void;
  remove(runId: string): void;
  /** Calls `listener` with each new checkpoint of a run. Returns a function that unsubscribes. */
  subscribe(runId: string, listener: (checkpoint: Checkpoint) => void): () => void;
}

/** An empty store. */
export function createPolicyStore(): PolicyStore {
  const checkpoints = new Map<string, Checkpoint | null>();
  const listeners = new Map<string, Set<(checkpoint: Checkpoint) => void>>();
  return {
    register(runId) {
      if (!checkpoints.has(runId)) checkpoints.set(runId, null);
    },
    has: (runId) => checkpoints.has(runId),
    get: (runId) => checkpoints.get(runId) ?? null,
    set(runId, checkpoint) {
      checkpoints.set(runId, checkpoint);
      for (const listener of listeners.get(runId) ?? []) listener(checkpoint);
    },
    remove: (runId) => void checkpoints.delete(runId),
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
