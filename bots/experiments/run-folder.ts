/**
 * The folder of one run: `config.json`, checkpoints, `metrics.jsonl`, and `finished.json` once the run has ended.
 *
 * A run that was killed resumes from its newest checkpoint. Later points of the metrics are removed and made again.
 */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import { loadNewestCheckpoint } from "../files/checkpoint-files.ts";
import type { TrainConfig } from "../run/config.ts";
import type { MetricsPoint } from "../run/metrics.ts";
import { forgetPointsAfter } from "../files/metrics-file.ts";
import type { Job } from "./plan.ts";
import type { StoredCount } from "./stored-data.ts";
import { replaceFile } from "../files/replace-file.ts";

/** One line of metrics.jsonl. */
export interface RunPoint extends MetricsPoint {
  /** Counts of what was stored since the beginning of the run. */
  readonly stored: readonly StoredCount[];
  /** Decisions at which the run resumed after an interruption, with an empty replay buffer. */
  readonly resumedAt: readonly number[];
}

/** How a run ended. */
export interface RunEnd {
  readonly decisions: number;
  /** Seconds of learning and evaluating. */
  readonly seconds: number;
  readonly backend: string;
  /** Why it stopped early; null if it used all its decisions. */
  readonly failure: string | null;
}

/** What a run starts or resumes from. */
export interface RunStart {
  readonly resumeFrom: Checkpoint | undefined;
  readonly stored: readonly StoredCount[];
  readonly resumedAt: readonly number[];
}

export function runFolder(experiment: string, { arm, seed }: Job): string {
  return join(experiment, "runs", `${arm}-${seed}`);
}

/** Prepares the folder of a run, and returns what it starts or resumes from. */
export function openRun(folder: string, config: TrainConfig): RunStart {
  mkdirSync(folder, { recursive: true });
  replaceFile(join(folder, "config.json"), `${JSON.stringify(config, null, 2)}\n`);
  // A damaged checkpoint is skipped without a message, as an older one is used instead.
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

/** How the run ended; null if it has not ended. */
export function readEnd(folder: string): RunEnd | null {
  const file = join(folder, "finished.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
}
