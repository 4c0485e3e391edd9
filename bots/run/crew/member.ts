/**
 * What one thread can do for a training run: collect episodes, make TD targets, play evaluation drills. Where work can be
 * done by anybody, it lies in small pieces that members take until none is left, so that all are done at the same time.
 * The result is the same whoever took which piece.
 */
import type { Rng } from "../../../shared/rng.ts";
import type { BackendName } from "../../network/backends.ts";
import type { QNetwork } from "../../network/network.ts";
import { createQPolicy, policyRows } from "../../policy/q-policy.ts";
import { collectorStates, collectRounds, createCollector, type Collected } from "../collector.ts";
import { tasksOf, type TrainConfig } from "../config.ts";
import { EVALUATION_SEED, greedyPlayer, heldOutDrill, playDrill } from "../evaluate.ts";
import { createRunNetwork } from "../../algorithms/q-learning/run-network.ts";
import { createTargetMaker, makeTargets, TARGET_ROWS } from "../../algorithms/q-learning/targets.ts";
import type { CrewMemory } from "./memory.ts";

/** Targets in one piece of work. */
const TARGETS_PER_PIECE = 64;

/** See the file header. */
export interface CrewMember {
  /** Targets for the first `rows` rows of the shared minibatches, together with the others. */
  makeTargets(rows: number): void;
  /** `rounds` decisions in this member's drills. */
  collect(epsilon: number, rounds: number): Collected;
  /** Evaluates the averaged weights, together with the others. */
  evaluate(): void;
  dispose(): void;
}

/** Rows that the network of a member with so many drills must allow. */
export function memberRows(config: TrainConfig, drills: number): number {
  return Math.max(TARGET_ROWS, policyRows(collectorStates(config, drills)));
}

/**
 * @param network holds the weights of the cycle
 * @param stations drills that this member collects in
 */
export async function createCrewMember(
  config: TrainConfig,
  memory: CrewMemory,
  network: QNetwork,
  backend: BackendName,
  stations: readonly number[],
  rng: Rng,
): Promise<CrewMember> {
  const { columns, batch, successes, nextPiece, past, pastVersion } = memory;
  const maker = createTargetMaker(network, config.nextSkatingDirections, config.nextReleaseDirections);
  const states = collectorStates(config, stations.length);
  const pastSelf = await createRunNetwork(config, backend, memberRows(config, stations.length), past);
  const policies = { self: createQPolicy(network, states), past: createQPolicy(pastSelf, states) };
  const collector = createCollector(stations, memory.episodes, policies, config, rng);
  let version = pastVersion[0];
  const judged = await createRunNetwork(config, backend, policyRows(1), memory.average);
  const player = greedyPlayer(createQPolicy(judged, 1));
  const tasks = tasksOf(config);
  const takePiece = (): number => Atomics.add(nextPiece, 0, 1);

  return {
    makeTargets(rows) {
      for (let from = takePiece() * TARGETS_PER_PIECE; from < rows; from = takePiece() * TARGETS_PER_PIECE) {
        makeTargets(maker, columns, batch, from, Math.min(rows, from + TARGETS_PER_PIECE));
      }
    },
    collect(epsilon, rounds) {
      if (version !== pastVersion[0]) {
        version = pastVersion[0];
        pastSelf.write("online", past);
      }
      return collectRounds(collector, epsilon, rounds);
    },
    evaluate() {
      judged.write("online", memory.average);
      const { evaluationEpisodes } = config;
      for (let i = takePiece(); i < tasks.length * evaluationEpisodes; i = takePiece()) {
        const task = tasks[Math.floor(i / evaluationEpisodes)]!;
        const drill = heldOutDrill(task, EVALUATION_SEED, i % evaluationEpisodes);
        successes[i] = playDrill(player, drill) ? 1 : 0;
      }
    },
    dispose() {
      judged.dispose();
      pastSelf.dispose();
    },
  };
}
