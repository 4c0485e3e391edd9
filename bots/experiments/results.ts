/** Every evaluation of every seed, read from the runs' folders, and `results.csv`. */
import { join } from "node:path";
import { jobsOf, type ExperimentPlan, type Job } from "./plan.ts";
import { readPoints } from "../files/metrics-file.ts";
import { readEnd, runFolder, type RunEnd, type RunPoint } from "./run-folder.ts";
import type { StoredCount } from "./stored-data.ts";
import { replaceFile } from "../files/replace-file.ts";

/** One evaluation of one task in one run. */
export interface Evaluated extends Job {
  readonly task: string;
  /** Environment steps of learning before it. */
  readonly decisions: number;
  /** Share of the drills, in [0, 1]. */
  readonly success: number;
  readonly episodes: number;
}

/** A finished run. */
export interface RunResult extends Job {
  readonly end: RunEnd;
  readonly evaluations: readonly Evaluated[];
  readonly stored: readonly StoredCount[];
  readonly resumedAt: readonly number[];
}

/** The finished runs of an experiment. */
export function readResults(plan: ExperimentPlan, folder: string): RunResult[] {
  const results: RunResult[] = [];
  for (const job of jobsOf(plan)) {
    const end = readEnd(runFolder(folder, job));
    if (end === null) continue;
    const points = readPoints<RunPoint>(runFolder(folder, job));
    const last = points.at(-1);
    results.push({
      ...job,
      end,
      evaluations: points.flatMap((point) => evaluationsOf(job, point)),
      stored: last?.stored ?? [],
      resumedAt: last?.resumedAt ?? [],
    });
  }
  return results;
}

function evaluationsOf({ arm, seed }: Job, { decisions, evaluation }: RunPoint): Evaluated[] {
  if (evaluation === null) return [];
  return Object.entries(evaluation).map(([task, { success, episodes }]) => {
    return { arm, seed, task, decisions, success, episodes };
  });
}

const COLUMNS = ["arm", "seed", "task", "decisions", "success", "episodes"] as const;

/** All evaluations as comma-separated values with a header. Names of arms and tasks need no quoting. */
export function csvOf(results: readonly RunResult[]): string {
  const rows = results.flatMap(({ evaluations }) => evaluations);
  const lines = [COLUMNS.join(","), ...rows.map((row) => COLUMNS.map((column) => row[column]).join(","))];
  return `${lines.join("\n")}\n`;
}

export function writeCsv(folder: string, results: readonly RunResult[]): string {
  const file = join(folder, "results.csv");
  replaceFile(file, csvOf(results));
  return file;
}
