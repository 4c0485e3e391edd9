/**
 * Collects episodes: many drills side by side, one batched forward pass per round, whole episodes handed over at their end.
 *
 * Every station has its own streams of chance, so that it does the same whichever thread it is in and whoever its
 * neighbours are.
 */
import type { Rng } from "../../shared/rng.ts";
import type { Action } from "../viewpoint/actions.ts";
import { createDrill, DRILL_DECISIONS, isTruncated, playAction, resetDrill, type Drill } from "../scenarios/stage.ts";
import { CARRIER } from "../scenarios/attack.ts";
import { observe, OBS_SIZE } from "../viewpoint/observation.ts";
import { createExplorer, explore, type Explorer } from "../policy/explorer.ts";
import type { QPolicy } from "../policy/q-policy.ts";
import { createEpisode, recordTransition, type Episode } from "../replay/episode.ts";
import { N_TASKS, TASK_NAMES } from "../tasks/registry.ts";

/** [stations][slots] where the stations record, in turn; the same memory in every thread. */
export type EpisodeSlots = readonly (readonly Episode[])[];

/** Says which episode ended and when. Its arrays are in its slot; what is here are the numbers that threads do not share. */
export interface FinishedEpisode {
  readonly round: number;
  readonly station: number;
  readonly slot: number;
  readonly collectedFor: number;
  readonly length: number;
  readonly isTruncated: boolean;
}

/** One drill with what is recorded of it. */
interface Station {
  readonly id: number;
  readonly drill: Drill;
  readonly slots: readonly Episode[];
  /** The slot that is being recorded into. */
  slot: number;
  readonly explorer: Explorer;
  /** Chance in choosing tasks and actions. */
  readonly rng: Rng;
  readonly action: Action;
  /** Index of this station's question to the policy in this round, -1 if it explores. */
  asked: number;
}

/** See the file header. */
export interface Collector {
  readonly stations: readonly Station[];
  readonly policy: QPolicy;
  /** Cumulative share of each task, for drawing the task of a new episode. */
  readonly taskShares: readonly number[];
}

/** Room for the episodes of `stations` that end within `rounds` rounds, and for those that go on. */
export function createEpisodeSlots(stations: number, rounds: number): EpisodeSlots {
  const slots = (): Episode[] => Array.from({ length: rounds + 1 }, () => createEpisode(DRILL_DECISIONS));
  return Array.from({ length: stations }, slots);
}

/**
 * Makes the stations `ids`.
 *
 * @param policy chooses their greedy actions, as many at once as there are stations
 * @param collect how often each task is practised
 */
export function createCollector(
  ids: readonly number[],
  slots: EpisodeSlots,
  policy: QPolicy,
  collect: Readonly<Record<string, number>>,
  rng: Rng,
): Collector {
  const weights = TASK_NAMES.map((name) => collect[name] ?? 0);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  const collector: Collector = {
    stations: ids.map((id) => ({
      id,
      drill: createDrill(rng.child(`drill ${id}`)),
      slots: slots[id]!,
      slot: 0,
      explorer: createExplorer(),
      rng: rng.child(`choices ${id}`),
      action: { kind: 0, angle: 0 },
      asked: -1,
    })),
    policy,
    taskShares: weights.map((weight) => (sum += weight / total)),
  };
  for (const station of collector.stations) beginEpisode(collector, station);
  return collector;
}

/** `rounds` decisions in every drill, no more than there are slots for. Returns what ended, in order of round and station. */
export function collectRounds(collector: Collector, epsilon: number, rounds: number): FinishedEpisode[] {
  const finished: FinishedEpisode[] = [];
  for (let round = 0; round < rounds; round++) {
    chooseActions(collector, epsilon);
    for (const station of collector.stations) {
      const { drill, id, slot } = station;
      const episode = playChosenAction(station);
      if (drill.outcome === "none" && !episode.isTruncated) continue;
      const { collectedFor, length } = episode;
      finished.push({ round, station: id, slot, collectedFor, length, isTruncated: episode.isTruncated });
      station.slot = (slot + 1) % station.slots.length;
      resetDrill(drill);
      beginEpisode(collector, station);
    }
  }
  return finished;
}

function chooseActions({ stations, policy }: Collector, epsilon: number): void {
  let questions = 0;
  for (const station of stations) {
    const choice = explore(station.explorer, epsilon, station.rng, station.action);
    station.asked = choice === "explored" ? -1 : questions++;
    if (station.asked < 0) continue;
    const episode = station.slots[station.slot]!;
    const at = episode.length * OBS_SIZE;
    policy.ask(station.asked, episode.observations, at, episode.collectedFor, choice === "greedy-release");
  }
  if (questions > 0) policy.answer(questions);
  for (const { asked, action } of stations) {
    if (asked < 0) continue;
    action.kind = policy.actions[asked]!.kind;
    action.angle = policy.actions[asked]!.angle;
  }
}

function playChosenAction({ drill, slots, slot, action }: Station): Episode {
  const episode = slots[slot]!;
  playAction(drill, action);
  recordTransition(episode, action, drill.outcome, drill.duration);
  observe(drill.sim, CARRIER, episode.observations, episode.length * OBS_SIZE);
  episode.isTruncated = isTruncated(drill);
  return episode;
}

function beginEpisode({ taskShares }: Collector, { drill, slots, slot, explorer, rng }: Station): void {
  const episode = slots[slot]!;
  const draw = rng.next();
  const task = taskShares.findIndex((share) => draw < share);
  explorer.left = 0;
  episode.collectedFor = task < 0 ? N_TASKS - 1 : task;
  episode.length = 0;
  episode.isTruncated = false;
  observe(drill.sim, CARRIER, episode.observations, 0);
}
