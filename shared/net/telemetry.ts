/**
 * The Socket.IO wire: everything about learning. A trainer publishes, the hub in `server/training/` keeps and forwards,
 * dashboards watch. Every message carries the id of its run, so that several learners can be shown side by side.
 */
import type { MetricsPoint, RelabelEvent } from "../metrics.ts";

export type { MetricsPoint, RelabelEvent, SuccessRate } from "../metrics.ts";

/**
 * Socket.IO namespaces: trainers need a token, viewers do not. The token is shown as the header `authorization: Bearer
 * TOKEN` of the connection; shown as `auth.token` it lets in too, but not for messages as long as weights.
 */
export const NAMESPACES = { trainer: "/trainer", viewers: "/training" } as const;

/** The run of the learner that the server starts by itself. */
export const EMBEDDED_RUN_ID = "embedded";

/**
 * - `idle`: not started, nobody has looked yet. - `starting`: the process is being made ready. - `learning`.
 * - `resting`: nobody watches. - `finished`: the budget of decisions is spent. - `restarting`: the worker died and is
 * started again from its last checkpoint. - `failed`: a number went bad or it died too often; see `detail`.
 */
export type RunPhase = "idle" | "starting" | "learning" | "resting" | "finished" | "restarting" | "failed";

/** What a run is doing, and how it is set up. */
export interface RunStatus {
  readonly runId: string;
  readonly phase: RunPhase;
  /** One sentence for people when something is wrong; else empty. */
  readonly detail: string;
  /** Name of the network backend, e.g. "tfjs-wasm". */
  readonly backend: string;
  readonly sharing: string;
  /** Names of the tasks that are learnt, in the order in which they are shown. */
  readonly tasks: readonly string[];
  readonly seed: number;
  /** Decisions after which the run ends by itself. */
  readonly budget: number;
  /** Times the worker was started again after dying. */
  readonly restarts: number;
}

/** New weights for the practice bots. */
export interface WeightsMessage {
  readonly runId: string;
  readonly decisions: number;
  /** A checkpoint file's bytes, as bots/checkpoint/checkpoint.ts writes them. */
  readonly checkpoint: Uint8Array;
}

/** What a run knows about itself, for `hello` and for `/api/training`. */
export interface RunSnapshot {
  readonly status: RunStatus;
  /** Oldest first, thinned so that it stays small. */
  readonly history: readonly MetricsPoint[];
  /** Newest first. */
  readonly relabels: readonly RelabelEvent[];
}

/** From a trainer to the hub. */
export interface TrainerEvents {
  status: (status: RunStatus) => void;
  metrics: (point: MetricsPoint) => void;
  relabel: (events: readonly RelabelEvent[]) => void;
  weights: (message: WeightsMessage) => void;
}

/** From the hub to a trainer. */
export interface TrainerCommands {
  /** Go on, or rest and save; a resting trainer keeps its process but uses no processor time. */
  run: (isWanted: boolean) => void;
}

/** From the hub to dashboards. */
export interface ViewerEvents {
  /** Sent once on connection: all runs as they are now. */
  hello: (runs: readonly RunSnapshot[]) => void;
  status: (status: RunStatus) => void;
  metrics: (point: MetricsPoint) => void;
  relabel: (events: readonly RelabelEvent[]) => void;
}
