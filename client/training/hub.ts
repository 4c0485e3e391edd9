/**
 * The page's connection to the server's telemetry.
 *
 * Reads the Socket.IO namespace of viewers; keeps a copy of each run and calls back with changes.
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
import { socketPath } from "../base.ts";
import { FIRST_MS, LONGEST_MS } from "../link/backoff.ts";
import { BROWSER, type LinkEnvironment } from "../link/environment.ts";
import { LOOK_MS, SilenceWatch } from "../link/silence.ts";

/** The most relabelled episodes that are kept. */
const MOST_RELABELS = 30;

/** The copy of one run; its arrays are replaced or extended in place. */
export interface Run {
  status: RunStatus;
  history: MetricsPoint[];
  relabels: RelabelEvent[];
}

/** Callbacks of the hub. */
export interface HubListener {
  readonly onRuns: (runs: ReadonlyMap<string, Run>) => void;
  readonly onStatus: (run: Run) => void;
  readonly onMetrics: (run: Run) => void;
  readonly onRelabels: (run: Run, events: readonly RelabelEvent[]) => void;
  /** "silent": connected, but nothing arrives. */
  readonly onLink: (link: HubLink) => void;
}

/** The state of the connection; "connecting" until the first attempt has succeeded or failed. */
export type HubLink = "connecting" | "open" | "silent" | "lost";

/** The Socket.IO connection of a viewer. */
export type ViewerSocket = Socket<ViewerEvents, TrainerCommands>;

/** Time limit for a connection attempt [ms]. */
const CONNECT_MS = 8000;

/** The connection of one training page. */
export class Hub {
  readonly runs = new Map<string, Run>();
  readonly #socket: ViewerSocket;
  readonly #listener: HubListener;
  readonly #environment: LinkEnvironment;
  readonly #stopReturn: () => void;
  #watch: SilenceWatch | null = null;
  #link: HubLink = "connecting";
  #cancelTimer = (): void => undefined;

  constructor(listener: HubListener, environment: LinkEnvironment = BROWSER, socket: ViewerSocket = connect()) {
    this.#environment = environment;
    this.#socket = socket;
    this.#listener = listener;
    this.#socket.on("connect", () => this.#connected());
    this.#socket.on("disconnect", () => this.#tell("lost"));
    this.#socket.on("connect_error", () => this.#tell("lost"));
    this.#stopReturn = environment.onReturn(() => this.#hurry());
    this.#waitToLook();
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
      // A run that resumed from its last checkpoint repeats decisions; the newer points replace the older.
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

  #connected(): void {
    const environment = this.#environment;
    const watch = new SilenceWatch(environment.now());
    this.#watch = watch;
    // The server pings every two seconds, so a live connection always has packets.
    this.#socket.io.engine.on("packet", () => watch.hear(environment.now()));
    this.#tell("open");
  }

  #waitToLook(): void {
    this.#cancelTimer = this.#environment.after(LOOK_MS, () => {
      this.#waitToLook();
      this.#look();
    });
  }

  #look(): void {
    if (this.#watch === null || !this.#socket.connected) return;
    const finding = this.#watch.look(this.#environment.now());
    this.#tell(finding === "heard" ? "open" : "silent");
    // After the connection is closed on this side, Socket.IO reconnects by itself.
    if (finding === "dead") this.#socket.io.engine.close();
  }

  /** Reconnects at once instead of after Socket.IO's wait. */
  #hurry(): void {
    if (!this.#socket.connected) this.#socket.disconnect().connect();
  }

  #tell(link: HubLink): void {
    if (link === "lost") this.#watch = null;
    if (link === this.#link) return;
    this.#link = link;
    this.#listener.onLink(link);
  }

  /** Ends the connection. */
  dispose(): void {
    this.#cancelTimer();
    this.#stopReturn();
    this.#socket.disconnect();
  }
}

function connect(): ViewerSocket {
  return io(NAMESPACES.viewers, {
    path: socketPath(),
    transports: ["websocket", "polling"],
    reconnectionDelay: FIRST_MS,
    reconnectionDelayMax: LONGEST_MS,
    timeout: CONNECT_MS,
  });
}
