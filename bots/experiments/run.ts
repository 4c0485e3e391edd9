/**
 * Runs what is left of an experiment, several runs at a time, each in its own worker thread.
 *
 * Finished runs are not repeated: after a kill or a stop the same call resumes the experiment.
 */
import { Worker } from "node:worker_threads";
import { configOf, jobsOf, type ExperimentPlan, type Job } from "./plan.ts";
import { readEnd, runFolder } from "./run-folder.ts";
import { STOP, type RunOrders, type RunReport } from "./run-orders.ts";

/** Callbacks about the progress of runs. */
export interface Watcher {
  started(job: Job): void;
  /** `success` per task of the newest evaluation, null if there was none since the last call. */
  progressed(job: Job, decisions: number, success: Readonly<Record<string, number>> | null): void;
  finished(job: Job): void;
  /** The disk refuses the run's files, for this reason; an empty text when it takes them again. The run goes on. */
  hadProblem(job: Job, problem: string): void;
}

/** Runs that are not finished. */
export function jobsLeft(plan: ExperimentPlan, folder: string): Job[] {
  return jobsOf(plan).filter((job) => readEnd(runFolder(folder, job)) === null);
}

/**
 * Runs everything that is left.
 *
 * @param parallel how many runs at a time
 * @param stop when aborted, the runs stop at their next point of the metrics and can be resumed
 * @returns whether all is finished
 * @throws Error of the first run that failed, after the others have stopped
 */
export async function runAll(
  plan: ExperimentPlan,
  folder: string,
  parallel: number,
  watcher: Watcher,
  stop: AbortSignal,
): Promise<boolean> {
  const waiting = jobsLeft(plan, folder);
  const broken = new AbortController();
  const signal = AbortSignal.any([stop, broken.signal]);
  const errors: unknown[] = [];
  const serve = async (): Promise<void> => {
    for (let job = waiting.shift(); job !== undefined && !signal.aborted; job = waiting.shift()) {
      try {
        await runJob(plan, folder, job, watcher, signal);
      } catch (error) {
        errors.push(new Error(`run ${job.arm}, seed ${job.seed}: ${reasonOf(error)}`, { cause: error }));
        broken.abort();
      }
    }
  };
  await Promise.all(Array.from({ length: parallel }, serve));
  if (errors.length > 0) throw errors[0];
  return jobsLeft(plan, folder).length === 0;
}

async function runJob(
  plan: ExperimentPlan,
  folder: string,
  job: Job,
  watcher: Watcher,
  signal: AbortSignal,
): Promise<void> {
  const orders: RunOrders = { folder: runFolder(folder, job), config: configOf(plan, job) };
  watcher.started(job);
  const worker = new Worker(new URL("worker.ts", import.meta.url), { workerData: orders });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, not a window
  const stop = (): void => worker.postMessage(STOP);
  signal.addEventListener("abort", stop);
  let hasEnded = false;
  try {
    await new Promise<void>((resolve, reject) => {
      worker.on("message", (report: RunReport) => {
        switch (report.kind) {
          case "progress":
            watcher.progressed(job, report.decisions, report.success);
            break;
          case "problem":
            watcher.hadProblem(job, report.problem);
            break;
          case "ended":
            hasEnded = true;
            if (report.isFinished) watcher.finished(job);
        }
      });
      worker.on("error", reject);
      worker.on("exit", (code) => (hasEnded ? resolve() : reject(new Error(`its thread ended with code ${code}`))));
    });
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
