/**
 * Assembles the server: pages, rooms, telemetry and the embedded learner on one port. Tests use port 0.
 *
 * Presence and driver can be replaced, e.g. by those for Redis, so that several processes can run behind one proxy.
 */
import { randomBytes } from "node:crypto";
import { createServer, type Server as HttpServer } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import {
  applySimulatedLatency,
  CloseCode,
  matchMaker,
  parseLatencyEnv,
  Server,
  type ServerOptions,
} from "@colyseus/core";
import { WebSocketTransport } from "@colyseus/ws-transport";
import { chooseBackend, type TrainConfig } from "../bots/index.ts";
import { ROOMS } from "../shared/net/messages.ts";
import { EMBEDDED_RUN_ID } from "../shared/net/telemetry.ts";
import { createBorder, type Border } from "./border.ts";
import { ConfigError, type ServerConfig } from "./config.ts";
import { addressOf } from "./entrance/address.ts";
import { openEntrance } from "./entrance/entrance.ts";
import { createPlaces } from "./entrance/places.ts";
import { createHttp } from "./http.ts";
import { prepareListening } from "./listening.ts";
import { colyseusLogger, createLog, type Logger } from "./log.ts";
import { loadBots } from "./match/load-bots.ts";
import { MatchRoom, type MatchContext } from "./match/match-room.ts";
import { processClock, type Clock } from "./rooms/clock.ts";
import type { RoomCounters } from "./rooms/room-keeper.ts";
import { findEmbeddedRun, type EmbeddedRun, type EmbeddedRunOptions } from "./training/embedded-run.ts";
import { createPolicyStore } from "./training/policy-store.ts";
import { PracticeRoom, type PracticeContext } from "./training/practice-room.ts";
import { TelemetryHub } from "./training/telemetry-hub.ts";
import { TrainerHost } from "./training/trainer-host.ts";

/** How long `close` waits for rooms and learner to end, before and again after closing the connections [ms]. */
const GRACE_MS = 600;

/** What tests and other hosts may replace. */
export interface ServerParts {
  readonly presence?: NonNullable<ServerOptions["presence"]>;
  readonly driver?: NonNullable<ServerOptions["driver"]>;
  /** Replaces the clock of rooms. */
  readonly clock?: (process: Clock) => Clock;
  readonly workerFile?: URL;
  readonly restartMs?: number;
  /** Folder of the built client. */
  readonly clientDir?: string;
  /** A connection that sends nothing is closed after this time [ms]. */
  readonly silenceMs?: number;
  /** Changes to the embedded learner's settings. */
  readonly train?: Partial<TrainConfig>;
}

/** A server that is listening. */
export interface RunningServer {
  readonly url: string;
  readonly port: number;
  readonly log: Logger;
  readonly border: Border;
  readonly counters: RoomCounters;
  /** The embedded learner; null if there is none. */
  readonly trainer: TrainerHost | null;
  /** Ends matches, learner and connections within two seconds; players receive `reason`. */
  close(reason?: string): Promise<void>;
}

/**
 * Starts a server; only one at a time per process, because Colyseus' matchmaker is global.
 *
 * @throws Error with code EADDRINUSE or EACCES if the port cannot be opened; ConfigError if this machine cannot run
 * the network backend
 */
export async function startServer(config: ServerConfig, parts: ServerParts = {}): Promise<RunningServer> {
  const log = createLog(config.logLevel);
  const border = createBorder(log);
  if (config.training) await checkBackend(config.backend);
  const counters: RoomCounters = {
    matches: 0,
    practiceRinks: 0,
    misbehaved: 0,
    failedTicks: 0,
    meter: { ticks: 0, lateTicks: 0 },
  };
  const policies = createPolicyStore();
  const run = config.training ? await findEmbeddedRun(embeddedRunOptions(config, parts, log)) : null;
  const prepared = prepareListening(parts.silenceMs);
  const { httpServer } = prepared;
  const embeddedToken = randomBytes(24).toString("base64url");
  const hub = createHub(config, log, border, policies, embeddedToken);
  const trainer =
    run === null ? null : createTrainer(config, parts, log, border, () => listening.url, embeddedToken, hub, run);
  const clock = (parts.clock ?? ((process) => process))(processClock(border));
  const matches: MatchContext = {
    ...config,
    log,
    counters,
    clock,
    checkpointOf: loadBots(config.checkpoint, log),
    audience: config.learnFromMatches ? trainer : null,
  };
  const practice: PracticeContext = { log, counters, clock, policies, rinks: config.practiceRinks };
  const { colyseus, upgrades } = await startRooms(config, parts, log, matches, practice);
  const entrance = openEntrance({
    ...config,
    httpServer,
    log,
    border,
    telemetry: hub.sockets,
    rooms: (request, socket, head) => void upgrades.emit("upgrade", request, socket, head),
    page: createHttp({
      ...config,
      ...(parts.clientDir !== undefined && { clientDir: parts.clientDir }),
      log,
      health: () => ({
        status: "ok",
        matches: counters.matches,
        practiceRinks: counters.practiceRinks,
        people: matchMaker.stats.local.ccu,
        viewers: hub.viewers,
        training: trainer?.status.phase ?? "off",
        connections: entrance.connections,
        rejected: { clients: counters.misbehaved, telemetry: hub.rejected, connections: entrance.refused },
        failedTicks: counters.failedTicks,
        failures: border.failures,
      }),
      training: () => ({ viewers: hub.viewers, runs: hub.snapshots() }),
    }),
  });
  // Last, so that the first request finds everything ready.
  const listening = await prepared.listen(config.port, config.host).catch(async (error: unknown) => {
    hub.close();
    run?.close();
    await colyseus.gracefullyShutdown(false);
    throw error;
  });

  return {
    url: listening.url,
    port: listening.port,
    log,
    border,
    counters,
    trainer,
    async close(reason = "The server is closing.") {
      hub.close();
      await tellPlayers(reason);
      const ending = settled([trainer?.close() ?? Promise.resolve(), colyseus.gracefullyShutdown(false)], border);
      await Promise.race([ending, delay(GRACE_MS)]);
      await listening.close();
      // Rooms that were waiting for an unresponsive client end now.
      await Promise.race([ending, delay(GRACE_MS)]);
      upgrades.emit("close");
      run?.close();
    },
  };
}

