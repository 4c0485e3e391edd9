/** What the host gives its worker at the start, and the messages between them. Plain data, because it is cloned. */
import type { RecordedEpisode, TrainConfig } from "../../bots/index.ts";
import type { RunStatus } from "../../shared/net/telemetry.ts";

/** Given to the worker as `workerData`. */
export interface TrainerOrders {
  /** URL of the hub, e.g. http://127.0.0.1:2567, and its token for the embedded learner. */
  readonly url: string;
  readonly token: string;
  /** Settings that differ from the defaults in bots/run/config.ts. */
  readonly config: Partial<TrainConfig>;
  /** Folder of the run's checkpoints; the run resumes from the newest. */
  readonly out: string;
  /** How many times the worker of this run was restarted. */
  readonly restarts: number;
}

/** Tells a worker to save and end. */
export const STOP = "stop";

/** What a worker is told: to stop, or episodes of matches to learn from. */
export type TrainerMessage = typeof STOP | { readonly episodes: readonly RecordedEpisode[] };

/** The only message from a worker: the run has ended; its last status tells why. */
export interface TrainerEnded {
  readonly ended: RunStatus;
}
