/** Messages between an experiment and the worker thread of one run. */
import type { TrainConfig } from "../run/config.ts";

/** What the parent passes to the worker. */
export interface RunOrders {
  readonly folder: string;
  readonly config: TrainConfig;
}

/** What the worker posts to its parent. */
export type RunReport =
  | { readonly kind: "progress"; readonly decisions: number; readonly success: Readonly<Record<string, number>> | null }
  /** Why nothing can be saved now; empty when saving works again. */
  | { readonly kind: "problem"; readonly problem: string }
  | { readonly kind: "ended"; readonly isFinished: boolean };

/** The parent's message that makes a run stop at the next point of its metrics. */
export const STOP = "stop";
