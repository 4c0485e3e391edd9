/**
 * Everything that decides how a run goes, with its default. Plain data: it is printed, stored in checkpoints and compared.
 */
import { BACKEND_NAMES, type BackendName } from "../network/backends.ts";
import type { NetworkSpec } from "../network/network.ts";
import { INPUT_SIZE } from "../policy/network-input.ts";
import { GOAL_STRATEGY_NAMES } from "../relabel/her/registry.ts";
import { strategyByName, STRATEGY_NAMES } from "../relabel/registry.ts";
import { drillOf, SCENARIO_NAMES, scenarioByName } from "../scenarios/registry.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import { TASK_NAMES } from "../tasks/registry.ts";
import { ACTION_KINDS } from "../viewpoint/actions.ts";
import { OBSERVATION_VERSION } from "../viewpoint/entries.ts";

/** Who plays the other team in training matches: the learner as it is, as it was, or the script. */
export const OPPONENTS = ["self", "past", "script"] as const;
export type Opponent = (typeof OPPONENTS)[number];

/** Hyper-parameters and limits of one training run. */
export interface TrainConfig {
  /** Names the run in metrics and messages. */
  readonly runId: string;
  readonly seed: number;
  /** Decisions (policy calls of the learner) after which the run ends; null: goes on until stopped. */
  readonly decisions: number | null;
  /** Sharing strategy, see bots/relabel/. */
  readonly sharing: string;
  /** Network backend, see bots/network/backends.ts. */
  readonly backend: BackendName | "auto";
  /** The tasks that are learnt, by name, and how often each is practised; 0 is allowed, the sum is not 0. */
  readonly collect: Readonly<Record<string, number>>;
  /** Scenarios that are played beside the drills of the tasks, by name, and the share of all decisions that each gets. */
  readonly scenarios: Readonly<Record<string, number>>;
  /** How often each kind of opponent plays in scenarios that have a league, see bots/run/league.ts. */
  readonly opponents: Readonly<Record<Opponent, number>>;
  /** HER's strategy for tasks with goals, see bots/relabel/her/, and relabelled copies of each transition. */
  readonly goals: string;
  readonly goalCopies: number;

  /** Units of the hidden layers. */
  readonly hidden: readonly number[];
  readonly learningRate: number;
  readonly batchSize: number;
  /** Transitions the replay buffer holds, relabelled copies included. */
  readonly replayCapacity: number;
  /** Drills stepped together, so that one forward pass serves all. */
  readonly drills: number;
  /**
   * Decisions in every drill per cycle: collecting, making targets and gradient steps go on side by side, with targets and
   * actions by the weights of the cycle's beginning.
   */
  readonly roundsPerCycle: number;
  /** Decisions collected before the first gradient step. */
  readonly learningStarts: number;
  readonly decisionsPerGradientStep: number;
  readonly gradientStepsPerTargetSync: number;
  /** Exploration falls linearly from the first to the second over so many decisions. */
  readonly epsilonStart: number;
  readonly epsilonEnd: number;
  readonly epsilonDecisions: number;
  /** Chance to draw a row of a minibatch from successful episodes at first; falls to 0 within epsilonDecisions. */
  readonly successShare: number;
  /** Directions compared when bootstrapping from a next state: to skate in; of passes, and of as many shots. */
  readonly nextSkatingDirections: number;
  readonly nextReleaseDirections: number;
  /** Whether half of each minibatch is mirrored top to bottom. */
  readonly mirror: boolean;

  /** Decisions between two points of the curves, two published weights, and two evaluations. */
  readonly metricsEvery: number;
  readonly publishEvery: number;
  readonly evaluateEvery: number;
  /** Held-out drills per task in an evaluation during training. */
  readonly evaluationEpisodes: number;
}

/** The defaults; the shipped checkpoint was made with them. */
export const DEFAULT_CONFIG: TrainConfig = {
  runId: "train",
  seed: 1,
  decisions: 300_000,
  sharing: "all",
  backend: "auto",
  collect: { shoot: 0.5, pass: 0.5 },
  scenarios: {},
  opponents: { self: 0.25, past: 0.15, script: 0.6 },
  goals: "future",
  goalCopies: 4,
  hidden: [128, 128],
  learningRate: 0.001,
  batchSize: 128,
  replayCapacity: 200_000,
  drills: 32,
  roundsPerCycle: 8,
  learningStarts: 2_000,
  decisionsPerGradientStep: 4,
  gradientStepsPerTargetSync: 100,
  epsilonStart: 1,
  epsilonEnd: 0.1,
  epsilonDecisions: 50_000,
  successShare: 0.3,
  nextSkatingDirections: 4,
  nextReleaseDirections: 4,
  mirror: true,
  metricsEvery: 2_000,
  publishEvery: 5_000,
  evaluateEvery: 10_000,
  evaluationEpisodes: 200,
};

