/**
 * The folder of one run: `config.json`, checkpoints, `metrics.jsonl`, and `finished.json` once it is never run again.
 *
 * A run that was killed goes on from its newest checkpoint. Points of the metrics after that are forgotten and made again.
 */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadNewestCheckpoint, type Checkpoint } from "../learn/checkpoint.ts";
import type { TrainConfig } from "../learn/config.ts";
import type { MetricsPoint } from "../learn/metrics.ts";
import { forgetPointsAfter } from "../learn/metrics-file.ts";
import type { Job } from "./plan.ts";
import type { StoredCount } from "./stored-data.ts";
import { replaceFile } from "../learn/replace-file.ts";

/** One line of metrics.jsonl. */
export interface RunPoint extends MetricsPoint {
  /** What was stored since the beginning. */
  readonly stored: readonly StoredCount[];
  /** Decisions at which the run was taken up again after an interruption; its replay buffer was collected anew there. */
  readonly resumedAt: readonly number[];
}

/** How a run ended. */
export interface RunEnd {
  readonly decisions: number;
  /** Seconds of learning and evaluating. */
  readonly seconds: number;
  readonly backend: string;
  /** Why it could not go on, null if it came to its end. */
  readonly failure: string | null;
}

/** Where a run goes on. */
export interface RunStart {
  readonly resumeFrom: Checkpoint | undefined;
  readonly stored: readonly StoredCount[];
  readonly resumedAt: readonly number[];
}

export function runFolder(experiment: string, { arm, seed }: Job): string {
  return join(experiment, "runs", `${arm}-${seed}`);
}

/** Makes the folder of a run ready, and says where it goes on. */
export function openRun(folder: string, config: TrainConfig): RunStart {
  mkdirSync(folder, { recursive: true });
  replaceFile(join(folder, "config.json"), `${JSON.stringify(config, null, 2)}\n`);
  // If the newest is damaged, an older one will do.
  const resumeFrom = loadNewestCheckpoint(folder, () => undefined);
  const decisions = resumeFrom?.progress.decisions ?? -1;
  const last = forgetPointsAfter<RunPoint>(folder, decisions).at(-1);
  return {
    resumeFrom,
    stored: last?.stored ?? [],
    resumedAt: resumeFrom ? [...(last?.resumedAt ?? []), decisions] : [],
  };
}

export function finishRun(folder: string, end: RunEnd): void {
  replaceFile(join(folder, "finished.json"), `${JSON.stringify(end, null, 2)}\n`);
}

/** How the run ended, null if it has not. */
export function readEnd(folder: string): RunEnd | null {
  const file = join(folder, "finished.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
}
