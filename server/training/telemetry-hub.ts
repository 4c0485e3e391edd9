/**
 * The hub between trainers, which publish, and viewers, over Socket.IO. Keeps a record of each run.
 *
 * Reads trainers' messages, rejecting and counting bad ones; produces viewers' messages, weights for the policy store,
 * and commands to run or pause.
 */
import type { IncomingMessage } from "node:http";
import type { Namespace, Socket } from "socket.io";
import { decodeCheckpoint, forPlaying } from "../../bots/index.ts";
import {
  EMBEDDED_RUN_ID,
  NAMESPACES,
  type RelabelEvent,
  type RunSnapshot,
  type RunStatus,
  type TrainerCommands,
  type TrainerEvents,
  type ViewerEvents,
} from "../../shared/net/telemetry.ts";
import type { Border } from "../border.ts";
import type { Logger } from "../log.ts";
import { createDemand, type Demand } from "./demand.ts";
import type { RestoredRun } from "./embedded-run.ts";
import type { PolicyStore } from "./policy-store.ts";
import { createRunOwners, type Trainer } from "./run-owners.ts";
import { addPoint, addRelabels, createRunRecord, snapshotOf, type RunRecord } from "./run-record.ts";
import { bearerOf, createTelemetrySockets, isSameSecret, type TelemetrySockets } from "./telemetry-sockets.ts";
import { parseMetrics, parseRelabels, parseStatus, parseWeights } from "./trainer-messages.ts";

/** Settings and parts of a hub. */
export interface HubOptions {
  readonly log: Logger;
  readonly border: Border;
  readonly policies: PolicyStore;
  /** The tokens that trainers and the embedded learner must send. */
  readonly token: string;
  readonly embeddedToken: string;
  /** Takes a place for a connection and returns a function that frees it; null if there is none. */
  readonly takePlace: (request: IncomingMessage) => (() => void) | null;
  /** How long learners keep running after the last viewer has left [s]. */
  readonly idleSeconds: number;
}

/** Callbacks for the host of the embedded learner. */
export interface HubObserver {
  onDemand(isWanted: boolean): void;
  onStatus(status: RunStatus): void;
  onProgress(runId: string, decisions: number): void;
}

/** A trainer that sends more bad messages than this is disconnected. */
const MAX_REJECTED = 20;
/** The most runs that are kept; beyond this, a run without a trainer is removed. */
const MAX_RUNS = 8;
/** Relabelled episodes are sent to viewers in batches: at most this many of a run at this interval, ten a second. */
const RELABEL_FLUSH_MS = 500;
const RELABELS_PER_FLUSH = 5;

type TrainerSocket = Socket<TrainerEvents, TrainerCommands>;
type ViewerSocket = Socket<Record<string, never>, ViewerEvents>;

/** The hub of one server. */
export class TelemetryHub {
  /** Bad messages from trainers and viewers so far. */
  rejected = 0;
  readonly #options: HubOptions;
  readonly sockets: TelemetrySockets;
  readonly #trainers: Namespace<TrainerEvents, TrainerCommands>;
  readonly #viewers: Namespace<Record<string, never>, ViewerEvents>;
  readonly #runs = new Map<string, RunRecord>();
  readonly #owners = createRunOwners();
  readonly #pendingRelabels = new Map<string, RelabelEvent[]>();
  readonly #demand: Demand;
  #observer: HubObserver | null = null;
  #flushTimer: NodeJS.Timeout | undefined;

