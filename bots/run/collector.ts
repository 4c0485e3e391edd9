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
import { MOST_DECISIONS } from "../scenarios/registry.ts";
import { hasEnded, isDue, orderSeat, playOn, type Stage } from "../scenarios/stage.ts";
import { TASK_NAMES, TASKS } from "../tasks/registry.ts";
import { actionFromControl, controlFromAction } from "../viewpoint/actions.ts";
import { situationOf } from "../viewpoint/situation.ts";
import { mostSeats, type Opponent } from "./config.ts";
import {
  beginRecording,
  endRecording,
  episodeOf,
  NOT_ASKED,
  NOT_DUE,
  observeNow,
  takeTransition,
  type Lane,
} from "./lane.ts";
import { beginScenario, createStation, draw } from "./station.ts";
import type { EpisodeSlots, Practised, Practising, Station } from "./station.ts";

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
