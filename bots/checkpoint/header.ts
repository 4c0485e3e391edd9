/**
 * The header of a checkpoint: what the run was, and which vectors follow.
 *
 * Reads JSON text that may come from anywhere; produces checked values, or says what is wrong with it.
 */
import { z } from "zod";
import type { NetworkSpec, ParameterSet } from "../network/network.ts";
import { LAYOUT, networkSpec, parseTrainConfig, type TrainConfig } from "../run/config.ts";

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

export const VECTOR_NAMES = [
  "online",
  "target",
  "adamMean",
  "adamVariance",
  "average",
] as const satisfies readonly VectorName[];

/** What stands before the vectors. */
export interface CheckpointHeader {
  /** What the observations, tasks and actions were; the order of the tasks is that of their inputs. */
  readonly layout: Omit<typeof LAYOUT, "tasks"> & { readonly tasks: readonly string[] };
  readonly config: TrainConfig;
  readonly spec: NetworkSpec;
  readonly progress: TrainProgress;
  readonly adamStep: number;
  /** Which vectors follow, in this order. */
  readonly sets: readonly VectorName[];
}

/** A header takes less than 2 kB; what is longer is not one [bytes]. */
export const MOST_HEADER_BYTES = 64 * 1024;

const COUNT = z.number().int().min(0);
const HEADER = z.object({
  layout: z.object({
    observationVersion: z.unknown(),
    tasks: z.array(z.string().max(64)).max(64),
    actions: z.unknown(),
  }),
  config: z.record(z.string(), z.unknown()),
  spec: z.object({ inputs: COUNT, hidden: z.array(COUNT), outputs: COUNT }),
  progress: z.object({ decisions: COUNT, gradientSteps: COUNT, episodes: COUNT, seconds: z.number().min(0) }),
  adamStep: COUNT,
  sets: z.array(z.enum(VECTOR_NAMES)).refine((sets) => new Set(sets).size === sets.length, "names a vector twice"),
});

/**
 * Reads a header.
 *
 * @throws RangeError that ends a sentence which begins with the file's name
 */
export function parseHeader(bytes: Uint8Array): CheckpointHeader {
  const result = HEADER.safeParse(jsonOf(bytes));
  if (!result.success) {
    const { path, message } = result.error.issues[0]!;
    throw new RangeError(`has a header that cannot be used (${[path.join("."), message].join(": ")})`);
  }
  const { layout, spec, progress, adamStep, sets } = result.data;
  const { tasks, ...others } = layout;
  const { tasks: known, ...needed } = LAYOUT;
  if (JSON.stringify(others) !== JSON.stringify(needed)) {
    throw new RangeError(`was made for ${JSON.stringify(others)}, this version needs ${JSON.stringify(needed)}`);
  }
  if (!tasks.some((task) => known.includes(task))) {
    throw new RangeError(`knows the tasks ${tasks.join(", ")}, of which this version knows none (${known.join(", ")})`);
  }
  const config = configOf(result.data.config);
  const ours = networkSpec(config);
  const theirs = { ...ours, inputs: ours.inputs + tasks.length - known.length };
  if (JSON.stringify(spec) !== JSON.stringify(theirs)) {
    throw new RangeError(`has a network of ${JSON.stringify(spec)}, this version needs ${JSON.stringify(theirs)}`);
  }
  return { layout: { ...LAYOUT, tasks }, config, spec, progress, adamStep, sets };
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw new RangeError("has a header that is not JSON", { cause: error });
  }
}

/** The settings, with defaults for those that are newer than the file, and without tasks that are not known any more. */
function configOf(stored: Readonly<Record<string, unknown>>): TrainConfig {
  const { collect } = stored;
  const isTable = typeof collect === "object" && collect !== null;
  const known = isTable ? Object.entries(collect).filter(([name]) => LAYOUT.tasks.includes(name)) : [];
  try {
    return parseTrainConfig(isTable ? { ...stored, collect: Object.fromEntries(known) } : stored);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new RangeError(`has settings that cannot be used (${error.message})`, { cause: error });
  }
}
