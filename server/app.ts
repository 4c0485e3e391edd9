/**
 * Puts the server together: pages, rooms, telemetry and the embedded learner on one port. Tests build it on port 0.
 *
 * Presence and driver may be replaced, e.g. by Redis', to let several processes stand behind one proxy.
 */
import { createServer, type IncomingMessage, type Server as HttpServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { join } from "node:path";
import { applySimulatedLatency, matchMaker, parseLatencyEnv, Server, type ServerOptions } from "@colyseus/core";
import { WebSocketTransport } from "@colyseus/ws-transport";
import { chooseBackend, type TrainConfig } from "../bots/index.ts";
import { ROOMS } from "../shared/net/messages.ts";
import { EMBEDDED_RUN_ID } from "../shared/net/telemetry.ts";
import { ConfigError, type ServerConfig } from "./config.ts";
import { createHttp } from "./http.ts";
import { colyseusLogger, createLog, type Logger } from "./log.ts";
import { loadBots } from "./match/load-bots.ts";
import { MatchRoom, type MatchContext } from "./match/match-room.ts";
import { PROCESS_CLOCK, type Clock } from "./rooms/clock.ts";
import type { RoomCounters } from "./rooms/room-keeper.ts";
import { removeOldRuns, runFolder } from "./training/old-runs.ts";
import { createPolicyStore } from "./training/policy-store.ts";
import { PracticeRoom, type PracticeContext } from "./training/practice-room.ts";
import { TelemetryHub } from "./training/telemetry-hub.ts";
import { TrainerHost } from "./training/trainer-host.ts";

/** Connections have so long to say goodbye when the server closes [ms]. */
const LINGER_MS = 500;

/** What tests and other hosts may replace. */
export interface ServerParts {
  readonly presence?: NonNullable<ServerOptions["presence"]>;
  readonly driver?: NonNullable<ServerOptions["driver"]>;
  readonly clock?: Clock;
  readonly workerFile?: URL;
  readonly restartMs?: number;
  /** Changes to the embedded learner's settings. */
  readonly train?: Partial<TrainConfig>;
}

/** A server that listens. */
export interface RunningServer {
  readonly url: string;
  readonly port: number;
  readonly counters: RoomCounters;
  /** The embedded learner; null if there is none. */
  readonly trainer: TrainerHost | null;
  /** Ends matches, learner and connections. */
  close(): Promise<void>;
}

/**
 * Starts a server; only one at a time in a process, because Colyseus' matchmaker is global.
 *
 * @throws Error with code EADDRINUSE or EACCES if the port cannot be had; ConfigError if this machine cannot run the
 * network backend
 */
export async function startServer(config: ServerConfig, parts: ServerParts = {}): Promise<RunningServer> {
  const log = createLog(config.logLevel);
  if (config.training) await checkBackend(config.backend);
  const counters: RoomCounters = {
    matches: 0,
    practiceRinks: 0,
    misbehaved: 0,
    failedTicks: 0,
    meter: { ticks: 0, lateTicks: 0 },
  };
  const policies = createPolicyStore();
  const httpServer = createServer();
  const sockets = trackSockets(httpServer);
  await listen(httpServer, config);
  const url = urlOf(httpServer, config.host);
  const hub = new TelemetryHub({
    httpServer,
    log,
    policies,
    token: config.trainerToken,
    idleSeconds: config.trainingIdleSeconds,
  });
  const trainer = config.training ? createTrainer(config, parts, log, url, hub) : null;
  const app = createHttp({
    log,
    health: () => ({
      status: "ok",
      matches: counters.matches,
      practiceRinks: counters.practiceRinks,
      people: matchMaker.stats.local.ccu,
      viewers: hub.viewers,
      training: trainer?.status.phase ?? "off",
      rejected: { clients: counters.misbehaved, telemetry: hub.rejected },
      failedTicks: counters.failedTicks,
    }),
    training: () => ({ viewers: hub.viewers, runs: hub.snapshots() }),
  });
  // Socket.IO answers its own path; a second answer from here would end the process.
  httpServer.on("request", (request, response) => {
    if (!isSocketIo(request)) app(request, response);
  });
  const clock = parts.clock ?? PROCESS_CLOCK;
  const matches: MatchContext = { ...config, log, counters, clock, checkpoint: loadBots(config.checkpoint, log) };
  const practice: PracticeContext = { log, counters, clock, policies, rinks: config.practiceRinks };
  const colyseus = await startRooms(config, parts, log, httpServer, matches, practice);

  return {
    url,
    port: portOf(httpServer),
    counters,
    trainer,
    async close() {
      hub.close();
      await trainer?.close();
      await colyseus.gracefullyShutdown(false);
      await closeHttp(httpServer, sockets);
    },
  };
}

/** Colyseus without its own HTTP routes (ours check and limit), beside Socket.IO on the same port. */
async function startRooms(
  config: ServerConfig,
  parts: ServerParts,
  log: Logger,
  httpServer: HttpServer,
  matches: MatchContext,
  practice: PracticeContext,
): Promise<Server> {
  const transport = new WebSocketTransport({ noServer: true });
  const { presence, driver } = parts;
  const colyseus = new Server({
    transport,
    greet: false,
    gracefullyShutdown: false,
    logger: colyseusLogger(log),
    ...(presence && { presence }),
    ...(driver && { driver }),
    ...(config.publicAddress !== "" && { publicAddress: config.publicAddress }),
  });
  colyseus.define(ROOMS.match, MatchRoom, { context: matches }).filterBy(["hasFreePlace"]);
  colyseus.define(ROOMS.practice, PracticeRoom, { context: practice }).filterBy(["runId", "rink"]);
  await matchMaker.accept();
  const latencyMs = parseLatencyEnv();
  if (latencyMs !== undefined) applySimulatedLatency(transport, latencyMs);
  // Colyseus would claim every upgrade of the port.
  transport.attachToServer(httpServer, { filter: (request) => !isSocketIo(request) });
  return colyseus;
}

function isSocketIo({ url }: IncomingMessage): boolean {
  return url?.startsWith("/socket.io/") === true;
}

function createTrainer(
  config: ServerConfig,
  parts: ServerParts,
  log: Logger,
  url: string,
  hub: TelemetryHub,
): TrainerHost {
  const { workerFile, restartMs } = parts;
  const trainer = new TrainerHost({
    log,
    url: () => url,
    token: config.trainerToken,
    config: {
      runId: EMBEDDED_RUN_ID,
      seed: config.trainingSeed,
      sharing: config.sharing,
      decisions: config.trainingBudget,
      backend: config.backend,
      ...parts.train,
    },
    out: join(config.runsDir, runFolder(new Date())),
    onFirstStart: () => {
      const old = removeOldRuns(config.runsDir);
      if (old.length > 0) log.info({ old }, "old runs deleted");
    },
    publish: (status) => hub.setStatus(status),
    ...(workerFile && { workerFile }),
    ...(restartMs !== undefined && { restartMs }),
  });
  hub.observe({
    onDemand: (isWanted) => trainer.setWanted(isWanted),
    onStatus: (status) => status.runId === EMBEDDED_RUN_ID && trainer.onStatus(status),
    onProgress: (runId) => runId === EMBEDDED_RUN_ID && trainer.onProgress(),
  });
  return trainer;
}

/** Says at once, not when the first viewer comes, that a backend cannot be had. */
async function checkBackend(backend: ServerConfig["backend"]): Promise<void> {
  if (backend === "auto") return;
  try {
    await chooseBackend(backend);
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function listen(server: HttpServer, { port, host }: ServerConfig): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.removeListener("error", reject);
      resolve();
    });
  });
}

/** Stops listening and ends every connection, also those that have become WebSockets and do not answer. */
function closeHttp(server: HttpServer, sockets: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    for (const socket of sockets) socket.destroySoon();
    setTimeout(() => {
      for (const socket of sockets) socket.destroy();
    }, LINGER_MS).unref();
  });
}

/** The connections that are open now. */
function trackSockets(server: HttpServer): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  return sockets;
}

function portOf(server: HttpServer): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return address.port;
}

function urlOf(server: HttpServer, host: string): string {
  const name = host === "0.0.0.0" || host === "::" || host === "" ? "127.0.0.1" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${portOf(server)}`;
}
