/**
 * Collects episodes: many stages side by side, one batched forward pass per round, whole episodes handed over at their end.
 *
 * Every station has its own streams of chance, so that it does the same whichever thread it is in and whoever its
 * neighbours are.
 */
import type { Rng } from "../../shared/rng.ts";
import { explore } from "../policy/explorer.ts";
import type { QPolicy } from "../policy/q-policy.ts";
import { createEpisode, type Episode } from "../replay/episode.ts";
import { drillOf, MOST_DECISIONS, MOST_SEATS } from "../scenarios/registry.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import { createStage, hasEnded, isDue, orderSeat, playOn, resetStage, type Stage } from "../scenarios/stage.ts";
import { TASK_NAMES, TASKS } from "../tasks/registry.ts";
import { controlFromAction } from "../viewpoint/actions.ts";
import { situationOf } from "../viewpoint/situation.ts";
import {
  beginRecording,
  createLanes,
  endRecording,
  episodeOf,
  NOT_ASKED,
  NOT_DUE,
  observeNow,
  takeTransition,
  type EpisodeRing,
  type Lane,
} from "./lane.ts";

/** Trajectories that a station can record at the same time: each seat's with the puck, and without it. */
const LANES = 2 * MOST_SEATS;

/** [stations][lanes][slots] where the stations record, in turn; the same memory in every thread. */
export type EpisodeSlots = readonly (readonly (readonly Episode[])[])[];

/** Says which episode ended and when. Its arrays are in its slot; what is here are the numbers that threads do not share. */
export interface FinishedEpisode {
  readonly round: number;
  readonly station: number;
  readonly lane: number;
  readonly slot: number;
  readonly collectedFor: number;
  readonly length: number;
  readonly isTruncated: boolean;
}

/** What some rounds of collecting brought. */
export interface Collected {
  readonly finished: readonly FinishedEpisode[];
  /** Orders that were given. */
  readonly decisions: number;
}

/** A stage and the lanes of its seats. */
interface Recorded {
  readonly stage: Stage;
  readonly lanes: readonly Lane[];
}

/** One place of practice: a stage of each scenario that it has played, and the one that it is playing. */
interface Station {
  readonly id: number;
  /** Where its lanes record, by number. */
  readonly rings: readonly EpisodeRing[];
  readonly stages: Map<Scenario, Recorded>;
  playing: Recorded;
  /** The task that is practised. */
  task: number;
  /** Chance in choosing tasks, goals and actions. */
  readonly rng: Rng;
}

type Place = Pick<Station, "id" | "rings" | "stages">;

/** See the file header. */
export interface Collector {
  readonly stations: readonly Station[];
  readonly policy: QPolicy;
  readonly collect: Practised;
}

/** What is practised, and where it is recorded. */
interface Practised {
  readonly slots: EpisodeSlots;
  readonly rng: Rng;
  /** Identifiers of the tasks, and the weight of each of all. */
  readonly tasks: readonly number[];
  readonly weights: readonly number[];
}

/** Room for the episodes of `stations` that end within `rounds` rounds, and for those that go on. */
export function createEpisodeSlots(stations: number, rounds: number): EpisodeSlots {
  const slots = (): Episode[] => Array.from({ length: rounds + 1 }, () => createEpisode(MOST_DECISIONS));
  const lanes = (): Episode[][] => Array.from({ length: LANES }, slots);
  return Array.from({ length: stations }, lanes);
}

/** States that the policy of a collector of `stations` stations must answer at once. */
export function collectorStates(stations: number): number {
  return stations * MOST_SEATS;
}

/**
 * Makes the stations `ids`.
 *
 * @param policy chooses their greedy actions; it can answer `collectorStates` at once
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
  const tasks = weights.flatMap((weight, task) => (weight > 0 ? [task] : []));
  const practised = { slots, rng, tasks, weights };
  return { stations: ids.map((id) => createStation(practised, id)), policy, collect: practised };
}

/** `rounds` decisions in every stage, no more than there are slots for. What ended is in order of round and station. */
export function collectRounds(collector: Collector, epsilon: number, rounds: number): Collected {
  const finished: FinishedEpisode[] = [];
  let decisions = 0;
  for (let round = 0; round < rounds; round++) {
    decisions += giveOrders(collector, epsilon);
    for (const station of collector.stations) {
      const goesOn = playOn(station.playing.stage);
      for (const lane of station.playing.lanes) takeEpisode(station, lane, goesOn, round, finished);
      if (goesOn && !isOver(station)) continue;
      for (const lane of station.playing.lanes) takeEpisode(station, lane, false, round, finished);
      beginScenario(collector.collect, station);
    }
  }
  return { finished, decisions };
}

