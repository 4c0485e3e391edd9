/**
 * A station: one place of practice, what it plays, and against whom. The collector gives its orders and records it.
 */
import type { Rng } from "../../shared/rng.ts";
import type { Episode } from "../replay/episode.ts";
import { drillOf, scenarioByName } from "../scenarios/registry.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import { createStage, resetStage, type Stage } from "../scenarios/stage.ts";
import type { Opponent, TrainConfig } from "./config.ts";
import { createLanes, type EpisodeRing, type Lane } from "./lane.ts";
import { drawOpponent } from "./league.ts";

/** What a run practises, and against whom. */
export type Practising = Pick<TrainConfig, "collect" | "scenarios" | "opponents">;

/** [stations][lanes][slots] where the stations record, in turn; the same memory in every thread. */
export type EpisodeSlots = readonly (readonly (readonly Episode[])[])[];

/** A stage and the lanes of its seats. */
export interface Recorded {
  readonly stage: Stage;
  readonly lanes: readonly Lane[];
}

/** One place of practice: a stage of each scenario that it has played, and the one that it is playing. */
export interface Station {
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

/** What is practised, and where it is recorded. */
export interface Practised {
  readonly config: Practising;
  readonly slots: EpisodeSlots;
  readonly rng: Rng;
  /** Identifiers of the tasks, and the weight of each of all. */
  readonly tasks: readonly number[];
  readonly weights: readonly number[];
}

/** Makes station `id`, with something to play. */
export function createStation(practised: Practised, id: number): Station {
  const rng = practised.rng.child(`choices ${id}`);
  const rings = practised.slots[id]!.map((slots) => ({ slots, slot: 0 }));
  const place: Place = { id, rings, stages: new Map(), decisions: new Map() };
  const playing = recordedStage(practised, place, drillOf(practised.tasks[0]!));
  const station: Station = { ...place, playing, task: null, opponent: "self", rng };
  beginScenario(practised, station);
  return station;
}

/** Chooses what to play, a scenario for all of its tasks or the drill of one, and against whom; and begins it. */
export function beginScenario(practised: Practised, station: Station): void {
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
export function draw(tasks: readonly number[], weights: readonly number[], rng: Rng): number {
  let left = rng.next() * tasks.reduce((sum, task) => sum + weights[task]!, 0);
  return tasks.find((task) => (left -= weights[task]!) < 0) ?? tasks.at(-1)!;
}
