/**
 * Which connection owns which run: one at a time, until it ends. The embedded run belongs to the embedded learner,
 * which sends its own token.
 */
import { EMBEDDED_RUN_ID } from "../../shared/net/telemetry.ts";

/** A trainer's connection. */
export interface Trainer {
  readonly id: string;
  /** Whether it sent the embedded learner's token. */
  readonly isEmbedded: boolean;
}

/** The owner of each run. */
export interface RunOwners {
  /** Makes `trainer` the owner of a run without an owner; false if it belongs to another trainer. */
  claim(runId: string, trainer: Trainer): boolean;
  owns(runId: string, trainer: Trainer): boolean;
  isOwned(runId: string): boolean;
  /** Ends all ownership of `trainer`; returns the runs that it owned. */
  release(trainer: Trainer): string[];
}

/** No run has an owner yet. */
export function createRunOwners(): RunOwners {
  const owners = new Map<string, string>();
  return {
    claim(runId, { id, isEmbedded }) {
      if ((runId === EMBEDDED_RUN_ID) !== isEmbedded) return false;
      const owner = owners.get(runId);
      // The host's new worker may connect before the broken connection of its predecessor has been noticed.
      if (owner !== undefined && owner !== id && !isEmbedded) return false;
      owners.set(runId, id);
      return true;
    },
    owns: (runId, { id }) => owners.get(runId) === id,
    isOwned: (runId) => owners.has(runId),
    release({ id }) {
      const runs = [...owners].filter(([, owner]) => owner === id).map(([runId]) => runId);
      for (const runId of runs) owners.delete(runId);
      return runs;
    },
  };
}
