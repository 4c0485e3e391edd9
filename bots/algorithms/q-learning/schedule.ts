/** What changes as a run goes on: exploration, and where minibatches come from. Pure functions of the decisions made. */
import type { SamplingOptions } from "../../replay/sampler.ts";
import type { TrainConfig } from "../../run/config.ts";
import { TASKS } from "../../tasks/registry.ts";

const GAMMAS = TASKS.map(({ gamma }) => gamma);

/** What is left of the early phase: falls linearly from 1 to 0. */
function earliness({ epsilonDecisions }: TrainConfig, decisions: number): number {
  return Math.max(0, 1 - decisions / epsilonDecisions);
}

/** Chance to begin exploring at a decision. */
export function epsilonAt(config: TrainConfig, decisions: number): number {
  return config.epsilonEnd + (config.epsilonStart - config.epsilonEnd) * earliness(config, decisions);
}

export function samplingAt(config: TrainConfig, decisions: number): SamplingOptions {
  return {
    gammas: GAMMAS,
    successShare: config.successShare * earliness(config, decisions),
    isMirroring: config.mirror,
  };
}
