/**
 * Which connection speaks for which run: one at a time, until it ends. The embedded run belongs to the embedded learner,
 * which shows a secret of its own.
 */
import { EMBEDDED_RUN_ID } from "../../shared/net/telemetry.ts";

/** A trainer's connection. */
export interface Trainer {
  readonly id: string;
  /** It showed the embedded learner's secret. */
  readonly isEmbedded: boolean;
}

/** Who owns what. */
export interface RunOwners {
  /** Makes `trainer` the owner of a run that nobody owns; false if it belongs to somebody else. */
  claim(runId: string, trainer: Trainer): boolean;
  owns(runId: string, trainer: Trainer): boolean;
  isOwned(runId: string): boolean;
  /** The runs that were `trainer`'s until now. */
  release(trainer: Trainer): string[];
}

/** Nobody owns anything. */
export function createRunOwners(): RunOwners {
  const owners = new Map<string, string>();
  return {
    claim(runId, { id, isEmbedded }) {
      if ((runId === EMBEDDED_RUN_ID) !== isEmbedded) return false;
      const owner = owners.get(runId);
      // A new worker of the host's may come before the connection of a dead one is known to be broken.
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
