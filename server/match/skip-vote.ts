/**
 * Lets the people of a match end a pause together: each presses pass or shoot, and play goes on.
 *
 * Reads what everybody who plays does with the stick, tick by tick. A button that was held when the pause began does not
 * count: its person has not seen the pause yet.
 */
import type { Stick } from "../../shared/control.ts";
import type { Phase } from "../../shared/sim/world.ts";

/** The vote of one match. */
export interface SkipVote {
  /** Notes that the person of `sessionId` plays and holds `stick` in this tick. */
  note(sessionId: string, stick: Stick): void;
  /** Ends the tick. Returns whether everybody who played in it has pressed since `phase` began. */
  isUnanimous(phase: Phase): boolean;
}

/** Nobody has pressed yet. */
export function createSkipVote(): SkipVote {
  const here = new Set<string>();
  const released = new Set<string>();
  const ready = new Set<string>();
  let lastPhase: Phase = "faceoff";
  return {
    note(sessionId, stick) {
      here.add(sessionId);
      if (stick === "hold") released.add(sessionId);
      else if (released.has(sessionId)) ready.add(sessionId);
    },
    isUnanimous(phase) {
      const isAgreed = here.size > 0 && [...here].every((sessionId) => ready.has(sessionId));
      here.clear();
      if (phase === lastPhase) return isAgreed;
      lastPhase = phase;
      released.clear();
      ready.clear();
      return false;
    },
  };
}
