/**
 * The run of the embedded learner: the newest one in the folder of runs that can be resumed, else a new one.
 *
 * Reads checkpoints, curves and relabelled episodes of earlier runs; produces the run's folder, locked by this process,
 * and what was learnt in it. No disk error is thrown: a run that cannot be saved is learnt all the same.
 */
import { join } from "node:path";
import {
  differences,
  listCheckpoints,
  loadNewestCheckpoint,
  LockedError,
  lockFolder,
  parseTrainConfig,
  readPoints,
  readRelabels,
  type Checkpoint,
  type RunLock,
  type TrainConfig,
} from "../../bots/index.ts";
import type { MetricsPoint, RelabelEvent } from "../../shared/net/telemetry.ts";
import type { Logger } from "../log.ts";
import { listRuns, makeRunFolder, removeOldRuns, runFolder } from "./old-runs.ts";
import { parseMetrics, parseRelabels } from "./trainer-messages.ts";

/** What was learnt in the run before this process started. */
export interface RestoredRun {
  readonly checkpoint: Checkpoint;
  /** Points up to the checkpoint, oldest first. */
  readonly history: readonly MetricsPoint[];
  /** Newest last. */
  readonly relabels: readonly RelabelEvent[];
}

/** The embedded learner's run and its folder. */
export interface EmbeddedRun {
  /** The folder of its files; a new run's folder is created by `open`. */
  readonly folder: string;
  /** Null if the run is new. */
  readonly restored: RestoredRun | null;
  /** Creates the folder if need be and locks it; must be called before each start of the learner. */
  open(): Promise<void>;
  /** Unlocks the folder. */
  close(): void;
}

/** How a run is chosen. */
export interface EmbeddedRunOptions {
  readonly runsDir: string;
  readonly config: Partial<TrainConfig>;
  /** Begins a new run even if one could be resumed. */
  readonly isFresh: boolean;
  readonly log: Logger;
}

/** Finds the run to resume, else returns a new one. */
export async function findEmbeddedRun(options: EmbeddedRunOptions): Promise<EmbeddedRun> {
  const found = options.isFresh ? null : await takeNewest(options);
  if (found === null) return createRun(options, join(options.runsDir, runFolder(new Date())), null, null);
  const { decisions } = found.restored.checkpoint.progress;
  options.log.info({ folder: found.folder, decisions }, "the learner will resume an earlier run");
  return createRun(options, found.folder, found.restored, found.lock);
}

interface Found {
  readonly folder: string;
  readonly restored: RestoredRun;
  readonly lock: RunLock;
}

/** Locks and returns the newest unlocked run with these settings; null if there is none. */
async function takeNewest({ runsDir, config, log }: EmbeddedRunOptions): Promise<Found | null> {
  const wanted = parseTrainConfig(config);
  let others: string[] = [];
  for (const name of runsOf(runsDir, log).toReversed()) {
    const folder = join(runsDir, name);
    try {
      if (listCheckpoints(folder).length === 0) continue;
      const lock = await lockFolder(folder);
      const checkpoint = loadNewestCheckpoint(folder, ({ message }) => log.warn(`checkpoint refused: ${message}`));
      const differing = checkpoint === undefined ? [] : differences(checkpoint.config, wanted);
      if (checkpoint !== undefined && differing.length === 0) {
        return { folder, lock, restored: { checkpoint, ...readCurves(folder, checkpoint) } };
      }
      lock.release();
      if (others.length === 0) others = differing;
    } catch (error) {
      if (error instanceof LockedError) log.info({ folder }, "this run is in use by another process");
      else log.warn({ err: error, folder }, "an earlier run cannot be used");
    }
  }
  if (others.length > 0) log.info(`a new run begins, because the newest has other settings: ${others.join("; ")}`);
  return null;
}

function runsOf(runsDir: string, log: Logger): string[] {
  try {
    return listRuns(runsDir);
  } catch (error) {
    log.warn({ err: error, runsDir }, "the folder of runs cannot be read; a new run begins");
    return [];
  }
}

/** The run's curves and relabelled episodes up to its checkpoint; a missing or damaged file counts as empty. */
function readCurves(folder: string, { progress }: Checkpoint): Pick<RestoredRun, "history" | "relabels"> {
  const points = readPoints(folder).map(parseMetrics);
  const history = points.filter((point) => point !== null).filter(({ decisions }) => decisions <= progress.decisions);
  return { history, relabels: parseRelabels(readRelabels(folder)) ?? [] };
}

function createRun(
  { runsDir, log }: EmbeddedRunOptions,
  plannedFolder: string,
  restored: RestoredRun | null,
  heldLock: RunLock | null,
): EmbeddedRun {
  let folder = plannedFolder;
  let lock = heldLock;
  let isMade = restored !== null;
  const make = async (): Promise<void> => {
    // Even if it fails: the learner saves there as soon as the disk allows.
    isMade = true;
    const removed = await removeOldRuns(runsDir, (error) => log.warn({ err: error }, "an old run cannot be deleted"));
    if (removed.length > 0) log.info({ removed }, "old runs deleted");
    folder = makeRunFolder(runsDir, new Date());
  };
  return {
    get folder() {
      return folder;
    },
    restored,
    async open() {
      if (lock !== null) return;
      try {
        if (!isMade) await make();
        lock = await lockFolder(folder);
      } catch (error) {
        log.warn({ err: error, runsDir }, "the folder of runs cannot be written; the run may be lost");
      }
    },
    close() {
      lock?.release();
      lock = null;
    },
  };
}
