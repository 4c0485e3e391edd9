/**
 * The interface between network backends and their registry (backends.ts). A backend only computes: checked-network.ts
 * makes a `QNetwork` of it, which checks every argument and counts the steps.
 */
import type { NetworkSpec, OptimizerSpec, ParameterSet } from "./network.ts";

/** What a network is made from, apart from its parameters. */
export interface NetworkOptions {
  readonly spec: NetworkSpec;
  readonly optimizer: OptimizerSpec;
  /** The most rows of one call; memory is reserved for them. */
  readonly maxRows: number;
}

/** One way to compute a Q-network. */
export interface Backend {
  /** Why it cannot run on this machine and what would change that, or null if it can. */
  whyUnavailable(): Promise<string | null>;
  /**
   * Whether a row's outputs have the same bits whichever other rows are computed with it. Only then does the number of
   * threads that share the work of a training run change nothing but its speed.
   */
  readonly isRowwise: boolean;
  /** A network whose vectors are all zero. */
  create(options: NetworkOptions): Promise<NetworkCore>;
}

/** The rows of a gradient step, as `QNetwork.trainStep` gets them; arrays may be longer than `rows`. */
export interface TrainingRows {
  /** [rows, inputs] */
  readonly inputs: Float32Array;
  /** [rows] each */
  readonly actions: Int32Array;
  readonly targets: Float32Array;
  readonly weights: Float32Array | null;
  readonly rows: number;
}

/** The parameters that Q-values are computed from; a backend may store them in its own form. */
export type TrainedSet = "online" | "target";

/** The arithmetic of a `QNetwork`. The caller has checked the arguments. */
export interface NetworkCore {
  readonly backend: string;
  /** Q-values: inputs [rows, inputs] -> outputs [rows, outputs]. */
  forward(set: TrainedSet, inputs: Float32Array, rows: number, outputs: Float32Array): void;
  /** Writes the gradient of the mean weighted Huber loss into the vector "gradient"; returns the loss. */
  backward(batch: TrainingRows): number;
  /** Step number `step` (from 1) of Adam, with that gradient. */
  adam(step: number): void;
  syncTarget(): void;
  /** Copies a vector of parameter length out. */
  read(set: ParameterSet | "gradient", out: Float32Array): void;
  /** Copies a vector of parameter length in. */
  write(set: ParameterSet, values: Float32Array): void;
  dispose(): void;
}