  constructor(options: HubOptions) {
    this.#options = options;
    const { border, takePlace, token, embeddedToken } = options;
    this.#demand = createDemand(options.idleSeconds, border, (isWanted) => {
      this.#trainers.emit("run", isWanted);
      this.#observer?.onDemand(isWanted);
    });
    const isEmbedded = (secret: unknown): boolean => isSameSecret(secret, embeddedToken);
    const isTrainer = (secret: unknown): boolean => isSameSecret(secret, token) || isEmbedded(secret);
    this.sockets = createTelemetrySockets({
      border,
      isTrainer,
      takePlace,
      onExpelled: (reason) => this.#reject("viewer", reason),
    });
    const { io } = this.sockets;
    io.use((_socket, next) => next(new Error("this namespace does not exist")));
    this.#trainers = io.of(NAMESPACES.trainer);
    this.#trainers.use((socket, next) => {
      const isKnown = isTrainer(secretOf(socket));
      if (!isKnown) this.#reject("trainer", "wrong token");
      next(isKnown ? undefined : new Error("wrong trainer token"));
    });
    this.#trainers.on(
      "connection",
      border.wrap("a trainer's connection", (socket: TrainerSocket) => {
        this.sockets.trust(socket);
        this.#onTrainer(socket, { id: socket.id, isEmbedded: isEmbedded(secretOf(socket)) });
      }),
    );
    this.#viewers = io.of(NAMESPACES.viewers);
    this.#viewers.on(
      "connection",
      border.wrap("a viewer's connection", (socket: ViewerSocket) => this.#onViewer(socket)),
    );
  }

  /** Sets the callbacks for demand, status and progress. */
  observe(observer: HubObserver): void {
    this.#observer = observer;
  }

  /** Viewers connected now. */
  get viewers(): number {
    return this.#demand.viewers;
  }

  /** Whether learners should run. */
  get isWanted(): boolean {
    return this.#demand.isWanted;
  }

  /** All runs as they are now. */
  snapshots(): RunSnapshot[] {
    return [...this.#runs.values()].map(snapshotOf);
  }

  /** Sets a run's status, adds the run if it is new, and informs viewers. */
  setStatus(status: RunStatus): void {
    const record = this.#runs.get(status.runId);
    if (record === undefined) {
      this.#runs.set(status.runId, createRunRecord(status));
      this.#options.policies.register(status.runId, status.tasks);
    } else record.status = status;
    this.#viewers.emit("status", status);
  }

  /** Restores what was learnt in a run before this server started; the run's status must have been set. */
  restore(runId: string, { checkpoint, history, relabels }: RestoredRun): void {
    const record = this.#runs.get(runId);
    if (record === undefined) return;
    for (const point of history) addPoint(record, point);
    addRelabels(record, relabels);
    this.#options.policies.set(runId, forPlaying(checkpoint));
  }

  /** Closes all connections. The HTTP server is closed by its owner. */
  close(): void {
    clearTimeout(this.#flushTimer);
    this.#demand.close();
    this.#observer = null;
    this.sockets.close();
  }

  #onViewer(socket: ViewerSocket): void {
    const { border } = this.#options;
    // First, so that the viewer is uncounted in any case.
    socket.on(
      "disconnect",
      border.wrap("the end of a viewer's connection", () => this.#demand.viewerLeft()),
    );
    // Viewers send no messages.
    socket.onAny(
      border.wrap("a viewer's message", () => {
        this.#reject("viewer", "viewers may not send messages");
        socket.disconnect(true);
      }),
    );
    this.#demand.viewerCame();
    socket.emit("hello", this.snapshots());
  }

  #onTrainer(socket: TrainerSocket, trainer: Trainer): void {
    const { border } = this.#options;
    let rejected = 0;
    /** Handles one kind of message; `take` returns whether it was valid and this trainer may send it. */
    const on = (event: keyof TrainerEvents, take: (value: unknown) => boolean): void => {
      socket.on(
        event,
        border.wrap(`a trainer's message (${event})`, (value: unknown) => {
          if (take(value)) return;
          this.#reject("trainer", `${event} is malformed or belongs to a run of another trainer`);
          if (++rejected > MAX_REJECTED) socket.disconnect(true);
        }),
      );
    };
    socket.on(
      "disconnect",
      border.wrap("the end of a trainer's connection", () => this.#onTrainerGone(trainer)),
    );
    on("status", (value) => {
      const status = parseStatus(value);
      if (status === null || !this.#admit(status.runId, trainer)) return false;
      this.setStatus(status);
      this.#observer?.onStatus(status);
      return true;
    });
    on("metrics", (value) => {
      const point = parseMetrics(value);
      const record = point === null ? undefined : this.#runOf(point.runId, trainer);
      if (point === null || record === undefined) return false;
      addPoint(record, point);
      this.#viewers.emit("metrics", point);
      this.#observer?.onProgress(point.runId, point.decisions);
      return true;
    });
    on("relabel", (value) => {
      const events = parseRelabels(value);
      if (events === null || !events.every((event) => this.#runOf(event.runId, trainer) !== undefined)) return false;
      for (const event of events) this.#queueRelabel(event);
      return true;
    });
    on("weights", (value) => this.#takeWeights(value, trainer));
    socket.emit("run", this.isWanted);
  }

  /** The record of a run if it belongs to `trainer`. */
  #runOf(runId: string, trainer: Trainer): RunRecord | undefined {
    return this.#owners.owns(runId, trainer) ? this.#runs.get(runId) : undefined;
  }

  /** Makes `trainer` the owner of `runId` if possible; removes an old run if there are too many. */
  #admit(runId: string, trainer: Trainer): boolean {
    if (this.#runs.has(runId) || this.#runs.size < MAX_RUNS) return this.#owners.claim(runId, trainer);
    const idle = [...this.#runs.keys()].find((id) => id !== EMBEDDED_RUN_ID && !this.#owners.isOwned(id));
    if (idle === undefined || !this.#owners.claim(runId, trainer)) return false;
    this.#runs.delete(idle);
    this.#options.policies.remove(idle);
    return true;
  }

  #takeWeights(value: unknown, trainer: Trainer): boolean {
    const message = parseWeights(value);
    if (message === null || this.#runOf(message.runId, trainer) === undefined) return false;
    try {
      this.#options.policies.set(message.runId, decodeCheckpoint(message.checkpoint, `weights of ${message.runId}`));
      return true;
    } catch (error) {
      this.#options.log.warn({ err: error }, "weights were refused");
      return false;
    }
  }

  #queueRelabel(event: RelabelEvent): void {
    const queue = this.#pendingRelabels.get(event.runId) ?? [];
    queue.push(event);
    if (queue.length > RELABELS_PER_FLUSH) queue.shift();
    this.#pendingRelabels.set(event.runId, queue);
    this.#flushTimer ??= setTimeout(
      this.#options.border.wrap("sending relabelled episodes", () => this.#flushRelabels()),
      RELABEL_FLUSH_MS,
    );
  }

  #flushRelabels(): void {
    this.#flushTimer = undefined;
    for (const [runId, events] of this.#pendingRelabels) {
      const record = this.#runs.get(runId);
      if (record === undefined) continue;
      addRelabels(record, events);
      this.#viewers.emit("relabel", events.toReversed());
    }
    this.#pendingRelabels.clear();
  }

  #onTrainerGone(trainer: Trainer): void {
    for (const runId of this.#owners.release(trainer)) {
      const status = this.#runs.get(runId)?.status;
      // The status of the embedded run is set by its host.
      if (status === undefined || runId === EMBEDDED_RUN_ID || isOver(status)) continue;
      this.setStatus({ ...status, phase: "resting", detail: "Its trainer has disconnected." });
    }
  }

  #reject(who: string, reason: string): void {
    this.rejected++;
    this.#options.log.warn({ who }, `telemetry was refused: ${reason}`);
  }
}

function isOver({ phase }: RunStatus): boolean {
  return phase === "finished" || phase === "failed";
}

/** A trainer's token: from the header of its connection or, for short messages only, from joining the namespace. */
function secretOf({ conn, handshake }: TrainerSocket): unknown {
  return bearerOf(conn.request) || handshake.auth["token"];
}
