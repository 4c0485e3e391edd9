/**
 * Saves a run while it learns: checkpoints from time to time, and the points of its curves.
 *
 * A disk that refuses never ends the learning: it is told once, saving is tried again after growing pauses, and nothing is
 * lost that fits in memory until there is room.
 */
import { mkdirSync } from "node:fs";
import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import { saveCheckpoint } from "./checkpoint-files.ts";
import { diskProblem } from "./disk-problem.ts";
import type { MetricsPoint } from "../run/metrics.ts";
import { appendPoints, forgetPointsAfter, MOST_POINTS } from "./metrics-file.ts";
import { thinPoints } from "../run/thin-points.ts";

/** What a saver is made from. */
export interface SaverOptions {
  readonly folder: string;
  /** Seconds of a steady clock. */
  readonly now: () => number;
  /** A crash loses at most this much learning [s]. */
  readonly everySeconds: number;
  /** Where the run goes on [decisions]; points after it are forgotten. -1: at its beginning. */
  readonly resumedAt: number;
  /** Hears once why nothing can be saved, and an empty text when saving works again. */
  readonly onProblem: (problem: string) => void;
  /** Writes what else belongs beside the checkpoint. */
  readonly alsoSave?: (folder: string) => void;
  /** Writes the files; others in tests. */
  readonly files?: SaverFiles;
}

/** What a saver does to the disk. */
export interface SaverFiles {
  makeFolder(folder: string): void;
  saveCheckpoint(folder: string, checkpoint: Checkpoint): string;
  appendPoints(folder: string, points: readonly MetricsPoint[]): void;
  forgetPointsAfter(folder: string, decisions: number): unknown;
}

/** See the file header. */
export interface RunSaver {
  /** Why nothing can be saved now, for people; empty if saving works. */
  readonly problem: string;
  /** Adds a point to the curves. */
  addPoint(point: MetricsPoint): void;
  /** Saves if it is time. */
  saveIfDue(takeCheckpoint: () => Checkpoint): void;
  /** Saves now. Returns the file, or null if the disk refuses. */
  save(checkpoint: Checkpoint): string | null;
}

/** The longest pause between two attempts on a disk that refuses [s]. */
const LONGEST_PAUSE = 30;

const FILES: SaverFiles = {
  makeFolder: (folder) => void mkdirSync(folder, { recursive: true }),
  saveCheckpoint,
  appendPoints,
  forgetPointsAfter,
};

/** A saver whose first save is due at once. */
export function createRunSaver(options: SaverOptions): RunSaver {
  const { folder, now, everySeconds, resumedAt, onProblem, alsoSave, files = FILES } = options;
  let problem = "";
  let pause = everySeconds;
  let dueAt = -Infinity;
  /** Points that are not on the disk yet. */
  let waiting: MetricsPoint[] = [];

  /** Does `write`; a disk that refuses is a problem, anything else an error. */
  const attempt = (write: () => void): boolean => {
    let found = "";
    try {
      write();
    } catch (error) {
      const reason = diskProblem(error);
      if (reason === null) throw error;
      found = reason;
    }
    pause = found === "" ? everySeconds : Math.min(LONGEST_PAUSE, 2 * pause);
    if (found !== problem) {
      problem = found;
      onProblem(found);
    }
    return found === "";
  };
  const writePoints = (): void => {
    files.appendPoints(folder, waiting);
    waiting = [];
  };
  const save = (checkpoint: Checkpoint): string | null => {
    let file = "";
    const isSaved = attempt(() => {
      files.makeFolder(folder);
      file = files.saveCheckpoint(folder, checkpoint);
      writePoints();
      alsoSave?.(folder);
    });
    dueAt = now() + pause;
    return isSaved ? file : null;
  };

  attempt(() => {
    files.makeFolder(folder);
    files.forgetPointsAfter(folder, resumedAt);
  });
  return {
    get problem() {
      return problem;
    },
    addPoint(point) {
      waiting.push(point);
      if (waiting.length > MOST_POINTS) waiting = thinPoints(waiting, MOST_POINTS / 2);
      // While the disk refuses, points go with the next checkpoint.
      if (problem === "") attempt(writePoints);
    },
    saveIfDue(takeCheckpoint) {
      if (now() >= dueAt) save(takeCheckpoint());
    },
    save,
  };
}
