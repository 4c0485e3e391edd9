/**
 * Checkpoints: versioned bytes with everything needed to play and to go on learning.
 *
 *     "HHOCKEY1" | length of the header (uint32 LE) | header (JSON, UTF-8) | float32 vectors (LE) | SHA-256 of all before
 *
 * Written atomically (temporary file, fsync, rename), so that kill -9 or a full disk leaves the previous one intact.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { countParameters, type NetworkSpec, type ParameterSet } from "../network/network.ts";
import { LAYOUT, type TrainConfig } from "./config.ts";
import { replaceFile, TEMPORARY_SUFFIX } from "./replace-file.ts";

/** Where a run stands. */
export interface TrainProgress {
  readonly decisions: number;
  readonly gradientSteps: number;
  readonly episodes: number;
  /** Seconds spent learning. */
  readonly seconds: number;
}

/** The vectors of a checkpoint: the network's, and the average of its weights (see weight-average.ts). */
export type VectorName = ParameterSet | "average";

/** A checkpoint in memory. The average plays, or `online` if there is none; the rest is there for learning to go on. */
export interface Checkpoint {
  readonly config: TrainConfig;
  readonly spec: NetworkSpec;
  readonly progress: TrainProgress;
  readonly adamStep: number;
  readonly vectors: Readonly<Partial<Record<VectorName, Float32Array>>> & { readonly online: Float32Array };
}

/** Why a checkpoint was refused; the message names the file. */
export class CheckpointError extends Error {
  override name = "CheckpointError";
}

const MAGIC = "HHOCKEY1";
const DIGEST_BYTES = 32;
const PREFIX = "checkpoint-";
const SUFFIX = ".hhc";
/** Older checkpoints of a folder are removed beyond this many. */
const KEEP = 3;

interface Header {
  readonly layout: typeof LAYOUT;
  readonly config: TrainConfig;
  readonly spec: NetworkSpec;
  readonly progress: TrainProgress;
  readonly adamStep: number;
  readonly sets: readonly VectorName[];
}

/** The weights of `checkpoint` that play. */
export function playingWeights({ vectors }: Checkpoint): Float32Array {
  return vectors.average ?? vectors.online;
}

/** `checkpoint` with no more than it takes to play: a fifth of its size. */
export function forPlaying(checkpoint: Checkpoint): Checkpoint {
  return { ...checkpoint, vectors: { online: playingWeights(checkpoint) } };
}

/** The bytes of `checkpoint`. */
export function encodeCheckpoint(checkpoint: Checkpoint): Uint8Array {
  const { config, spec, progress, adamStep, vectors } = checkpoint;
  const sets = VECTOR_NAMES.filter((set) => vectors[set] !== undefined);
  const header: Header = { layout: LAYOUT, config, spec, progress, adamStep, sets };
  const text = Buffer.from(JSON.stringify(header), "utf8");
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  const parts = [Buffer.from(MAGIC, "latin1"), length, text, ...sets.map((set) => bytesOf(vectors[set]!))];
  const digest = createHash("sha256");
  for (const part of parts) digest.update(part);
  return Buffer.concat([...parts, digest.digest()]);
}

/**
 * Reads a checkpoint.
 *
 * @param name of the file, for messages
 * @throws CheckpointError if it is not whole, not a checkpoint, or made for other observations, tasks or actions
 */
