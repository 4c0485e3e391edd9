/**
 * The stream of everything about learning.
 *
 * Reads the Socket.IO namespace of viewers; keeps what is known of each run and tells when something has changed.
 */
import { io, type Socket } from "socket.io-client";
import {
  NAMESPACES,
  type MetricsPoint,
  type RelabelEvent,
  type RunStatus,
  type TrainerCommands,
  type ViewerEvents,
} from "../../shared/net/telemetry.ts";
import { SOCKET_PATH } from "../base.ts";

/** More relabelled episodes than this are not shown. */
const MOST_RELABELS = 30;

/** One run as known here; arrays are replaced or extended in place. */
export interface Run {
  status: RunStatus;
  history: MetricsPoint[];
  relabels: RelabelEvent[];
}

/** Who wants to know. */
export interface HubListener {
  readonly onRuns: (runs: ReadonlyMap<string, Run>) => void;
  readonly onStatus: (run: Run) => void;
  readonly onMetrics: (run: Run) => void;
  readonly onRelabels: (run: Run, events: readonly RelabelEvent[]) => void;
  readonly onConnected: (isConnected: boolean) => void;
}

/** The connection of one training page. */
export class Hub {
  readonly runs = new Map<string, Run>();
  readonly #socket: Socket<ViewerEvents, TrainerCommands>;

  constructor(listener: HubListener) {
    this.#socket = io(NAMESPACES.viewers, { path: SOCKET_PATH, transports: ["websocket", "polling"] });
    this.#socket.on("connect", () => listener.onConnected(true));
    this.#socket.on("disconnect", () => listener.onConnected(false));
    this.#socket.on("connect_error", () => listener.onConnected(false));
    this.#socket.on("hello", (snapshots) => {
      this.runs.clear();
      for (const { status, history, relabels } of snapshots) {
        this.runs.set(status.runId, { status, history: [...history], relabels: relabels.slice(0, MOST_RELABELS) });
      }
      listener.onRuns(this.runs);
    });
    this.#socket.on("status", (status) => {
      const known = this.runs.get(status.runId);
      if (known !== undefined) {
        known.status = status;
        listener.onStatus(known);
        return;
      }
      this.runs.set(status.runId, { status, history: [], relabels: [] });
      listener.onRuns(this.runs);
    });
    this.#socket.on("metrics", (point) => {
      const run = this.runs.get(point.runId);
      if (run === undefined) return;
      // A run that goes on from its last checkpoint repeats steps; the newer line counts.
      while ((run.history.at(-1)?.decisions ?? -1) >= point.decisions) run.history.pop();
      run.history.push(point);
      listener.onMetrics(run);
    });
    this.#socket.on("relabel", (events) => {
      for (const run of this.runs.values()) {
        const mine = events.filter((event) => event.runId === run.status.runId);
        if (mine.length === 0) continue;
        run.relabels = [...mine.toReversed(), ...run.relabels].slice(0, MOST_RELABELS);
        listener.onRelabels(run, mine);
      }
    });
  }

  /** Ends the connection. */
  dispose(): void {
    this.#socket.disconnect();
  }
}
