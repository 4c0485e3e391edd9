/** Tells spectators about a relabelled episode in words and places. */
import { HALF_LENGTH } from "../../shared/rink.ts";
import { OBS_SIZE, OBSERVATION_NAMES } from "../viewpoint/observation.ts";
import { returnOf, type Judgement } from "../tasks/judge.ts";
import type { Episode } from "../replay/episode.ts";
import { OUTCOMES } from "../tasks/task.ts";
import { TASK_NAMES } from "../tasks/registry.ts";
import type { RelabelEvent } from "./metrics.ts";

const SELF_X = OBSERVATION_NAMES.indexOf("selfX");
const PUCK_X = OBSERVATION_NAMES.indexOf("puckX");

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
  const last = other.length - 1;
  const outcome = OUTCOMES[episode.outcomes[last]!]!;
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
    from: puckAt(episode, last),
    end: puckAt(episode, last + 1),
  };
}

/** Where the puck was in row `row` of the episode [m]; observations are relative and scaled. */
function puckAt(episode: Episode, row: number): { x: number; y: number } {
  const at = row * OBS_SIZE;
  const { observations } = episode;
  return {
    x: (observations[at + SELF_X]! + observations[at + PUCK_X]!) * HALF_LENGTH,
    y: (observations[at + SELF_X + 1]! + observations[at + PUCK_X + 1]!) * HALF_LENGTH,
  };
}
