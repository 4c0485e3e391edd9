/**
 * The server that `bench -- server` and `bench -- soak` measure, in a process of its own: answers "begin" and "end" with
 * its own figures, and "holdings" with what it holds now. With the argument `training` it has a learner.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServer } from "../../server/app.ts";
import { serverConfig } from "../../server/config.ts";

/** What the process says about the time between "begin" and "end". */
export interface ServerReport {
  /** Processor seconds, user and system. */
  readonly cpuSeconds: number;
  readonly seconds: number;
  readonly ticks: number;
  readonly lateTicks: number;
  readonly rooms: number;
  readonly residentBytes: number;
}

/** What the process holds, after a garbage collection where it may ask for one. */
export interface Holdings {
  /** Since the process began. */
  readonly seconds: number;
  readonly residentBytes: number;
  readonly heapBytes: number;
  /** Matches and practice rinks. */
  readonly rooms: number;
  /** Sockets, timers and other things that keep the event loop busy. */
  readonly handles: number;
}

/** Messages of this process: where it listens, then reports. */
export type ServerMessage =
  | { readonly kind: "ready"; readonly url: string }
  | ({ readonly kind: "report" } & ServerReport)
  | ({ readonly kind: "holdings" } & Holdings);

const runsDir = mkdtempSync(join(tmpdir(), "hockey-bench-"));
process.once("exit", () => rmSync(runsDir, { recursive: true, force: true }));
// The memory of a large replay buffer is only taken as the buffer fills, which would look like a leak.
const train = { replayCapacity: 20_000 };
const server = await startServer(
  serverConfig({
    port: 0,
    host: "127.0.0.1",
    training: process.argv.includes("training"),
    logLevel: "silent",
    maxRooms: 1000,
    skaters: 3,
    runsDir,
  }),
  { train },
);
const { meter } = server.counters;
let begun = { cpu: process.cpuUsage(), at: performance.now(), ticks: 0, lateTicks: 0 };

process.on("message", (message) => {
  if (message === "begin") {
    begun = { cpu: process.cpuUsage(), at: performance.now(), ticks: meter.ticks, lateTicks: meter.lateTicks };
  } else if (message === "end") report();
  else if (message === "holdings") reportHoldings();
  else void server.close().then(() => process.exit(0));
});
send({ kind: "ready", url: server.url });

function report(): void {
  const { user, system } = process.cpuUsage(begun.cpu);
  send({
    kind: "report",
    cpuSeconds: (user + system) / 1e6,
    seconds: (performance.now() - begun.at) / 1000,
    ticks: meter.ticks - begun.ticks,
    lateTicks: meter.lateTicks - begun.lateTicks,
    rooms: server.counters.matches,
    residentBytes: process.memoryUsage().rss,
  });
}

function reportHoldings(): void {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  const { matches, practiceRinks } = server.counters;
  send({
    kind: "holdings",
    seconds: performance.now() / 1000,
    residentBytes: rss,
    heapBytes: heapUsed,
    rooms: matches + practiceRinks,
    handles: process.getActiveResourcesInfo().length,
  });
}

function send(message: ServerMessage): void {
  process.send?.(message);
}
