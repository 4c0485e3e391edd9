/**
 * The worker thread of one run: trains, writes metrics and checkpoints into the run's folder, and stops when told to.
 *
 * Reads `RunOrders`; posts `RunReport`s to its parent. It stops only at a point of the metrics that has a checkpoint;
 * after a kill the run resumes from the newest of these.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import { saveCheckpoint } from "../files/checkpoint-files.ts";
import { appendPoints } from "../files/metrics-file.ts";
import { DivergenceError, train } from "../run/train.ts";
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
  let backend = "";
  let published: Checkpoint | null = null;
  let isSaved = false;
  let savedAt = seconds();
  let spent = { decisions: 0, seconds: 0 };
  try {
    const last = await train(
      config,
      {
        now: seconds,
        onStart(name, progress) {
          backend = name;
          post({ kind: "progress", decisions: progress.decisions, success: null });
        },
        onStore: (episode, task, judgement) => data.add(episode, task, judgement),
        onWeights: (checkpoint) => (published = checkpoint),
        onMetrics(point) {
          const runPoint: RunPoint = { ...point, stored: data.counts(), resumedAt };
          appendPoints(folder, [runPoint]);
          spent = point;
          const rates = Object.entries(point.evaluation ?? {}).map(([task, { success }]) => [task, success] as const);
          post({
            kind: "progress",
            decisions: point.decisions,
            success: rates.length > 0 ? Object.fromEntries(rates) : null,
          });
          if (published?.progress.decisions !== point.decisions) return;
          if (!isStopping && seconds() - savedAt < SAVE_SECONDS) return;
          saveCheckpoint(folder, published);
          savedAt = seconds();
          isSaved = isStopping;
        },
        async pause() {
          await nextTurn();
          return isSaved;
        },
      },
      resumeFrom,
    );
    if (isSaved && last.progress.decisions < config.decisions!) return post({ kind: "ended", isFinished: false });
    saveCheckpoint(folder, last);
    finishRun(folder, { decisions: last.progress.decisions, seconds: last.progress.seconds, backend, failure: null });
  } catch (error) {
    if (!(error instanceof DivergenceError)) throw error;
    finishRun(folder, { ...spent, backend, failure: error.message });
  }
  post({ kind: "ended", isFinished: true });
}

await runToEnd();
parentPort?.close();
