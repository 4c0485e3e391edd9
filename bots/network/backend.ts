/**
 * What a network backend offers to the registry (backends.ts). A backend computes and nothing else: checked-network.ts
 * makes a `QNetwork` of it, which checks every argument and counts the steps.
 */
import type { NetworkSpec, OptimizerSpec, ParameterSet } from "./network.ts";

/** What a network is made of, apart from its parameters. */
export interface NetworkOptions {
  readonly spec: NetworkSpec;
  readonly optimizer: OptimizerSpec;
  /** The most rows of one call; memory is reserved for so many. */
  readonly maxRows: number;
}

/** One way to compute a Q-network. */
export interface Backend {
  /** Why it cannot run on this machine and what would change that, or null if it can. */
  whyUnavailable(): Promise<string | null>;
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

/** The networks that are computed, and that backends may keep in a form of their own. */
export type TrainedSet = "online" | "target";

/** The arithmetic of a `QNetwork`. Arguments fit: whoever calls has checked them. */
export interface NetworkCore {
  readonly backend: string;
  /** Q-values: inputs [rows, inputs] -> outputs [rows, outputs]. */
  forward(set: TrainedSet, inputs: Float32Array, rows: number, outputs: Float32Array): void;
  /** Leaves the gradient of the mean weighted Huber loss in the vector "gradient"; returns the loss. */
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
