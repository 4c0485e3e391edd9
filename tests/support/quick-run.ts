/** Settings of an embedded run of which everything is seen within seconds, and that does not end by itself. */
import type { TrainConfig } from "../../bots/index.ts";

/** Small enough to learn, publish and report many times a second. */
export const QUICK: Partial<TrainConfig> = {
  hidden: [16],
  batchSize: 32,
  learningStarts: 200,
  metricsEvery: 320,
  publishEvery: 640,
  evaluateEvery: 1_000_000,
  epsilonDecisions: 2_000,
};

/** A budget that no test can spend [decisions]. */
export const ENDLESS = 1_000_000_000;
