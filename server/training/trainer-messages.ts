/** Validates trainers' messages. Reads untrusted values, produces the types of shared/net/telemetry.ts, or null. */
import { z } from "zod";
import type { MetricsPoint, RelabelEvent, RunStatus, WeightsMessage } from "../../shared/net/telemetry.ts";

const RUN_ID = z.string().regex(/^[\w.-]{1,64}$/);
const COUNT = z.number().int().min(0);
const SHARE = z.number().min(0).max(1);
const NAME = z.string().max(64);
const POINT = z.object({ x: z.number(), y: z.number() });
const RATE = z.object({ success: SHARE, low: SHARE, high: SHARE, episodes: COUNT });
const RATES = z.record(NAME, RATE).refine((rates) => Object.keys(rates).length <= 32);

const STATUS: z.ZodType<RunStatus> = z.object({
  runId: RUN_ID,
  phase: z.enum(["idle", "starting", "learning", "resting", "finished", "restarting", "failed"]),
  detail: z.string().max(500),
  backend: NAME,
  sharing: NAME,
  tasks: z.array(NAME).min(1).max(32),
  seed: z.number(),
  budget: COUNT,
  restarts: COUNT,
});

const METRICS: z.ZodType<MetricsPoint> = z.object({
  runId: RUN_ID,
  decisions: COUNT,
  gradientSteps: COUNT,
  episodes: COUNT,
  seconds: z.number().min(0),
  epsilon: SHARE,
  loss: z.number().nullable(),
  meanValue: z.number().nullable(),
  decisionsPerSecond: z.number().min(0),
  gradientStepsPerSecond: z.number().min(0),
  replaySize: COUNT,
  relabelledShare: SHARE,
  matchShare: SHARE.exactOptional(),
  practice: RATES,
  evaluation: RATES.nullable(),
});

const RELABELS: z.ZodType<readonly RelabelEvent[]> = z
  .array(
    z.object({
      runId: RUN_ID,
      episode: COUNT,
      collectedFor: NAME,
      relabelledTo: NAME,
      outcome: NAME,
      by: COUNT,
      to: COUNT,
      originalReturn: z.number(),
      relabelledReturn: z.number(),
      from: POINT,
      end: POINT,
    }),
  )
  .max(200);

const WEIGHTS = z.object({ runId: RUN_ID, decisions: COUNT, checkpoint: z.instanceof(Uint8Array) });

export const parseStatus = parser(STATUS);
export const parseMetrics = parser(METRICS);
export const parseRelabels = parser(RELABELS);
export const parseWeights: (value: unknown) => WeightsMessage | null = parser(WEIGHTS);

function parser<T>(schema: z.ZodType<T>): (value: unknown) => T | null {
  return (value) => schema.safeParse(value).data ?? null;
}
