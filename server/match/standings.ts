/** The standing last sent to each person, so that only changes are sent. */
import type { Standing } from "../../shared/net/messages.ts";

/** How often an idle person is sent the remaining time [s]: unlike the page, the server does not count in face-offs. */
const REMIND_SECONDS = 10;

/** The standings sent to the people of one match. */
export interface Standings {
  /** Whether `standing` must be sent to `sessionId`, because it differs from the last one; notes it as sent. */
  isNew(sessionId: string, standing: Standing): boolean;
  /** Call when a person leaves, or has a new connection to which nothing was sent yet. */
  forget(sessionId: string): void;
}

/** Nothing has been sent yet. */
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
