/**
 * The crew of a training run: the learner's own thread and, if wanted, worker threads beside it.
 *
 *     learner   targets | gradient steps       | store, relabel | next cycle: targets ...
 *     worker    targets | collect episodes     |                | next cycle: targets ...
 *
 * In a cycle all play and make targets with the weights of its beginning, so that nobody waits for anybody's gradient
 * step. How many threads there are changes the speed and not a single weight. Targets are made by whoever has time, as by
 * the "Bellman updaters" of QT-Opt, Kalashnikov et al. 2018.
 */
import { createRng } from "../../../shared/rng.ts";
import type { BackendName } from "../../network/backends.ts";
import type { QNetwork } from "../../network/network.ts";
import type { Episode } from "../../replay/episode.ts";
import { TASK_NAMES } from "../../tasks/registry.ts";
import type { Collected } from "../collector.ts";
import { tasksOf, type TrainConfig } from "../config.ts";
import type { Evaluation } from "../evaluate.ts";
import { successRate } from "../success-rate.ts";
import { createCrewMember } from "./member.ts";
import type { CrewMemory } from "./memory.ts";
import type { CrewAnswer } from "./orders.ts";
import { CrewWorker } from "./worker.ts";

/** The episodes that ended in a cycle, in order of round and station, valid until the next one begins; and the decisions made. */
export interface CycleResult {
  readonly episodes: readonly Episode[];
  readonly decisions: number;
}

/** See the file header. */
export interface Crew {
  /**
   * Begins a cycle with the learner's weights of this moment. Resolves when the first `rows` rows of the shared
   * minibatches have their targets; collecting `rounds` rounds goes on meanwhile.
   */
  beginCycle(rows: number, epsilon: number, rounds: number): Promise<void>;
  /** What the cycle brought. */
  collected(): Promise<CycleResult>;
  /** Success of the shared averaged weights in held-out drills. */
  evaluate(): Promise<Evaluation>;
  dispose(): Promise<void>;
}

/**
 * @param network the learner's own; it holds the weights
 * @param workers threads beside the learner's
 * @param stream names the stream of chance of collecting
 */
export async function createCrew(
  config: TrainConfig,
  memory: CrewMemory,
  network: QNetwork,
  backend: BackendName,
  workers: number,
  stream: string,
): Promise<Crew> {
  const stations = Array.from({ length: config.drills }, (_, id) => id);
  const ownStations = workers === 0 ? stations : [];
  const own = await createCrewMember(config, memory, network, backend, ownStations, createRng(stream));
  const threads = await startTogether(
    Array.from({ length: Math.min(workers, config.drills) }, (_, k) => {
      const theirs = stations.filter((id) => id % workers === k);
      return CrewWorker.start({ config, memory, backend, stations: theirs, stream });
    }),
  );
  let collecting: Promise<Collected> = Promise.resolve({ finished: [], decisions: 0 });
  let nextId = 0;

  return {
    async beginCycle(rows, epsilon, rounds) {
      memory.nextPiece[0] = 0;
      if (threads.length > 0) {
        network.read("online", memory.online);
        network.read("target", memory.target);
      }
      const making = together(threads.map((thread) => thread.ask({ kind: "targets", rows })));
      const answers = together(threads.map((thread) => thread.ask({ kind: "collect", epsilon, rounds })));
      own.makeTargets(rows);
      // Now, because the learner's own network is about to change.
      const ours = own.collect(epsilon, rounds);
      collecting = answers.then((theirs) => sumOf([ours, ...theirs]));
      collecting.catch(() => undefined);
      await making;
    },
    async collected() {
      const { finished, decisions } = await collecting;
      const inOrder = finished.toSorted((a, b) => a.round - b.round || a.station - b.station || a.lane - b.lane);
      const episodes = inOrder.map((report) => {
        const episode = memory.episodes[report.station]![report.lane]![report.slot]!;
        episode.id = nextId++;
        episode.collectedFor = report.collectedFor;
        episode.origin = report.origin;
        episode.length = report.length;
        episode.isTruncated = report.isTruncated;
        return episode;
      });
      return { episodes, decisions };
    },
    async evaluate() {
      memory.nextPiece[0] = 0;
      const answers = together(threads.map((thread) => thread.ask({ kind: "evaluate" })));
      own.evaluate();
      await answers;
      return countSuccesses(memory.successes, tasksOf(config));
    },
    async dispose() {
      own.dispose();
      await Promise.all(threads.map((thread) => thread.stop()));
    },
  };
}

function sumOf(parts: readonly Collected[]): Collected {
  return {
    finished: parts.flatMap(({ finished }) => finished),
    decisions: parts.reduce((sum, { decisions }) => sum + decisions, 0),
  };
}

/** All answers. That a thread has died is heard when they are awaited, and before that it is nobody's unhandled error. */
function together(answers: readonly Promise<CrewAnswer>[]): Promise<CrewAnswer[]> {
  const all = Promise.all(answers);
  all.catch(() => undefined);
  return all;
}

/** All workers, or none: if one cannot start, the others are stopped. */
async function startTogether(starting: readonly Promise<CrewWorker>[]): Promise<CrewWorker[]> {
  const outcomes = await Promise.allSettled(starting);
  const started = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed === undefined) return started;
  await Promise.all(started.map((worker) => worker.stop()));
  throw failed.reason;
}

function countSuccesses(successes: Uint8Array, tasks: readonly number[]): Evaluation {
  const episodes = successes.length / tasks.length;
  const rates = tasks.map((task, k) => {
    const count = successes.subarray(k * episodes, (k + 1) * episodes).reduce((sum, one) => sum + one, 0);
    return [TASK_NAMES[task]!, successRate(count, episodes)] as const;
  });
  return Object.fromEntries(rates);
}