/** With more seats at a time, one forward pass would be too large for some backends. */
const MOST_DRILLS = 512;
const MOST_SEATS_AT_A_TIME = 1024;
/** Hidden layers beyond this are a mistake. */
const MOST_LAYERS = 8;

/**
 * Fills in the defaults and checks every value, its type too: the values may come from a file.
 *
 * @throws RangeError naming the value and what is allowed
 */
export function parseTrainConfig(partial: Partial<TrainConfig> = {}): TrainConfig {
  const config = { ...DEFAULT_CONFIG, ...partial };
  checkNames(config);
  whole("seed", config.seed, 0, 2 ** 32);
  if (config.decisions !== null) whole("decisions", config.decisions, 1, 1e12);
  checkCollect(config.collect);
  checkScenarios(config.scenarios);
  checkWeights("opponents", "opponent", config.opponents, OPPONENTS);
  if (!Array.isArray(config.hidden) || config.hidden.length === 0 || config.hidden.length > MOST_LAYERS) {
    throw new RangeError(`hidden must name 1 to ${MOST_LAYERS} layers`);
  }
  for (const units of config.hidden) whole("hidden", units, 1, 4096);
  whole("goalCopies", config.goalCopies, 0, 16);
  within("learningRate", config.learningRate, 0, 1);
  whole("batchSize", config.batchSize, 1, 65_536);
  whole("drills", config.drills, 1, Math.min(MOST_DRILLS, Math.floor(MOST_SEATS_AT_A_TIME / mostSeats(config))));
  whole("roundsPerCycle", config.roundsPerCycle, 1, 1000);
  whole("replayCapacity", config.replayCapacity, config.batchSize, 1e8);
  whole("learningStarts", config.learningStarts, 1, 1e9);
  whole("decisionsPerGradientStep", config.decisionsPerGradientStep, 1, 1e6);
  whole("gradientStepsPerTargetSync", config.gradientStepsPerTargetSync, 1, 1e9);
  within("epsilonStart", config.epsilonStart, 0, 1);
  within("epsilonEnd", config.epsilonEnd, 0, 1);
  whole("epsilonDecisions", config.epsilonDecisions, 1, 1e12);
  within("successShare", config.successShare, 0, 1);
  whole("nextSkatingDirections", config.nextSkatingDirections, 1, 64);
  whole("nextReleaseDirections", config.nextReleaseDirections, 1, 200);
  whole("metricsEvery", config.metricsEvery, 1, 1e12);
  whole("publishEvery", config.publishEvery, 1, 1e12);
  whole("evaluateEvery", config.evaluateEvery, 1, 1e12);
  whole("evaluationEpisodes", config.evaluationEpisodes, 1, 1e6);
  return config;
}

/** The network of a run: an observation seen along an action, and the task, in; the value of that action out, or several. */
export function networkSpec({ hidden, sharing }: Pick<TrainConfig, "hidden" | "sharing">): NetworkSpec {
  return { inputs: INPUT_SIZE, hidden, outputs: strategyByName(sharing).heads ?? 1 };
}

/** Identifiers of the tasks that a run learns, in order. */
export function tasksOf({ collect }: Pick<TrainConfig, "collect">): number[] {
  return TASK_NAMES.flatMap((name, task) => (collect[name] === undefined ? [] : [task]));
}

/** Their names, in the same order. */
export function learntTasks(config: Pick<TrainConfig, "collect">): string[] {
  return tasksOf(config).map((task) => TASK_NAMES[task]!);
}

/** The scenarios of a run: the drills of its tasks, and those that are played beside them. */
export function scenariosOf(config: Pick<TrainConfig, "collect" | "scenarios">): Scenario[] {
  const { scenarios } = config;
  const beside = SCENARIO_NAMES.filter((name) => (scenarios[name] ?? 0) > 0).map(scenarioByName);
  return [...new Set([...tasksOf(config).map(drillOf), ...beside])];
}

/** The most seats that a station of a run has at a time. */
export function mostSeats(config: Pick<TrainConfig, "collect" | "scenarios">): number {
  return Math.max(...scenariosOf(config).map(({ seats }) => seats.length));
}

