/**
 * `metrics.jsonl`: the points of a run's curves, one JSON object per line, in the order of time.
 *
 * A run that goes on from a checkpoint forgets the points after it; they are made again.
 */
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { MetricsPoint } from "./metrics.ts";
import { replaceFile } from "./replace-file.ts";

/** @throws Error naming the file if the disk refuses */
export function appendPoint(folder: string, point: MetricsPoint): void {
  const file = fileIn(folder);
  try {
    appendFileSync(file, `${JSON.stringify(point)}\n`);
  } catch (error) {
    throw cannotWrite(file, error);
  }
}

/** The points so far; a line cut short by a kill or a full disk is passed over. */
export function readPoints<Point extends MetricsPoint>(folder: string): Point[] {
  const file = fileIn(folder);
  if (!existsSync(file)) return [];
  const points: Point[] = [];
  for (const line of readFileSync(file, "utf8").split("\n")) {
    try {
      if (line !== "") points.push(JSON.parse(line));
    } catch {
      // Cut short: it belongs to the part that is made again.
    }
  }
  return points;
}

/**
 * Forgets the points after `decisions`, all if it is negative. Returns those that are kept.
 *
 * @throws Error naming the file if the disk refuses; it is then as it was
 */
export function forgetPointsAfter<Point extends MetricsPoint>(folder: string, decisions: number): Point[] {
  const kept = readPoints<Point>(folder).filter((point) => point.decisions <= decisions);
  const file = fileIn(folder);
  try {
    replaceFile(file, kept.map((point) => `${JSON.stringify(point)}\n`).join(""));
  } catch (error) {
    throw cannotWrite(file, error);
  }
  return kept;
}

function fileIn(folder: string): string {
  return join(folder, "metrics.jsonl");
}

function cannotWrite(file: string, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Error(`${file}: cannot be written (${reason}); checkpoints are intact`, { cause });
}
