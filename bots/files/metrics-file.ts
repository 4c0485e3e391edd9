/**
 * `metrics.jsonl`: the points of a run's curves, one JSON object per line, in the order of time.
 *
 * A run that goes on from a checkpoint makes the points after it again: a later line replaces earlier ones of as many or
 * more decisions. The file of a run without end stays small: older points are thinned.
 */
import { appendFileSync, closeSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import type { MetricsPoint } from "../run/metrics.ts";
import { readLines } from "./read-lines.ts";
import { replaceFile } from "./replace-file.ts";
import { thinPoints } from "../run/thin-points.ts";

/** Points that are read at most; about one is made every second. */
export const MOST_POINTS = 10_000;
/** A larger file is made smaller than half of this [bytes]. */
const MOST_BYTES = 16 * 2 ** 20;

/** @throws Error naming the file if the disk refuses, its cause being the file system's */
export function appendPoints(folder: string, points: readonly MetricsPoint[]): void {
  const file = fileIn(folder);
  try {
    if (points.length > 0) appendFileSync(file, (endsWithinLine(file) ? "\n" : "") + textOf(points));
    if (statSync(file).size > MOST_BYTES) replaceFile(file, smallText(readPoints(folder)));
  } catch (error) {
    throw cannotWrite(file, error);
  }
}

/** The points so far, thinned if there are very many; a line cut short by a kill or a full disk is passed over. */
export function readPoints<Point extends MetricsPoint>(folder: string): Point[] {
  const file = fileIn(folder);
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return [];
  let points: Point[] = [];
  readLines(file, (line) => {
    let point: Point | null = null;
    try {
      point = JSON.parse(line);
    } catch {
      // Cut short: it belongs to a part that is made again.
    }
    if (point === null || !Number.isFinite(point.decisions)) return;
    while ((points.at(-1)?.decisions ?? -1) >= point.decisions) points.pop();
    points.push(point);
    if (points.length >= 2 * MOST_POINTS) points = thinPoints(points, MOST_POINTS);
  });
  return thinPoints(points, MOST_POINTS);
}

/**
 * Forgets the points after `decisions`, all if it is negative. Returns those that are kept.
 *
 * @throws Error naming the file if the disk refuses, its cause being the file system's; the file is then as it was
 */
export function forgetPointsAfter<Point extends MetricsPoint>(folder: string, decisions: number): Point[] {
  const kept = readPoints<Point>(folder).filter((point) => point.decisions <= decisions);
  const file = fileIn(folder);
  try {
    replaceFile(file, textOf(kept));
  } catch (error) {
    throw cannotWrite(file, error);
  }
  return kept;
}

function textOf(points: readonly MetricsPoint[]): string {
  return points.map((point) => `${JSON.stringify(point)}\n`).join("");
}

/** As many of `points` as make a file of half the allowed size. */
function smallText(points: readonly MetricsPoint[]): string {
  let kept = points;
  let text = textOf(kept);
  while (text.length > MOST_BYTES / 2 && kept.length > 1) {
    kept = thinPoints(kept, Math.floor(kept.length / 2));
    text = textOf(kept);
  }
  return text;
}

/** Whether the last line of `file` has no end: the disk took only a part of it. */
function endsWithinLine(file: string): boolean {
  if (statSync(file, { throwIfNoEntry: false }) === undefined) return false;
  const descriptor = openSync(file, "r");
  try {
    const { size } = fstatSync(descriptor);
    const last = new Uint8Array(1);
    return size > 0 && readSync(descriptor, last, 0, 1, size - 1) === 1 && last[0] !== 10;
  } finally {
    closeSync(descriptor);
  }
}

function fileIn(folder: string): string {
  return join(folder, "metrics.jsonl");
}

function cannotWrite(file: string, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Error(`${file}: cannot be written (${reason}); checkpoints are intact`, { cause });
}
