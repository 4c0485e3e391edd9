/**
 * Checkpoints in folders: written atomically (temporary file, fsync, rename), so that kill -9 or a full disk leaves the
 * previous one intact; the newest that can be used is found again.
 */
import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  CheckpointError,
  decodeCheckpoint,
  encodeCheckpoint,
  forPlaying,
  type Checkpoint,
} from "../checkpoint/checkpoint.ts";
import { errorCode } from "./disk-problem.ts";
import { readWholeFile } from "./read-whole-file.ts";
import { replaceFile, TEMPORARY_SUFFIX } from "./replace-file.ts";

const PREFIX = "checkpoint-";
const SUFFIX = ".hhc";
/** Older checkpoints of a folder are removed beyond this many. */
const KEEP = 3;
/** A larger file is not read [bytes]; the default network's takes 0.4 MB. */
const MOST_BYTES = 64 * 2 ** 20;

/**
 * Loads a checkpoint file, or the newest of a folder that can be used.
 *
 * @param onRefused told of each newer one of a folder that cannot
 * @throws CheckpointError naming the file and what is wrong
 */
export function loadCheckpoint(
  fileOrFolder: string,
  onRefused: (error: CheckpointError) => void = () => undefined,
): Checkpoint {
  if (!isFolder(fileOrFolder)) return loadFile(fileOrFolder);
  const refused: CheckpointError[] = [];
  const newest = loadNewestCheckpoint(fileOrFolder, (error) => {
    refused.push(error);
    onRefused(error);
  });
  if (newest !== undefined) return newest;
  if (refused.length > 0) throw new CheckpointError(refused.map(({ message }) => message).join("; "));
  throw new CheckpointError(`${fileOrFolder}: holds no checkpoint (${PREFIX}*${SUFFIX})`);
}

/**
 * The newest checkpoint of `folder` that can be used, undefined if there is none.
 *
 * @param onRefused told of each newer one that cannot
 * @throws CheckpointError if the folder is there but cannot be listed
 */
export function loadNewestCheckpoint(
  folder: string,
  onRefused: (error: CheckpointError) => void,
): Checkpoint | undefined {
  for (const name of listCheckpoints(folder).toReversed()) {
    try {
      return loadFile(join(folder, name));
    } catch (error) {
      if (!(error instanceof CheckpointError)) throw error;
      onRefused(error);
    }
  }
  return undefined;
}

/**
 * Names of the checkpoints in `folder`, oldest first; none if there is no such folder.
 *
 * @throws CheckpointError if the folder is there but cannot be listed
 */
export function listCheckpoints(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.startsWith(PREFIX) && name.endsWith(SUFFIX))
      .toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }));
  } catch (error) {
    // A run that has not saved yet, or never could.
    if (["ENOENT", "ENOTDIR"].includes(errorCode(error))) return [];
    throw new CheckpointError(`${folder}: cannot be listed (${reasonOf(error)})`, { cause: error });
  }
}

/**
 * Writes `checkpoint` into `folder` and removes all but the newest few, and what a kill left half written. On a full disk
 * all but the newest make room for it.
 *
 * @returns the path of the file
 * @throws Error if the disk refuses, its cause being the file system's; the newest earlier checkpoint is then untouched
 */
export function saveCheckpoint(folder: string, checkpoint: Checkpoint): string {
  const file = join(folder, `${PREFIX}${String(checkpoint.progress.decisions).padStart(10, "0")}${SUFFIX}`);
  const bytes = encodeCheckpoint(checkpoint);
  try {
    replaceFile(file, bytes);
  } catch (error) {
    const isFull = ["ENOSPC", "EDQUOT"].includes(errorCode(error));
    if (!isFull || removeOld(folder, 1) === 0) throw cannotWrite(file, error);
    write(file, bytes);
  }
  removeOld(folder, KEEP);
  return file;
}

/**
 * Writes into `folder` what it takes to play, and no more: `policy.hhc`, the file to ship.
 *
 * @returns the path of the file
 */
export function savePolicy(folder: string, checkpoint: Checkpoint, name = "policy"): string {
  return write(join(folder, `${name}${SUFFIX}`), encodeCheckpoint(forPlaying(checkpoint)));
}

function loadFile(file: string): Checkpoint {
  try {
    return decodeCheckpoint(readWholeFile(file, MOST_BYTES), file);
  } catch (error) {
    if (error instanceof CheckpointError) throw error;
    const reason = error instanceof RangeError ? error.message : `cannot be read (${reasonOf(error)})`;
    throw new CheckpointError(`${file}: ${reason}`, { cause: error });
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    // What is wrong with it shows when it is read.
    return false;
  }
}

/** Removes all but the newest `keep` checkpoints, and half-written ones. Returns how many files went. */
function removeOld(folder: string, keep: number): number {
  let removed = 0;
  try {
    const halves = readdirSync(folder).filter((name) => name.startsWith(PREFIX) && name.endsWith(TEMPORARY_SUFFIX));
    for (const name of [...listCheckpoints(folder).slice(0, -keep), ...halves]) {
      rmSync(join(folder, name), { force: true });
      removed++;
    }
  } catch {
    // What cannot be removed now is tried again at the next save: it must not count as a save that failed.
  }
  return removed;
}

function write(file: string, bytes: Uint8Array): string {
  try {
    replaceFile(file, bytes);
  } catch (error) {
    throw cannotWrite(file, error);
  }
  return file;
}

function cannotWrite(file: string, cause: unknown): Error {
  return new Error(`${file}: cannot be written (${reasonOf(cause)}); earlier checkpoints are intact`, { cause });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error).replace(/^Error: /, "");
}
