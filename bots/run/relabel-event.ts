/** Tells spectators about a relabelled episode in words and places. */
import { factsOf, type Episode } from "../replay/episode.ts";
import { returnOf, type Judgement } from "../tasks/judge.ts";
import { outcomeOf } from "../tasks/outcome.ts";
import { TASK_NAMES } from "../tasks/registry.ts";
import type { RelabelEvent } from "./metrics.ts";

/** Shirt numbers of the carrier and the team-mate of a drill. */
export const CARRIER_NUMBER = 3;
export const MATE_NUMBER = 5;

/** What happened in `episode`, collected for one task (`own`) and stored for `task` as well (`other`). */
export function describeRelabelling(
  runId: string,
  episode: Episode,
  task: number,
  own: Judgement,
  other: Judgement,
): RelabelEvent {
  const { events, before, after } = factsOf(episode, other.from + other.length - 1);
  const outcome = outcomeOf(events);
  return {
    runId,
    episode: episode.id,
    collectedFor: TASK_NAMES[episode.collectedFor]!,
    relabelledTo: TASK_NAMES[task]!,
    outcome,
    by: CARRIER_NUMBER,
    to: outcome === "teammate" ? MATE_NUMBER : 0,
    originalReturn: returnOf(own),
    relabelledReturn: returnOf(other),
    from: { x: before.puckX, y: before.puckY },
    end: { x: after.puckX, y: after.puckY },
  };
}
