/** What the learner and the worker threads of its crew tell each other. */
import type { BackendName } from "../../network/backends.ts";
import type { Collected } from "../collector.ts";
import type { TrainConfig } from "../config.ts";
import type { CrewMemory } from "./memory.ts";

/** What a worker thread is started with. It answers with one message once it is ready. */
export interface CrewPost {
  readonly config: TrainConfig;
  readonly memory: CrewMemory;
  readonly backend: BackendName;
  /** Drills that it collects in. */
  readonly stations: readonly number[];
  /** Names the stream of chance of the run's collecting. */
  readonly stream: string;
}

/** Work to be done; each order is answered, in turn. Targets begin a cycle: with them the weights are read anew. */
export type CrewOrder =
  | { readonly kind: "targets"; readonly rows: number }
  | { readonly kind: "collect"; readonly epsilon: number; readonly rounds: number }
  | { readonly kind: "evaluate" };

/** The answer to an order; only collecting has something to tell. */
export type CrewAnswer = Collected;
