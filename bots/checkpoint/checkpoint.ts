/**
 * Checkpoints as bytes: everything needed to play and to go on learning.
 *
 *     "HHOCKEY1" | length of the header (uint32 LE) | header (JSON, UTF-8) | float32 vectors (LE) | SHA-256 of all before
 *
 * Reads bytes that may come from anywhere, and refuses what is not whole or could not play.
 */
import { createHash } from "node:crypto";
import { countParameters, type NetworkSpec } from "../network/network.ts";
import { MOST_HEADER_BYTES, parseHeader, VECTOR_NAMES } from "./header.ts";
import type { CheckpointHeader, TrainProgress, VectorName } from "./header.ts";
import { LAYOUT, networkSpec, type TrainConfig } from "../run/config.ts";
import { adaptTasks } from "./adapt-tasks.ts";

export type { TrainProgress, VectorName } from "./header.ts";

/**
 * A checkpoint in memory: its network has the inputs of this version. `config.collect` names the tasks that it has learnt.
 * The average plays, or `online` if there is none; the rest is there for learning to go on.
 */
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
const HEADER_AT = MAGIC.length + 4;
const DIGEST_BYTES = 32;
/** Trained weights stay below 10; beyond this, a forward pass could overflow to infinity. */
const LARGEST_WEIGHT = 1e6;

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
  const header: CheckpointHeader = { layout: LAYOUT, config, spec, progress, adamStep, sets };
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
 * @throws CheckpointError if it is not whole, not a checkpoint, made for other observations, tasks, actions or networks,
 * or holds numbers that cannot be weights
 */
export function decodeCheckpoint(bytes: Uint8Array, name: string): Checkpoint {
  try {
    return decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new CheckpointError(`${name}: ${error.message}`, { cause: error });
  }
}

/** @throws RangeError that ends a sentence which begins with the file's name */
function decode(buffer: Buffer): Checkpoint {
  if (buffer.length < HEADER_AT + DIGEST_BYTES || buffer.toString("latin1", 0, MAGIC.length) !== MAGIC) {
    throw new RangeError("is not a Hindsight Hockey checkpoint");
  }
  const end = buffer.length - DIGEST_BYTES;
  const digest = createHash("sha256").update(buffer.subarray(0, end)).digest();
  if (!digest.equals(buffer.subarray(end))) {
    throw new RangeError("is damaged or cut short (its checksum does not match)");
  }
  const headerBytes = buffer.readUInt32LE(MAGIC.length);
  if (headerBytes > Math.min(MOST_HEADER_BYTES, end - HEADER_AT)) {
    throw new RangeError(`has a header of ${headerBytes} bytes, more than there can be`);
  }
  const vectorsAt = HEADER_AT + headerBytes;
  const { layout, config, spec, progress, adamStep, sets } = parseHeader(buffer.subarray(HEADER_AT, vectorsAt));
  const count = countParameters(spec);
  if (end - vectorsAt !== sets.length * count * 4) throw new RangeError("has vectors of the wrong length");
  const vectors: Partial<Record<VectorName, Float32Array>> = {};
  sets.forEach((set, i) => {
    const at = vectorsAt + i * count * 4;
    const copy = new Uint8Array(buffer.subarray(at, at + count * 4));
    vectors[set] = adaptTasks(checkVector(set, new Float32Array(copy.buffer)), spec, layout.tasks);
  });
  const { online } = vectors;
  if (online === undefined) throw new RangeError("has no weights");
  return { config, spec: networkSpec(config), progress, adamStep, vectors: { ...vectors, online } };
}

/** @throws RangeError if `vector` holds a number that cannot be there */
function checkVector(name: VectorName, vector: Float32Array): Float32Array {
  const isMoment = name === "adamMean" || name === "adamVariance";
  const most = isMoment ? Infinity : LARGEST_WEIGHT;
  for (let i = 0; i < vector.length; i++) {
    const value = vector[i]!;
    if (!Number.isFinite(value)) throw new RangeError(`has numbers in "${name}" that are not finite`);
    if (Math.abs(value) > most)
      throw new RangeError(`has a weight of ${value} in "${name}"; at most ${most} is allowed`);
    if (name === "adamVariance" && value < 0) throw new RangeError(`has a negative variance in "${name}"`);
  }
  return vector;
}

function bytesOf(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}
