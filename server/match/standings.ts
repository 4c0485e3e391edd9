/** Remembers what each person was told of their standing, so that only changes are sent. */
import type { Standing } from "../../shared/net/messages.ts";

/** A person who is idle is told anew this often [s]: the page counts down, but face-offs do not count here. */
const REMIND_SECONDS = 10;

/** What the people of one match were told. */
export interface Standings {
  /** Whether `standing` differs from what `sessionId` was told before; notes it. Most seconds count down by themselves. */
  isNew(sessionId: string, standing: Standing): boolean;
  /** Forgets a person who left, or who has a new connection and was told nothing yet. */
  forget(sessionId: string): void;
}

/** Nobody has been told anything. */
export function createStandings(): Standings {
  const told = new Map<string, string>();
  return {
    isNew(sessionId, standing) {
      const key = keyOf(standing);
      if (told.get(sessionId) === key) return false;
      told.set(sessionId, key);
      return true;
    },
    forget: (sessionId) => void told.delete(sessionId),
  };
}

function keyOf(standing: Standing): string {
  if (standing.kind === "idle") return `idle ${Math.ceil(standing.freeInSeconds / REMIND_SECONDS)}`;
  if (standing.kind === "waiting") return `waiting ${standing.before}`;
  return standing.kind === "watching" ? `watching ${standing.reason}` : standing.kind;
}
