/**
 * What the threads of a training run share without copying. Only the learner writes, but for episodes (their station's
 * thread), targets and successes (who took them): each number has one writer, and readers wait for a message.
 */
import { countParameters } from "../../network/network.ts";
import { createMinibatch, type Minibatch } from "../../replay/sampler.ts";
import type { ReplayColumns } from "../../replay/buffer.ts";
import { sharedBytes, sharedFloats, sharedIntegers } from "../../replay/shared-arrays.ts";
import { createEpisodeSlots } from "../collector.ts";
import type { EpisodeSlots } from "../station.ts";
import { networkSpec, stepsPerCycle, tasksOf, type TrainConfig } from "../config.ts";

/** See the file header. Plain data: it is what worker threads are started with. */
export interface CrewMemory {
  readonly columns: ReplayColumns;
  /** All minibatches of a cycle, one after the other. */
  readonly batch: Minibatch;
  readonly episodes: EpisodeSlots;
  /** [parameterCount] the weights that a cycle is played with, and the averaged ones, which are evaluated. */
  readonly online: Float32Array;
  readonly target: Float32Array;
  readonly average: Float32Array;
  /** [parameterCount] the past self that plays in training matches, and [1] a number that changes whenever it does. */
  readonly past: Float32Array;
  readonly pastVersion: Int32Array;
  /** [tasks that are learnt * evaluationEpisodes] 1 where the evaluated policy succeeded, by task and drill */
  readonly successes: Uint8Array;
  /** [1] the next piece of work that nobody has taken */
  readonly nextPiece: Int32Array;
}

export function createCrewMemory(config: TrainConfig, columns: ReplayColumns): CrewMemory {
  const parameters = countParameters(networkSpec(config));
  return {
    columns,
    batch: createMinibatch(stepsPerCycle(config) * config.batchSize),
    episodes: createEpisodeSlots(config, config.drills, config.roundsPerCycle),
    online: sharedFloats(parameters),
    target: sharedFloats(parameters),
    average: sharedFloats(parameters),
    past: sharedFloats(parameters),
    pastVersion: sharedIntegers(1),
    successes: sharedBytes(tasksOf(config).length * config.evaluationEpisodes),
    nextPiece: sharedIntegers(1),
  };
}
