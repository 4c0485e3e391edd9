/** `npm run sharing`: the experiment on sharing data across tasks, from nothing to its report. */
import { mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { InvalidArgumentError, Option, type Command } from "commander";
import { analyse } from "../experiments/analysis.ts";
import {
  commandOf,
  isPreliminary,
  jobsOf,
  makePlan,
  openExperiment,
  type ExperimentPlan,
  type PlanRequest,
} from "../experiments/plan.ts";
import { readResults, writeCsv } from "../experiments/results.ts";
import { addSession, readSessions } from "../experiments/machine.ts";
import { jobsLeft, runAll } from "../experiments/run.ts";
import { durationOf, estimateOf } from "../experiments/report/words.ts";
import { DEFAULT_CONFIG } from "../run/config.ts";
import { BACKEND_NAMES } from "../network/backends.ts";
import { STRATEGIES, STRATEGY_NAMES } from "../relabel/registry.ts";
import { weights, wholeNumber } from "./flags.ts";
import { callersPath, shownPath } from "../files/callers-path.ts";
import { lockFolder } from "../files/run-lock.ts";
import { onClosedPipe } from "./closed-pipe.ts";
import { createProgress } from "./sharing-progress.ts";

interface SharingFlags extends PlanRequest {
  readonly out?: string;
  readonly jobs: number;
  readonly json?: true;
}

const DEFAULT_OUT = join("runs", "sharing");

export function addSharingCommand(program: Command): void {
  program
    .command("sharing")
    .description(
      "Compare ways of sharing data across tasks: arms x seeds, with intervals, in report.html. " +
        "Stop with Ctrl-C: nothing is lost; the same command goes on.",
    )
    .option("--arms <strategies>", `what is compared: ${STRATEGY_NAMES.join(", ")}`, armList, ["none", "all"])
    .option("--seeds <number>", "runs of each arm; fewer than 10 are labelled preliminary", wholeNumber(1), 10)
    .option("--seed <number>", "the first seed; the others follow it", wholeNumber(0), 1)
    .option("--decisions <number>", "environment steps of each run", wholeNumber(1), 40_000)
    .option("--collect <weights>", "how often each task is practised", weights, { pass: 0.1, shoot: 0.9 })
    .option("--evaluations <number>", "evaluations in each run", wholeNumber(1), 8)
    .option("--drills <number>", "held-out drills per task in an evaluation", wholeNumber(1), 200)
    .addOption(
      new Option("--backend <name>", "what computes the network")
        .choices(["auto", ...BACKEND_NAMES])
        .default(DEFAULT_CONFIG.backend),
    )
    .option(
      "--out <folder>",
      `where runs, results.csv, report.html and plots go (default: ${DEFAULT_OUT})`,
      callersPath,
    )
    .option("--jobs <number>", "runs at a time", wholeNumber(1), availableParallelism())
    .option("--json", "print one JSON object on the last line")
    .action(runSharing);
}

async function runSharing(flags: SharingFlags): Promise<void> {
  const plan = makePlan(flags);
  const out = flags.out ?? DEFAULT_OUT;
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  process.once("SIGINT", abort).once("SIGTERM", abort).once("SIGHUP", abort);
  onClosedPipe(abort);
  mkdirSync(out, { recursive: true });
  await lockFolder(out);
  openExperiment(out, plan);
  announce(plan, shownPath(out));

  const runs = jobsOf(plan).length;
  const left = jobsLeft(plan, out).length;
  const startedAt = performance.now();
  if (left > 0) {
    const progress = createProgress(runs, runs - left, plan.common.decisions!);
    const isFinished = await runAll(plan, out, Math.min(flags.jobs, left), progress, stop.signal).finally(() => {
      progress.close();
      addSession(out, (performance.now() - startedAt) / 1000, flags.jobs);
    });
    if (!isFinished) {
      const finished = runs - jobsLeft(plan, out).length;
      process.stderr.write(`stopped with ${finished} of ${runs} runs finished; the same command goes on\n`);
      return;
    }
  } else process.stderr.write(`all ${runs} runs are finished already; writing the report anew\n`);

  const results = readResults(plan, out);
  const analysis = analyse(plan, results);
  const csv = writeCsv(out, results);
  const sessions = readSessions(out);
  // Loading what draws takes half of the time in which the other commands start.
  const { writeReport } = await import("../experiments/report/write.ts");
  const report = await writeReport(out, { plan, results, analysis, sessions });
  const title = isPreliminary(plan)
    ? `PRELIMINARY (${plan.seeds.length} seeds, fewer than 10)`
    : `${plan.seeds.length} seeds`;
  process.stdout.write(`${title}, after ${analysis.evaluatedAt.at(-1)} decisions, IQM and 95% interval\n`);
  for (const { arm, byTask, overall } of analysis.finals) {
    const figures = Object.entries({ ...byTask, "all tasks": overall }).map(
      ([task, estimate]) => `${task} ${estimateOf(estimate)}`,
    );
    process.stdout.write(`${arm.padEnd(10)} ${figures.join("   ")}\n`);
  }
  const seconds = sessions.reduce((sum, session) => sum + session.seconds, 0);
  process.stdout.write(`${shownPath(report)}  ${shownPath(csv)}  (${durationOf(seconds)})\n`);
  if (!flags.json) return;
  const { finals, improvements, baseline, evaluatedAt } = analysis;
  const isFewSeeds = isPreliminary(plan);
  const figures = {
    report,
    csv,
    seconds,
    preliminary: isFewSeeds,
    decisions: evaluatedAt.at(-1),
    baseline,
    finals,
    improvements,
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}

/** What is going to be run, with every hyper-parameter: they are fixed from here on. */
function announce(plan: ExperimentPlan, out: string): void {
  const { arms, seeds, common } = plan;
  const lines = [
    commandOf(plan),
    `${arms.length} arms x ${seeds.length} seeds (${seeds[0]} to ${seeds.at(-1)}, the same in every arm), in ${out}`,
    ...(isPreliminary(plan) ? ["fewer than 10 seeds: the result will be preliminary"] : []),
    ...STRATEGIES.filter(({ name }) => arms.includes(name)).map(({ name, summary }) => `  ${name}: ${summary}`),
    "hyper-parameters, the same in every run:",
    ...Object.entries(common).map(([name, value]) => `  ${name}: ${JSON.stringify(value)}`),
  ];
  process.stderr.write(`${lines.join("\n")}\n`);
}

function armList(text: string): string[] {
  const arms = text.split(",").map((name) => name.trim());
  const unknown = arms.find((name) => !STRATEGY_NAMES.includes(name));
  if (unknown !== undefined)
    throw new InvalidArgumentError(`Unknown "${unknown}"; known: ${STRATEGY_NAMES.join(", ")}.`);
  if (new Set(arms).size < arms.length) throw new InvalidArgumentError("Name each strategy once.");
  return arms;
}
