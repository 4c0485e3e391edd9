/**
 * Collects episodes: many stages side by side, one batched forward pass per round, whole episodes handed over at their end.
 *
 * Every station has its own streams of chance, so that it does the same whichever thread it is in and whoever its
 * neighbours are.
 */
import type { Rng } from "../../shared/rng.ts";
import { explore } from "../policy/explorer.ts";
import type { QPolicy } from "../policy/q-policy.ts";
import { driveByScript } from "../policy/scripted/drive.ts";
import { createEpisode, type Episode, type Origin } from "../replay/episode.ts";
import { drillOf, MOST_DECISIONS, scenarioByName } from "../scenarios/registry.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import { createStage, hasEnded, isDue, orderSeat, playOn, resetStage, type Stage } from "../scenarios/stage.ts";
import { TASK_NAMES, TASKS } from "../tasks/registry.ts";
import { actionFromControl, controlFromAction } from "../viewpoint/actions.ts";
import { situationOf } from "../viewpoint/situation.ts";
import { mostSeats, type Opponent, type TrainConfig } from "./config.ts";
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
import { drawOpponent } from "./league.ts";

/** What a run practises, and against whom. */
export type Practising = Pick<TrainConfig, "collect" | "scenarios" | "opponents">;

/** [stations][lanes][slots] where the stations record, in turn; the same memory in every thread. */
export type EpisodeSlots = readonly (readonly (readonly Episode[])[])[];

/** Says which episode ended and when. Its arrays are in its slot; what is here are the numbers that threads do not share. */
export interface FinishedEpisode {
  readonly round: number;
  readonly station: number;
  readonly lane: number;
  readonly slot: number;
  readonly collectedFor: number;
  readonly origin: Origin;
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
  /** Orders given so far in each. */
  readonly decisions: Map<Scenario, number>;
  /** The task that is practised; null in a scenario that is played for all of its tasks. */
  task: number | null;
  /** Who plays the seats of the other team, in a scenario that has a league. */
  opponent: Opponent;
  /** Chance in choosing tasks, opponents, goals and actions. */
  readonly rng: Rng;
}

type Place = Pick<Station, "id" | "rings" | "stages" | "decisions">;

/** See the file header. */
export interface Collector {
  readonly stations: readonly Station[];
  readonly policies: Policies;
  readonly practised: Practised;
}

/** The greedy policies: of the learner as it is, and of the past self that is in play. */
export interface Policies {
  readonly self: QPolicy;
  readonly past: QPolicy;
}

/** What is practised, and where it is recorded. */
interface Practised {
  readonly config: Practising;
  readonly slots: EpisodeSlots;
  readonly rng: Rng;
  /** Identifiers of the tasks, and the weight of each of all. */
  readonly tasks: readonly number[];
  readonly weights: readonly number[];
}

/** Room for the episodes of `stations` that end within `rounds` rounds, and for those that go on. */
export function createEpisodeSlots(config: Practising, stations: number, rounds: number): EpisodeSlots {
  const slots = (): Episode[] => Array.from({ length: rounds + 1 }, () => createEpisode(MOST_DECISIONS));
  // Every seat records two trajectories at a time: with the puck, and without it.
  const lanes = (): Episode[][] => Array.from({ length: 2 * mostSeats(config) }, slots);
  return Array.from({ length: stations }, lanes);
}

/** States that the policies of a collector of `stations` stations must answer at once. */
export function collectorStates(config: Practising, stations: number): number {
  return stations * mostSeats(config);
}

/**
 * Makes the stations `ids`.
 *
 * @param policies choose the greedy actions; they can answer `collectorStates` at once
 */
export function createCollector(
  ids: readonly number[],
  slots: EpisodeSlots,
  policies: Policies,
  config: Practising,
  rng: Rng,
): Collector {
  const weights = TASK_NAMES.map((name) => config.collect[name] ?? 0);
  const tasks = weights.flatMap((weight, task) => (weight > 0 ? [task] : []));
  const practised = { config, slots, rng, tasks, weights };
  return { stations: ids.map((id) => createStation(practised, id)), policies, practised };
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
      beginScenario(collector.practised, station);
    }
  }
  return { finished, decisions };
}

/** Chooses an action for every seat that is due, and gives the orders. Returns how many. */
function giveOrders({ stations, policies, practised }: Collector, epsilon: number): number {
  let decisions = 0;
  const questions = { self: 0, past: 0 };
  for (const station of stations) {
    const before = decisions;
    for (const lane of station.playing.lanes) {
      lane.asked = NOT_DUE;
      if (!isLaneDue(station.playing.stage, lane)) continue;
      decisions++;
      prepare(practised, station, lane);
      const player = playerOf(station, lane);
      if (player === "script") followScript(station, lane);
      else if (ask(policies[player], lane, questions[player], epsilonOf(station, player, epsilon), station.rng)) {
        lane.asked = questions[player]++;
      }
    }
    const { scenario } = station.playing.stage;
    station.decisions.set(scenario, (station.decisions.get(scenario) ?? 0) + decisions - before);
  }
  if (questions.self > 0) policies.self.answer(questions.self);
  if (questions.past > 0) policies.past.answer(questions.past);
  for (const station of stations) {
    for (const lane of station.playing.lanes) if (lane.asked !== NOT_DUE) giveOrder(station, lane, policies);
  }
  return decisions;
}

