/**
 * The only way in: every connection, request and upgrade on the port is checked here before a page, a room or the
 * telemetry gets it.
 *
 * Strips the base path, refuses pages of other sites, and limits connections and handshakes in total and per address.
 */
import type { IncomingMessage, Server as HttpServer, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Border } from "../border.ts";
import type { Logger } from "../log.ts";
import { addressKey, addressOf, hostOf, type Trust } from "./address.ts";
import { withoutBase } from "./base-path.ts";
import { isAllowedOrigin } from "./origin.ts";
import { createBuckets, createPlaces } from "./places.ts";
import { refuseRequest, refuseUpgrade, type Refusal } from "./refusal.ts";

/** Where requests go. All get URLs without the base path. */
export interface Destinations {
  readonly page: (request: IncomingMessage, response: ServerResponse) => void;
  /** Handles everything under its path, by polling or WebSocket. */
  readonly telemetry: {
    readonly path: string;
    request(request: IncomingMessage, response: ServerResponse): void;
    upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  };
  /** Handles the WebSockets of rooms. */
  readonly rooms: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

/** Settings and destinations of an entrance. */
export interface EntranceOptions extends Destinations {
  readonly httpServer: HttpServer;
  readonly log: Logger;
  readonly border: Border;
  readonly base: string;
  readonly trustProxy: Trust;
  readonly allowOrigin: readonly string[];
  readonly maxConnections: number;
  readonly maxConnectionsPerAddress: number;
}

/** Counts of an entrance. */
export interface Entrance {
  /** Open connections, including WebSockets. */
  readonly connections: number;
  readonly webSockets: number;
  /** Connections, requests and upgrades refused so far. */
  readonly refused: number;
}

/** The path of a room's socket is /processId/roomId. Colyseus would keep any other open for a second. */
const ROOM_URL = /^\/[\w-]{1,64}\/[\w-]{1,64}\?[\x21-\x7e]{1,2000}$/;
/** An address that has used up its handshakes regains all of them in this many seconds. */
const REFILL_SECONDS = 10;

/** Opens the entrance on a server that has no listeners yet. */
export function openEntrance(options: EntranceOptions): Entrance {
  const { httpServer, log, border, base, trustProxy, telemetry } = options;
  const { maxConnections, maxConnectionsPerAddress: perAddress } = options;
  const connections = createPlaces(maxConnections, maxConnections);
  const requests = createPlaces(maxConnections, perAddress);
  const webSockets = createPlaces(maxConnections, perAddress);
  const mayShakeHands = createBuckets(perAddress, perAddress / REFILL_SECONDS, () => performance.now());
  /** Frees the place that a connection held among plain requests, once it has become a WebSocket. */
  const leaveRequests = new WeakMap<Duplex, () => void>();
  let refused = 0;

  const note = (reason: string, address: string): void => {
    refused++;
    log.warn({ address }, `refused: ${reason}`);
  };

  httpServer.on(
    "connection",
    border.wrap("a connection", (socket: Socket) => {
      guardEvents(socket, border);
      const remote = socket.remoteAddress ?? "";
      const place = connections.take("");
      // Behind a proxy, only the request tells who the sender is.
      const own = trustProxy(remote, 0) ? () => undefined : requests.take(addressKey(remote));
      if (typeof place === "string" || typeof own === "string") {
        if (typeof place !== "string") place();
        if (typeof own !== "string") own();
        note("too many connections", remote);
        socket.destroy();
        return;
      }
      leaveRequests.set(socket, own);
      socket.once("close", place).once("close", own);
    }),
  );

  httpServer.on(
    "request",
    border.wrap("a request", (request: IncomingMessage, response: ServerResponse) => {
      request.url = withoutBase(request.url ?? "/", base);
      const isTelemetry = request.url.startsWith(telemetry.path);
      const refusal = whyNotRequest(request, isTelemetry);
      if (refusal !== null) refuseRequest(response, refusal);
      else if (isTelemetry) telemetry.request(request, response);
      else options.page(request, response);
    }),
  );

  httpServer.on(
    "upgrade",
    border.wrap("an upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      request.url = withoutBase(request.url ?? "/", base);
      const isTelemetry = request.url.startsWith(telemetry.path);
      const refusal = whyNotUpgrade(request, isTelemetry) ?? takeWebSocketPlace(request, socket);
      if (refusal !== null) refuseUpgrade(socket, refusal);
      else if (isTelemetry) telemetry.upgrade(request, socket, head);
      else options.rooms(request, socket, head);
    }),
  );

  function whyNotRequest(request: IncomingMessage, isTelemetry: boolean): Refusal | null {
    const isReading = request.method === "GET" || request.method === "HEAD";
    if (isReading && !isTelemetry) return null;
    const isNewSession = isTelemetry && !/[?&]sid=/.test(request.url ?? "");
    return wrongOrigin(request) ?? (isNewSession ? tooManyHandshakes(request) : null);
  }

  function whyNotUpgrade(request: IncomingMessage, isTelemetry: boolean): Refusal | null {
    if (!isTelemetry && !ROOM_URL.test(request.url ?? "")) {
      note("an upgrade at an unknown path", addressOf(request, trustProxy));
      return { status: 404, message: "There is no WebSocket at this address." };
    }
    return wrongOrigin(request) ?? tooManyHandshakes(request);
  }

  function wrongOrigin(request: IncomingMessage): Refusal | null {
    const { origin } = request.headers;
    if (isAllowedOrigin(origin, hostOf(request, trustProxy), options.allowOrigin)) return null;
    note("a page of another site", addressOf(request, trustProxy));
    return { status: 403, message: `Pages of ${origin} may not use this server (see --allow-origin).` };
  }

  function tooManyHandshakes(request: IncomingMessage): Refusal | null {
    const address = addressOf(request, trustProxy);
    if (mayShakeHands(address)) return null;
    note("too many handshakes", address);
    return { status: 429, message: "Too many new connections from your address. Try again in some seconds." };
  }

  function takeWebSocketPlace(request: IncomingMessage, socket: Duplex): Refusal | null {
    const address = addressOf(request, trustProxy);
    const place = webSockets.take(address);
    if (typeof place !== "string") {
      leaveRequests.get(socket)?.();
      socket.once("close", place);
      return null;
    }
    note("too many WebSockets", address);
    return place === "all"
      ? { status: 503, message: "The server cannot take more connections." }
      : { status: 429, message: `More than ${perAddress} connections from your address.` };
  }

  return {
    get connections() {
      return connections.taken;
    },
    get webSockets() {
      return webSockets.taken;
    },
    get refused() {
      return refused;
    },
  };
}

/** Catches exceptions of listeners on `socket`, e.g. a library's WebSocket; only that connection ends. */
function guardEvents(socket: Socket, border: Border): void {
  const pass = socket.emit.bind(socket);
  socket.emit = (event: string | symbol, ...args: unknown[]): boolean => {
    try {
      return pass(event, ...args);
    } catch (error) {
      border.report("a socket's listener", error);
      socket.destroy();
      return true;
    }
  };
}
