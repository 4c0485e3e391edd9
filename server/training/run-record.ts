/** What the hub stores of one run: status, thinned learning curves and the newest relabelled episodes. */
import { thinPoints } from "../../bots/index.ts";
import type { MetricsPoint, RelabelEvent, RunSnapshot, RunStatus } from "../../shared/net/telemetry.ts";

/** The most points kept per learning curve. */
export const MAX_POINTS = 600;
/** The most relabelled episodes kept. */
export const MAX_RELABELS = 50;

/** The record of one run; `relabels` has the newest first. */
export interface RunRecord {
  status: RunStatus;
  history: MetricsPoint[];
  relabels: RelabelEvent[];
}

/** A record without any history. */
export function createRunRecord(status: RunStatus): RunRecord {
  return { status, history: [], relabels: [] };
}

/** Adds a point; removes points at or after its number of decisions: the run was resumed from before them. */
export function addPoint(record: RunRecord, point: MetricsPoint): void {
  let { history } = record;
  if ((history.at(-1)?.decisions ?? -1) >= point.decisions) {
    history = history.filter((earlier) => earlier.decisions < point.decisions);
  }
  history.push(point);
  record.history = thinPoints(history, MAX_POINTS);
}

/** Adds events, given newest last. */
export function addRelabels(record: RunRecord, events: readonly RelabelEvent[]): void {
  record.relabels = [...events.toReversed(), ...record.relabels].slice(0, MAX_RELABELS);
}

/** A copy for viewers. */
export function snapshotOf({ status, history, relabels }: RunRecord): RunSnapshot {
  return { status, history: [...history], relabels: [...relabels] };
}