function isLaneDue(stage: Stage, { seat, transition }: Lane): boolean {
  return transition.withPuck === (stage.sim.puck.carrier === seat.skater) && isDue(stage, seat);
}

/** Who plays the seat of `lane`. */
function playerOf({ playing: { stage }, opponent }: Station, { seat }: Lane): Opponent {
  return stage.sim.skaters[seat.skater]!.team === stage.scenario.league ? opponent : "self";
}

/** In matches everybody meets what the others explore, a goalie who skates away for example: hence less of it. */
const MATCH_EXPLORATION = 0.3;

/** Chance of `player` to begin exploring; only the learner as it is explores. */
function epsilonOf({ task }: Station, player: Opponent, epsilon: number): number {
  if (player !== "self") return 0;
  return task === null ? MATCH_EXPLORATION * epsilon : epsilon;
}

/** Begins a trajectory if none is being recorded, and observes. */
function prepare(practised: Practised, station: Station, lane: Lane): void {
  const { sim } = station.playing.stage;
  if (lane.isRecording) {
    observeNow(lane, sim);
    return;
  }
  const episode = episodeOf(lane);
  episode.length = 0;
  episode.origin = ORIGIN_OF[playerOf(station, lane)];
  observeNow(lane, sim);
  beginRecording(lane, sim, chooseTask(practised, station, lane), station.rng);
}

const ORIGIN_OF = { self: "practice", past: "past-self", script: "script" } as const;

/** The station's task if the seat can play it now, else another task that it can play, drawn by the weights. */
function chooseTask({ weights }: Practised, { task, rng }: Station, lane: Lane): number {
  const situation = situationOf(episodeOf(lane).observations);
  const possible = lane.seat.tasks.filter((id) => TASKS[id]!.situations.includes(situation));
  if (possible.length === 0) throw new Error(`no task of skater ${lane.seat.skater} can be played as ${situation}`);
  // Where all tasks are played for, all are as important, however often their drills are practised.
  if (task === null) return possible[rng.int(possible.length)]!;
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

/** The action that is nearest to the script's order: it is what is carried out, so that what is recorded was done. */
function followScript({ playing: { stage } }: Station, lane: Lane): void {
  const { sim } = stage;
  const { skater } = lane.seat;
  const control = stage.controls[skater]!;
  driveByScript(sim, skater, control);
  actionFromControl(control, sim.skaters[skater]!, lane.action);
  lane.asked = NOT_ASKED;
}

function giveOrder(station: Station, lane: Lane, policies: Policies): void {
  const { stage } = station.playing;
  const { action, asked, seat } = lane;
  if (asked >= 0) {
    const { actions } = playerOf(station, lane) === "past" ? policies.past : policies.self;
    action.kind = actions[asked]!.kind;
    action.angle = actions[asked]!.angle;
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
  const { collectedFor, origin, length } = episodeOf(lane);
  const slot = endRecording(lane, !isTaskOver);
  if (length === 0) return;
  finished.push({ round, station: id, lane: lane.id, slot, collectedFor, origin, length, isTruncated: !isTaskOver });
}

/** Whether the scenario is to begin anew: play was stopped, or a drill's only seat has finished its episode. */
function isOver({ playing: { stage, lanes } }: Station): boolean {
  if (hasEnded(stage)) return true;
  return stage.seats.length === 1 && !lanes.some((lane) => lane.isRecording);
}

function createStation(practised: Practised, id: number): Station {
  const rng = practised.rng.child(`choices ${id}`);
  const rings = practised.slots[id]!.map((slots) => ({ slots, slot: 0 }));
  const place: Place = { id, rings, stages: new Map(), decisions: new Map() };
  const playing = recordedStage(practised, place, drillOf(practised.tasks[0]!));
  const station: Station = { ...place, playing, task: null, opponent: "self", rng };
  beginScenario(practised, station);
  return station;
}

/** Chooses what to play, a scenario for all of its tasks or the drill of one, and against whom; and begins it. */
function beginScenario(practised: Practised, station: Station): void {
  const { tasks, weights, config } = practised;
  const scenario = chooseScenario(config, station);
  station.task = scenario === null ? draw(tasks, weights, station.rng) : null;
  station.opponent = scenario === null ? "self" : drawOpponent(config, station.rng);
  station.playing = recordedStage(practised, station, scenario ?? drillOf(station.task!));
  resetStage(station.playing.stage);
}

/** The scenario that has had least of its share of the station's decisions; null, for a drill, if all have had theirs. */
function chooseScenario({ scenarios }: Practising, { decisions }: Station): Scenario | null {
  let total = 0;
  for (const count of decisions.values()) total += count;
  let most = 0;
  let chosen: Scenario | null = null;
  for (const [name, share] of Object.entries(scenarios)) {
    const scenario = scenarioByName(name);
    const lacking = share * (total + 1) - (decisions.get(scenario) ?? 0);
    if (lacking <= most) continue;
    most = lacking;
    chosen = scenario;
  }
  return chosen;
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
