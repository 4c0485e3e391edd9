/** What a viewer of the learning stream is told. */
import type { Socket } from "socket.io-client";
import type { MetricsPoint, RelabelEvent, RunSnapshot, RunStatus, ViewerEvents } from "../../shared/net/telemetry.ts";

/** A connection to the viewers' namespace. */
export type Viewer = Socket<ViewerEvents, Record<string, never>>;

/** Everything a viewer is told. */
export interface Heard {
  runs: readonly RunSnapshot[];
  readonly phases: string[];
  readonly statuses: RunStatus[];
  readonly points: MetricsPoint[];
  readonly relabels: RelabelEvent[];
}

/** Keeps what `viewer` is told. */
export function listen(viewer: Viewer): Heard {
  const heard: Heard = { runs: [], phases: [], statuses: [], points: [], relabels: [] };
  viewer.on("hello", (runs) => {
    heard.runs = runs;
  });
  viewer.on("status", (status) => {
    heard.statuses.push(status);
    if (heard.phases.at(-1) !== status.phase) heard.phases.push(status.phase);
  });
  viewer.on("metrics", (point) => heard.points.push(point));
  viewer.on("relabel", (events) => heard.relabels.push(...events));
  return heard;
}
