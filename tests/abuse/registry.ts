/** All scenarios in the order in which they start, long ones first. A new one is one file and one line here. */
import type { Scenario } from "./scenario.ts";
import { arrivals } from "./scenarios/arrivals.ts";
import { floodRoom } from "./scenarios/flood-room.ts";
import { fullDisk } from "./scenarios/full-disk.ts";
import { fuzzHttp } from "./scenarios/fuzz-http.ts";
import { fuzzRoom } from "./scenarios/fuzz-room.ts";
import { fuzzTelemetry } from "./scenarios/fuzz-telemetry.ts";
import { halfOpenLine } from "./scenarios/half-open-line.ts";
import { killServer } from "./scenarios/kill-server.ts";
import { killTraining } from "./scenarios/kill-training.ts";
import { slowReader } from "./scenarios/slow-reader.ts";
import { stalledLine } from "./scenarios/stalled-line.ts";
import { stopServer } from "./scenarios/stop-server.ts";

export const SCENARIOS: readonly Scenario[] = [
  arrivals,
  killServer,
  killTraining,
  fuzzHttp,
  stalledLine,
  halfOpenLine,
  slowReader,
  fuzzTelemetry,
  stopServer,
  fullDisk,
  fuzzRoom,
  floodRoom,
];
