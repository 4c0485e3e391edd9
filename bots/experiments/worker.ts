/**
 * The worker thread of one run: trains, writes metrics and checkpoints into the run's folder, and stops when told to.
 *
 * Reads `RunOrders`; posts `RunReport`s to its parent. It stops only at a point of the metrics that has a checkpoint;
 * after a kill the run resumes from the newest of these.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { createRunSaver } from "../files/run-saver.ts";
import { conductRun } from "../run/conduct.ts";
import { finishRun, openRun, type RunPoint } from "./run-folder.ts";
import { STOP, type RunOrders, type RunReport } from "./run-orders.ts";
import { createStoredData } from "./stored-data.ts";

/** A kill loses at most this much learning [s], plus the time between two points of the metrics. */
const SAVE_SECONDS = 5;

// Not parsed, because run.ts made it.
const { folder, config }: RunOrders = workerData;
const seconds = (): number => performance.now() / 1000;

let isStopping = false;
parentPort?.on("message", (message) => {
  if (message === STOP) isStopping = true;
});

function post(report: RunReport): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread's port, not a window
  parentPort?.postMessage(report);
}

async function runToEnd(): Promise<void> {
  const { resumeFrom, stored, resumedAt } = openRun(folder, config);
  const data = createStoredData(stored);
  const saver = createRunSaver({
    folder,
    now: seconds,
    everySeconds: SAVE_SECONDS,
    resumedAt: resumeFrom?.progress.decisions ?? -1,
    onProblem: (problem) => post({ kind: "problem", problem }),
  });
  let backend = "";
  let spent = { decisions: 0, seconds: 0 };
  let hasPoint = false;
  const end = await conductRun(config, resumeFrom, saver, {
    now: seconds,
    isStopping: () => isStopping,
    // What was stored is counted in points: the run is saved where it has one.
    isAtRest: () => hasPoint,
    recordOf: (point): RunPoint => ({ ...point, stored: data.counts(), resumedAt }),
    onStart(name, progress) {
      backend = name;
      post({ kind: "progress", decisions: progress.decisions, success: null });
    },
    onStore: (episode, task, judgement) => data.add(episode, task, judgement),
    onMetrics(point) {
      hasPoint = true;
      spent = point;
      const rates = Object.entries(point.evaluation ?? {}).map(([task, { success }]) => [task, success] as const);
      const success = rates.length > 0 ? Object.fromEntries(rates) : null;
      post({ kind: "progress", decisions: point.decisions, success });
    },
    async onTurn() {
      hasPoint = false;
      await nextTurn();
    },
  });
  // Without its points the run has no result; it is resumed when there is room.
  if (end.kind !== "failed" && end.file === null)
    throw new Error(`nothing can be saved in ${folder}: ${saver.problem}`);
  const { decisions, seconds: duration } = end.kind === "failed" ? spent : end.checkpoint.progress;
  const failure = end.kind === "failed" ? end.reason : null;
  if (end.kind !== "stopped") finishRun(folder, { decisions, seconds: duration, backend, failure });
  post({ kind: "ended", isFinished: end.kind !== "stopped" });
}

await runToEnd();
parentPort?.close();
