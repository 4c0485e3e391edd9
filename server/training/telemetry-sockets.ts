/**
 * The two Socket.IO engines of telemetry: one for everybody, which accepts only short messages, and one for trainers
 * that send their token in the connection's header, which accepts whole checkpoints.
 *
 * There are two because message size, and what precedes joining a namespace, can only be limited for a whole engine.
 */
import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { Server, type Socket } from "socket.io";
import type { Border } from "../border.ts";
import { watchConnection, type Connection } from "./connection-watch.ts";

/** Longest message of a trainer with its token in the header, and of all others [bytes]: weights take about 100 kB. */
const MAX_TRAINER_BYTES = 4e6;
const MAX_BYTES = 8e3;
/** A connection that has joined no namespace after this long is closed [ms]. */
const CONNECT_MS = 10_000;

/** Interval and time limit of pings [ms]: a page considers a connection silent after 3 s. */
const PING_MS = 2000;
const ANSWER_MS = 4000;

/** Callbacks of the sockets. */
export interface TelemetrySocketsOptions {
  readonly border: Border;
  /** Whether `secret` is a trainer's token. */
  readonly isTrainer: (secret: string) => boolean;
  /** Takes a place for a connection, polling or not; returns a function that frees it, or null if there is none. */
  readonly takePlace: (request: IncomingMessage) => (() => void) | null;
  /** Called for each connection that is closed for what it sends or for reading too slowly. */
  readonly onExpelled: (reason: string) => void;
}

/** The two engines. */
export interface TelemetrySockets {
  readonly path: string;
  readonly io: Server;
  request(request: IncomingMessage, response: ServerResponse): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Lifts the limit on the number of packets, once `socket` has joined as a trainer. */
  trust(socket: Socket): void;
  close(): void;
}

/** Creates the engines; the entrance forwards their requests. */
export function createTelemetrySockets(options: TelemetrySocketsOptions): TelemetrySockets {
  const { border, isTrainer, takePlace, onExpelled } = options;
  const io = new Server({
    serveClient: false,
    connectTimeout: CONNECT_MS,
    pingInterval: PING_MS,
    pingTimeout: ANSWER_MS,
  });
  // Neither listens: a Socket.IO engine needs an HTTP server for its requests, and ours come from the entrance.
  const everybody = createServer();
  const trainers = createServer();
  io.attach(trainers, { maxHttpBufferSize: MAX_TRAINER_BYTES });
  const trainersEngine = io.engine;
  io.attach(everybody, { maxHttpBufferSize: MAX_BYTES });
  const engine = io.engine;
  const trusted = new WeakSet<Connection>();

  engine.on(
    "connection",
    border.wrap("a telemetry connection", (connection: Connection) => {
      const place = takePlace(connection.request);
      if (place === null) {
        connection.close(true);
        return onExpelled("too many connections");
      }
      connection.once("close", border.wrap("the end of a telemetry connection", place));
      watchConnection(connection, border, (reason) => {
        if (trusted.has(connection)) return;
        connection.close(true);
        onExpelled(reason);
      });
    }),
  );

  const serverOf = (request: IncomingMessage) => (isTrainer(bearerOf(request)) ? trainers : everybody);
  return {
    path: "/socket.io/",
    io,
    request: (request, response) => void serverOf(request).emit("request", request, response),
    upgrade: (request, socket, head) => void serverOf(request).emit("upgrade", request, socket, head),
    trust: (socket) => void trusted.add(socket.conn),
    close() {
      io.disconnectSockets(true);
      engine.close();
      trainersEngine.close();
    },
  };
}

/** The secret in the header `Authorization: Bearer SECRET`, or "". */
export function bearerOf({ headers }: IncomingMessage): string {
  return /^Bearer (.{1,4096})$/.exec(headers.authorization ?? "")?.[1] ?? "";
}

/** Compares in constant time. */
export function isSameSecret(given: unknown, secret: string): boolean {
  if (typeof given !== "string") return false;
  const a = Buffer.from(given);
  const b = Buffer.from(secret);
  return a.length === b.length && timingSafeEqual(a, b);
}
