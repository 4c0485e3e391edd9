/** What the hub remembers of one run: status, thinned learning curves and the newest relabelled episodes. */
import { thinPoints } from "../../bots/index.ts";
import type { MetricsPoint, RelabelEvent, RunSnapshot, RunStatus } from "../../shared/net/telemetry.ts";

/** Most points of a learning curve that are kept. */
export const MAX_POINTS = 600;
/** Newest relabelled episodes that are kept. */
export const MAX_RELABELS = 50;

/** One run's memory. */
export interface RunRecord {
  status: RunStatus;
  history: MetricsPoint[];
  relabels: RelabelEvent[];
}

/** A record without any history. */
export function createRunRecord(status: RunStatus): RunRecord {
  return { status, history: [], relabels: [] };
}

/** Adds a point. Points at or after its number of decisions belong to a part that was lost, and go. */
export function addPoint(record: RunRecord, point: MetricsPoint): void {
  let { history } = record;
  if ((history.at(-1)?.decisions ?? -1) >= point.decisions) {
    history = history.filter((earlier) => earlier.decisions < point.decisions);
  }
  history.push(point);
  record.history = thinPoints(history, MAX_POINTS);
}

/** Adds events, the newest last. */
export function addRelabels(record: RunRecord, events: readonly RelabelEvent[]): void {
  record.relabels = [...events.toReversed(), ...record.relabels].slice(0, MAX_RELABELS);
}

/** A copy for viewers. */
export function snapshotOf({ status, history, relabels }: RunRecord): RunSnapshot {
  return { status, history: [...history], relabels: [...relabels] };
}
