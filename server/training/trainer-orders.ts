/** What the host tells its worker at the start, and what the worker says at its end. Plain data: it is cloned. */
import type { TrainConfig } from "../../bots/index.ts";
import type { RunStatus } from "../../shared/net/telemetry.ts";

/** Given to the worker as `workerData`. */
export interface TrainerOrders {
  /** Where the hub is, e.g. http://127.0.0.1:2567, and what it wants to see. */
  readonly url: string;
  readonly token: string;
  /** What to learn; the rest are the defaults of bots/run/config.ts. */
  readonly config: Partial<TrainConfig>;
  /** Folder of the run's checkpoints; the run goes on from the newest. */
  readonly out: string;
  /** Times a worker of this run has died. */
  readonly restarts: number;
}

/** The one message to a worker: save and end. */
export const STOP = "stop";

/** The one message from a worker: it has ended by itself, and why. */
export interface TrainerEnded {
  readonly ended: RunStatus;
}