export function decodeCheckpoint(bytes: Uint8Array, name: string): Checkpoint {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const refuse = (reason: string): never => {
    throw new CheckpointError(`${name}: ${reason}`);
  };
  if (buffer.length < MAGIC.length + 4 + DIGEST_BYTES || buffer.toString("latin1", 0, MAGIC.length) !== MAGIC) {
    return refuse("is not a Hindsight Hockey checkpoint");
  }
  const end = buffer.length - DIGEST_BYTES;
  const digest = createHash("sha256").update(buffer.subarray(0, end)).digest();
  if (!digest.equals(buffer.subarray(end))) return refuse("is damaged or cut short (its checksum does not match)");

  const textAt = MAGIC.length + 4;
  const vectorsAt = textAt + buffer.readUInt32LE(MAGIC.length);
  // The checksum proves that this is what was written, and only this file writes such headers.
  const header: Header = JSON.parse(buffer.toString("utf8", textAt, vectorsAt));
  if (JSON.stringify(header.layout) !== JSON.stringify(LAYOUT)) {
    return refuse(`was made for ${JSON.stringify(header.layout)}, this version needs ${JSON.stringify(LAYOUT)}`);
  }
  const count = countParameters(header.spec);
  if (end - vectorsAt !== header.sets.length * count * 4) return refuse("has vectors of the wrong length");
  const vectors: Partial<Record<VectorName, Float32Array>> = {};
  header.sets.forEach((set, i) => {
    const at = vectorsAt + i * count * 4;
    const copy = new Uint8Array(buffer.subarray(at, at + count * 4));
    vectors[set] = new Float32Array(copy.buffer);
  });
  const { online } = vectors;
  if (online === undefined) return refuse("has no weights");
  if (!online.every(Number.isFinite)) return refuse("has weights that are not finite numbers");
  const { config, spec, progress, adamStep } = header;
  return { config, spec, progress, adamStep, vectors: { ...vectors, online } };
}

/**
 * Loads a checkpoint file, or the newest of a folder.
 *
 * @throws CheckpointError naming the file and what is wrong
 */
export function loadCheckpoint(fileOrFolder: string): Checkpoint {
  let file = fileOrFolder;
  try {
    if (statSync(fileOrFolder).isDirectory()) {
      const newest = listCheckpoints(fileOrFolder).at(-1);
      if (newest === undefined) throw new CheckpointError(`${fileOrFolder}: holds no checkpoint (${PREFIX}*${SUFFIX})`);
      file = join(fileOrFolder, newest);
    }
    return decodeCheckpoint(readFileSync(file), file);
  } catch (error) {
    if (error instanceof CheckpointError) throw error;
    throw new CheckpointError(`${file}: cannot be read (${reasonOf(error)})`, { cause: error });
  }
}

/**
 * The newest checkpoint of `folder` that can be used, undefined if there is none.
 *
 * @param onRefused told of each newer one that cannot
 */
export function loadNewestCheckpoint(
  folder: string,
  onRefused: (error: CheckpointError) => void,
): Checkpoint | undefined {
  for (const name of listCheckpoints(folder).toReversed()) {
    try {
      return loadCheckpoint(join(folder, name));
    } catch (error) {
      if (!(error instanceof CheckpointError)) throw error;
      onRefused(error);
    }
  }
  return undefined;
}

/** Names of the checkpoints in `folder`, oldest first; none if there is no such folder. */
export function listCheckpoints(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.startsWith(PREFIX) && name.endsWith(SUFFIX))
      .toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }));
  } catch {
    // No folder, no checkpoints: a run that has not saved yet.
    return [];
  }
}

/**
 * Writes `checkpoint` into `folder` and removes all but the newest few, and what a kill left half written.
 *
 * @returns the path of the file
 * @throws Error if the disk refuses; earlier checkpoints are then untouched
 */
export function saveCheckpoint(folder: string, checkpoint: Checkpoint): string {
  const name = `${PREFIX}${String(checkpoint.progress.decisions).padStart(10, "0")}${SUFFIX}`;
  const file = writeCheckpoint(join(folder, name), checkpoint);
  const stale = readdirSync(folder).filter((each) => each.startsWith(PREFIX) && each.endsWith(TEMPORARY_SUFFIX));
  for (const old of [...listCheckpoints(folder).slice(0, -KEEP), ...stale]) rmSync(join(folder, old), { force: true });
  return file;
}

/**
 * Writes into `folder` what it takes to play, and no more: `policy.hhc`, the file to ship.
 *
 * @returns the path of the file
 */
export function savePolicy(folder: string, checkpoint: Checkpoint): string {
  return writeCheckpoint(join(folder, `policy${SUFFIX}`), forPlaying(checkpoint));
}

function writeCheckpoint(file: string, checkpoint: Checkpoint): string {
  try {
    replaceFile(file, encodeCheckpoint(checkpoint));
  } catch (error) {
    throw new Error(`${file}: cannot be written (${reasonOf(error)}); earlier checkpoints are intact`, {
      cause: error,
    });
  }
  return file;
}

const VECTOR_NAMES: readonly VectorName[] = ["online", "target", "adamMean", "adamVariance", "average"];

function bytesOf(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