/** What two runs have set differently, as `seed: 1 there, 2 here`; how long they are and what computes them aside. */
export function differences(there: TrainConfig, here: TrainConfig): string[] {
  const before = settingsOf(there);
  const now = settingsOf(here);
  return [...new Set([...before.keys(), ...now.keys()])]
    .filter((name) => before.get(name) !== now.get(name))
    .map((name) => `${name}: ${before.get(name)} there, ${now.get(name)} here`);
}

function settingsOf({ decisions: _decisions, backend: _backend, ...config }: TrainConfig): Map<string, string> {
  // The order of the tasks is the registry's, whatever order they were written in.
  const collect = Object.fromEntries(
    tasksOf(config).map((task) => [TASK_NAMES[task]!, config.collect[TASK_NAMES[task]!]]),
  );
  return new Map(Object.entries({ ...config, collect }).map(([name, value]) => [name, JSON.stringify(value)]));
}

/** The most gradient steps that can be due in one cycle, if every seat decides in every round. */
export function stepsPerCycle(config: TrainConfig): number {
  const { drills, roundsPerCycle, decisionsPerGradientStep } = config;
  return Math.ceil((drills * roundsPerCycle * mostSeats(config)) / decisionsPerGradientStep);
}

/** What a checkpoint must agree with to be usable by this code. */
export const LAYOUT = { observationVersion: OBSERVATION_VERSION, tasks: TASK_NAMES, actions: ACTION_KINDS } as const;

function checkNames({ runId, sharing, goals, backend, mirror }: TrainConfig): void {
  if (typeof runId !== "string" || runId === "" || runId.length > 64) {
    throw new RangeError(`runId must be a name of 1 to 64 characters, not ${shown(runId)}`);
  }
  if (!STRATEGY_NAMES.includes(sharing)) {
    throw new RangeError(`sharing must be one of ${STRATEGY_NAMES.join(", ")}, not ${shown(sharing)}`);
  }
  if (!GOAL_STRATEGY_NAMES.includes(goals)) {
    throw new RangeError(`goals must be one of ${GOAL_STRATEGY_NAMES.join(", ")}, not ${shown(goals)}`);
  }
  if (backend !== "auto" && !BACKEND_NAMES.includes(backend)) {
    throw new RangeError(`backend must be one of auto, ${BACKEND_NAMES.join(", ")}, not ${shown(backend)}`);
  }
  if (typeof mirror !== "boolean") throw new RangeError(`mirror must be true or false, not ${shown(mirror)}`);
}

function checkCollect(collect: Readonly<Record<string, number>>): void {
  checkWeights("collect", "task", collect, TASK_NAMES);
}

/** Shares of all decisions: together no more than 1, the rest are made in drills. */
function checkScenarios(scenarios: Readonly<Record<string, number>>): void {
  const sum = sumOfWeights("scenarios", "scenario", scenarios, SCENARIO_NAMES);
  if (sum > 1) throw new RangeError(`scenarios must be shares of 1 or less together, not ${sum}`);
}

type Weights = Readonly<Record<string, number>>;

function checkWeights(what: string, one: string, weights: Weights, known: readonly string[]): void {
  const sum = sumOfWeights(what, one, weights, known);
  if (!(sum > 0)) throw new RangeError(`${what} must give at least one of ${known.join(", ")} a weight above 0`);
}

function sumOfWeights(what: string, one: string, weights: Weights, known: readonly string[]): number {
  if (typeof weights !== "object" || weights === null)
    throw new RangeError(`${what} must name each ${one} and its weight`);
  let sum = 0;
  for (const [name, weight] of Object.entries(weights)) {
    if (!known.includes(name))
      throw new RangeError(`${what} names an unknown ${one} "${name}"; known: ${known.join(", ")}`);
    if (!isWithin(weight, 0, Number.MAX_VALUE)) {
      throw new RangeError(`${what} ${name} must be 0 or more, not ${shown(weight)}`);
    }
    sum += weight;
  }
  return sum;
}

function whole(name: string, value: number, low: number, high: number): void {
  if (!Number.isInteger(value) || value < low || value > high) {
    throw new RangeError(`${name} must be a whole number from ${low} to ${high}, not ${shown(value)}`);
  }
}

function within(name: string, value: number, low: number, high: number): void {
  if (!isWithin(value, low, high)) throw new RangeError(`${name} must be from ${low} to ${high}, not ${shown(value)}`);
}

/** A value of a message: not every value of a file can be made into text as it is, and none may fill the screen. */
function shown(value: unknown): string {
  return (typeof value === "number" ? String(value) : (JSON.stringify(value) ?? "nothing")).slice(0, 80);
}

/** The comparison alone would take the text "0.5" for a number. */
function isWithin(value: number, low: number, high: number): boolean {
  return typeof value === "number" && value >= low && value <= high;
}