/** Closes every connection to this process' rooms with code and reason. */
async function tellPlayers(reason: string): Promise<void> {
  for (const { roomId } of await matchMaker.query({})) {
    for (const client of matchMaker.getLocalRoomById(roomId)?.clients ?? []) {
      client.leave(CloseCode.SERVER_SHUTDOWN, reason);
    }
  }
}

/** Waits until all have settled; reports those that were rejected. */
async function settled(endings: readonly Promise<unknown>[], border: Border): Promise<void> {
  for (const result of await Promise.allSettled(endings)) {
    if (result.status === "rejected") border.report("closing", result.reason);
  }
}

function createHub(
  config: ServerConfig,
  log: Logger,
  border: Border,
  policies: ReturnType<typeof createPolicyStore>,
  embeddedToken: string,
): TelemetryHub {
  const places = createPlaces(config.maxConnections, config.maxConnectionsPerAddress);
  return new TelemetryHub({
    log,
    border,
    policies,
    token: config.trainerToken,
    embeddedToken,
    idleSeconds: config.trainingIdleSeconds,
    takePlace(request) {
      const place = places.take(addressOf(request, config.trustProxy));
      return typeof place === "string" ? null : place;
    },
  });
}

/** Colyseus without its own HTTP routes (ours validate and limit requests), beside Socket.IO on the same port. */
async function startRooms(
  config: ServerConfig,
  parts: ServerParts,
  log: Logger,
  matches: MatchContext,
  practice: PracticeContext,
): Promise<{ colyseus: Server; upgrades: HttpServer }> {
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
  colyseus.define(ROOMS.match, MatchRoom, { context: matches }).filterBy(["hasFreePlace", "canWatch", "level"]);
  colyseus.define(ROOMS.practice, PracticeRoom, { context: practice }).filterBy(["runId", "rink"]);
  await matchMaker.accept();
  const latencyMs = parseLatencyEnv();
  if (latencyMs !== undefined) applySimulatedLatency(transport, latencyMs);
  // Colyseus would claim every upgrade on the port, so it gets a server that never listens, fed by the entrance.
  const upgrades = createServer();
  transport.attachToServer(upgrades);
  return { colyseus, upgrades };
}

/** What the embedded learner learns. */
function trainConfig(config: ServerConfig, { train }: ServerParts) {
  const { trainingSeed: seed, trainingTasks: collect, trainingBudget: decisions, sharing, backend } = config;
  return { runId: EMBEDDED_RUN_ID, seed, collect, sharing, decisions, backend, ...train };
}

function embeddedRunOptions(config: ServerConfig, parts: ServerParts, log: Logger): EmbeddedRunOptions {
  const { runsDir, trainingFresh } = config;
  return { runsDir, config: trainConfig(config, parts), isFresh: trainingFresh, log };
}

function createTrainer(
  config: ServerConfig,
  parts: ServerParts,
  log: Logger,
  border: Border,
  url: () => string,
  token: string,
  hub: TelemetryHub,
  run: EmbeddedRun,
): TrainerHost {
  const { workerFile, restartMs } = parts;
  const trainer = new TrainerHost({
    log,
    url,
    border,
    token,
    config: trainConfig(config, parts),
    run,
    publish: (status) => hub.setStatus(status),
    ...(workerFile && { workerFile }),
    ...(restartMs !== undefined && { restartMs }),
  });
  if (run.restored !== null) hub.restore(EMBEDDED_RUN_ID, run.restored);
  hub.observe({
    onDemand: (isWanted) => trainer.setWanted(isWanted),
    onStatus: (status) => status.runId === EMBEDDED_RUN_ID && trainer.onStatus(status),
    onProgress: (runId, decisions) => runId === EMBEDDED_RUN_ID && trainer.onProgress(decisions),
  });
  return trainer;
}

/** Fails at startup, not when the first viewer connects, if a backend is not available. */
async function checkBackend(backend: ServerConfig["backend"]): Promise<void> {
  if (backend === "auto") return;
  try {
    await chooseBackend(backend);
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
