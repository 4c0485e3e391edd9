/**
 * The run of the embedded learner: the newest one in the folder of runs that can go on, else a new one.
 *
 * Reads checkpoints, curves and relabelled episodes of earlier runs; produces the run's folder, held by this process, and
 * what was learnt in it. Nothing here throws because of a disk: a run that cannot be kept is learnt all the same.
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

/** What an earlier process learnt in the run. */
export interface RestoredRun {
  readonly checkpoint: Checkpoint;
  /** Points up to the checkpoint, oldest first. */
  readonly history: readonly MetricsPoint[];
  /** Newest last. */
  readonly relabels: readonly RelabelEvent[];
}

/** See the file header. */
export interface EmbeddedRun {
  /** Where its files are, or will be after `open`. */
  readonly folder: string;
  /** Null if the run is new. */
  readonly restored: RestoredRun | null;
  /** Makes the folder ready and holds it; call before each start of the learner. */
  open(): Promise<void>;
  /** Lets others have the folder. */
  close(): void;
}

/** What a run is found by. */
export interface EmbeddedRunOptions {
  readonly runsDir: string;
  readonly config: Partial<TrainConfig>;
  /** Begins a new run whatever is there. */
  readonly isFresh: boolean;
  readonly log: Logger;
}

/** Finds the run to go on with; a new one makes its folder only when it is opened. */
export async function findEmbeddedRun(options: EmbeddedRunOptions): Promise<EmbeddedRun> {
  const found = options.isFresh ? null : await takeNewest(options);
  if (found === null) return createRun(options, join(options.runsDir, runFolder(new Date())), null, null);
  const { decisions } = found.restored.checkpoint.progress;
  options.log.info({ folder: found.folder, decisions }, "the learner will go on with an earlier run");
  return createRun(options, found.folder, found.restored, found.lock);
}

interface Found {
  readonly folder: string;
  readonly restored: RestoredRun;
  readonly lock: RunLock;
}

/** The newest run with these settings that nobody holds; held from here on. */
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
      if (error instanceof LockedError) log.info({ folder }, "this run belongs to another process");
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

/** What was shown of the run; a file that is missing or damaged costs its part of the picture and no more. */
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
    // Whether it succeeds or not: from here on the learner saves there as soon as the disk lets it.
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
