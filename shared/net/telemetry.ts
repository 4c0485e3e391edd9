/**
 * The Socket.IO protocol of telemetry. Trainers publish, the hub in `server/training/` stores and forwards, viewers
 * receive. Every message carries the id of its run, so that several learners can be shown side by side.
 */
import type { MetricsPoint, RelabelEvent } from "../metrics.ts";

export type { MetricsPoint, RelabelEvent, SuccessRate } from "../metrics.ts";

/**
 * Socket.IO namespaces: trainers need a token, viewers do not. The token is sent in the header `authorization: Bearer
 * TOKEN` of the connection; sent as `auth.token` it is accepted too, but then messages as long as weights are not.
 */
export const NAMESPACES = { trainer: "/trainer", viewers: "/training" } as const;

/** The run of the server's own learner. */
export const EMBEDDED_RUN_ID = "embedded";

/**
 * - `idle`: not started, nobody has watched yet. - `starting`: the worker is starting. - `learning`.
 * - `resting`: paused, because nobody watches. - `finished`: all planned decisions are used. - `restarting`: the worker
 * crashed and is restarted from its last checkpoint. - `failed`: it diverged or crashed too often; see `detail`.
 */
export type RunPhase = "idle" | "starting" | "learning" | "resting" | "finished" | "restarting" | "failed";

/** The phase and settings of a run. */
export interface RunStatus {
  readonly runId: string;
  readonly phase: RunPhase;
  /** One sentence for people if something is wrong, else empty. */
  readonly detail: string;
  /** Name of the network backend, e.g. "tfjs-wasm". */
  readonly backend: string;
  readonly sharing: string;
  /** Names of the tasks that are learnt, in the order in which they are shown. */
  readonly tasks: readonly string[];
  readonly seed: number;
  /** Number of decisions after which the run ends. */
  readonly budget: number;
  /** How many times the worker was restarted after a crash. */
  readonly restarts: number;
}

/** New weights for the practice bots. */
export interface WeightsMessage {
  readonly runId: string;
  readonly decisions: number;
  /** A checkpoint file's bytes, as bots/checkpoint/checkpoint.ts writes them. */
  readonly checkpoint: Uint8Array;
}

/** The full record of a run, for `hello` and for `/api/training`. */
export interface RunSnapshot {
  readonly status: RunStatus;
  /** Oldest first, thinned to a bounded length. */
  readonly history: readonly MetricsPoint[];
  /** Newest first. */
  readonly relabels: readonly RelabelEvent[];
}

/** Messages from a trainer to the hub. */
export interface TrainerEvents {
  status: (status: RunStatus) => void;
  metrics: (point: MetricsPoint) => void;
  relabel: (events: readonly RelabelEvent[]) => void;
  weights: (message: WeightsMessage) => void;
}

/** Messages from the hub to a trainer. */
export interface TrainerCommands {
  /** Run, or save and pause; a paused trainer keeps its process but uses no processor time. */
  run: (isWanted: boolean) => void;
}

/** Messages from the hub to viewers. */
export interface ViewerEvents {
  /** Sent once on connection: all runs as they are now. */
  hello: (runs: readonly RunSnapshot[]) => void;
  status: (status: RunStatus) => void;
  metrics: (point: MetricsPoint) => void;
  relabel: (events: readonly RelabelEvent[]) => void;
}
