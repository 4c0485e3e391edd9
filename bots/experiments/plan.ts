/**
 * The plan of an experiment: arms (sharing strategies) x seeds, all else equal. Gives the config of every run.
 *
 * The plan is stored in the folder before the first run and never changes: adding seeds after looking at the results
 * would invalidate the intervals.
 */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DEFAULT_CONFIG, LAYOUT, learntTasks, parseTrainConfig, type TrainConfig } from "../run/config.ts";
import { STRATEGY_NAMES } from "../relabel/registry.ts";
import { replaceFile } from "../files/replace-file.ts";

/** Fewer seeds than this make a result preliminary. Source: Colas et al. 2018. */
export const SEEDS_FOR_A_CLAIM = 10;

/** What is the same in all runs. */
export type CommonConfig = Omit<TrainConfig, "runId" | "seed" | "sharing">;

/** Everything that determines the results of an experiment. */
export interface ExperimentPlan {
  /** Sharing strategies, in the order of the report. */
  readonly arms: readonly string[];
  /** The same in every arm. */
  readonly seeds: readonly number[];
  readonly common: CommonConfig;
  /** Version of the observation, names of tasks and kinds of action. */
  readonly layout: typeof LAYOUT;
}

/** What the command line asks for. */
export interface PlanRequest {
  readonly arms: readonly string[];
  /** Number of seeds, and the first seed. */
  readonly seeds: number;
  readonly seed: number;
  readonly decisions: number;
  readonly collect: Readonly<Record<string, number>>;
  readonly backend: TrainConfig["backend"];
  /** Evaluations in a run, apart from the one before learning, and drills per task in each. */
  readonly evaluations: number;
  readonly drills: number;
}

/** One run of the experiment. */
export interface Job {
  readonly arm: string;
  readonly seed: number;
}

/** Decisions between two points of the metrics. A run that was interrupted resumes at one of them. */
const METRICS_EVERY = 1_000;

/**
 * Makes a plan.
 *
 * @throws RangeError naming the value and what is allowed
 */
export function makePlan(request: PlanRequest): ExperimentPlan {
  const { arms, seeds, seed, decisions, backend, evaluations, drills } = request;
  const unknown = arms.find((arm) => !STRATEGY_NAMES.includes(arm));
  if (unknown !== undefined) throw new RangeError(`unknown arm "${unknown}"; known: ${STRATEGY_NAMES.join(", ")}`);
  if (arms.length === 0 || new Set(arms).size < arms.length) {
    throw new RangeError(`arms must name each strategy once, not "${arms.join(",")}"`);
  }
  if (evaluations > decisions) throw new RangeError(`evaluations must be at most ${decisions}, one per decision`);
  const checked = parseTrainConfig({
    decisions,
    // The early phase, with more exploration and with extra successes in minibatches, ends by half of the run.
    epsilonDecisions: Math.min(DEFAULT_CONFIG.epsilonDecisions, Math.ceil(decisions / 2)),
    collect: request.collect,
    backend,
    metricsEvery: METRICS_EVERY,
    publishEvery: METRICS_EVERY,
    evaluateEvery: Math.floor(decisions / evaluations),
    evaluationEpisodes: drills,
  });
  const { runId: _runId, seed: _seed, sharing: _sharing, ...common } = checked;
  const collect = Object.fromEntries(learntTasks(request).map((name) => [name, request.collect[name]!]));
  return {
    arms,
    seeds: Array.from({ length: seeds }, (_, i) => seed + i),
    common: { ...common, collect },
    layout: LAYOUT,
  };
}

/** All runs. Arms alternate, so that an interrupted experiment has finished about as many runs of each. */
export function jobsOf({ arms, seeds }: ExperimentPlan): Job[] {
  return seeds.flatMap((seed) => arms.map((arm) => ({ arm, seed })));
}

/** The training config of one run. */
export function configOf({ common }: ExperimentPlan, { arm, seed }: Job): TrainConfig {
  return parseTrainConfig({ ...common, runId: `${arm}-${seed}`, seed, sharing: arm });
}

export function isPreliminary({ seeds }: ExperimentPlan): boolean {
  return seeds.length < SEEDS_FOR_A_CLAIM;
}

/** The command that repeats the experiment. */
export function commandOf({ arms, seeds, common }: ExperimentPlan): string {
  const collect = Object.entries(common.collect).map(([task, weight]) => `${task}=${weight}`);
  const flags = {
    arms: arms.join(","),
    seeds: seeds.length,
    seed: seeds[0],
    decisions: common.decisions,
    collect: collect.join(","),
    evaluations: Math.floor(common.decisions! / common.evaluateEvery),
    drills: common.evaluationEpisodes,
    backend: common.backend,
  };
  const words = Object.entries(flags).map(([flag, value]) => `--${flag} ${value}`);
  return `npm run sharing -- ${words.join(" ")}`;
}

/**
 * Stores the plan in the folder, or checks that it is the one stored there.
 *
 * @throws RangeError if the folder holds an experiment with other settings, naming them
 */
export function openExperiment(folder: string, plan: ExperimentPlan): void {
  const file = join(folder, "experiment.json");
  if (existsSync(file)) {
    const differences = compare(JSON.parse(readFileSync(file, "utf8")), plan);
    if (differences.length === 0) return;
    throw new RangeError(
      `${folder} holds an experiment with other settings (${differences.join("; ")}); choose another --out`,
    );
  }
  mkdirSync(folder, { recursive: true });
  replaceFile(file, `${JSON.stringify(plan, null, 2)}\n`);
}

/** The settings that differ, as `decisions: 4000 there, 8000 here`. */
function compare(there: Readonly<Record<string, unknown>>, here: ExperimentPlan): string[] {
  const before = settingsOf(there);
  const now = settingsOf(here);
  const names = [...new Set([...before.keys(), ...now.keys()])];
  return names
    .filter((name) => before.get(name) !== now.get(name))
    .map((name) => `${name}: ${before.get(name)} there, ${now.get(name)} here`);
}

function settingsOf(plan: object): Map<string, string> {
  const { common, ...rest } = { common: {}, ...plan };
  return new Map(Object.entries({ ...rest, ...common }).map(([name, value]) => [name, JSON.stringify(value)]));
}