/** Chooses an action for every seat that is due, and gives the orders. Returns how many. */
function giveOrders({ stations, policy, collect }: Collector, epsilon: number): number {
  let decisions = 0;
  let questions = 0;
  for (const station of stations) {
    for (const lane of station.playing.lanes) {
      lane.asked = NOT_DUE;
      if (!isLaneDue(station.playing.stage, lane)) continue;
      decisions++;
      prepare(collect, station, lane);
      if (ask(policy, lane, questions, epsilon, station.rng)) lane.asked = questions++;
    }
  }
  if (questions > 0) policy.answer(questions);
  for (const { playing } of stations) {
    for (const lane of playing.lanes) if (lane.asked !== NOT_DUE) giveOrder(playing.stage, lane, policy);
  }
  return decisions;
}

function isLaneDue(stage: Stage, { seat, transition }: Lane): boolean {
  return transition.withPuck === (stage.sim.puck.carrier === seat.skater) && isDue(stage, seat);
}

/** Begins a trajectory if none is being recorded, and observes. */
function prepare(collect: Practised, station: Station, lane: Lane): void {
  const { sim } = station.playing.stage;
  if (lane.isRecording) {
    observeNow(lane, sim);
    return;
  }
  episodeOf(lane).length = 0;
  observeNow(lane, sim);
  beginRecording(lane, sim, chooseTask(collect, station, lane), station.rng);
}

/** The station's task if the seat can play it now, else another task that it can play, drawn by the weights. */
function chooseTask({ weights }: Practised, { task, rng }: Station, lane: Lane): number {
  const situation = situationOf(episodeOf(lane).observations);
  const possible = lane.seat.tasks.filter((id) => TASKS[id]!.situations.includes(situation));
  if (possible.length === 0) throw new Error(`no task of skater ${lane.seat.skater} can be played as ${situation}`);
  return possible.includes(task) ? task : draw(possible, weights, rng);
}

/** Asks the policy question `question` for `lane`, or lets the explorer choose. Returns whether it asked. */
function ask(policy: QPolicy, lane: Lane, question: number, epsilon: number, rng: Rng): boolean {
  const { explorer, action } = lane;
  const { observations, length, collectedFor, goal } = episodeOf(lane);
  const choice = explore(explorer, epsilon, observations, length, rng, action);
  lane.asked = NOT_ASKED;
  if (choice === "explored") return false;
  policy.ask(question, observations, length, collectedFor, goal, choice === "greedy-release");
  return true;
}

function giveOrder(stage: Stage, lane: Lane, policy: QPolicy): void {
  const { action, asked, seat } = lane;
  if (asked >= 0) {
    action.kind = policy.actions[asked]!.kind;
    action.angle = policy.actions[asked]!.angle;
  }
  orderSeat(stage, seat, (control) => controlFromAction(action, stage.sim, seat.skater, control));
}

/** Records what is over on `lane`, and hands the episode over if its task is over, or if nothing follows. */
function takeEpisode(
  { id, playing }: Station,
  lane: Lane,
  goesOn: boolean,
  round: number,
  finished: FinishedEpisode[],
): void {
  if (!lane.isRecording) return;
  const isTaskOver = takeTransition(lane, playing.stage.sim);
  if (!isTaskOver && goesOn) return;
  const { collectedFor, length } = episodeOf(lane);
  const slot = endRecording(lane, !isTaskOver);
  if (length === 0) return;
  finished.push({ round, station: id, lane: lane.id, slot, collectedFor, length, isTruncated: !isTaskOver });
}

/** Whether the scenario is to begin anew: play was stopped, or a drill's only seat has finished its episode. */
function isOver({ playing: { stage, lanes } }: Station): boolean {
  if (hasEnded(stage)) return true;
  return stage.seats.length === 1 && !lanes.some((lane) => lane.isRecording);
}

function createStation(collect: Practised, id: number): Station {
  const rng = collect.rng.child(`choices ${id}`);
  const rings = collect.slots[id]!.map((slots) => ({ slots, slot: 0 }));
  const place: Place = { id, rings, stages: new Map() };
  const station = { ...place, playing: recordedStage(collect, place, drillOf(collect.tasks[0]!)), task: 0, rng };
  beginScenario(collect, station);
  return station;
}

/** Draws the task to practise, and begins its drill. */
function beginScenario(collect: Practised, station: Station): void {
  station.task = draw(collect.tasks, collect.weights, station.rng);
  station.playing = recordedStage(collect, station, drillOf(station.task));
  resetStage(station.playing.stage);
}

/** The station's stage of `scenario`; made when it is first played. */
function recordedStage({ rng, tasks }: Practised, { id, rings, stages }: Place, scenario: Scenario): Recorded {
  let recorded = stages.get(scenario);
  if (recorded === undefined) {
    const stage = createStage(scenario, rng.child(`stage ${id} ${scenario.name}`), tasks);
    const lanes = stage.seats.flatMap((seat, index) => createLanes(seat, 2 * index, rings));
    recorded = { stage, lanes };
    stages.set(scenario, recorded);
  }
  return recorded;
}

/** One of `tasks`, with probabilities in proportion to their weights. */
function draw(tasks: readonly number[], weights: readonly number[], rng: Rng): number {
  let left = rng.next() * tasks.reduce((sum, task) => sum + weights[task]!, 0);
  return tasks.find((task) => (left -= weights[task]!) < 0) ?? tasks.at(-1)!;
}
