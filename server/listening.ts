/** The HTTP server: listening, its URL, time limits for silent connections, and closing in bounded time. */
import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** A connection must have sent the head of its first request within this time [ms], and the body within the next. */
const SILENCE_MS = 10_000;
const REQUEST_MS = 20_000;
/** How often these limits are checked [ms]. */
const CHECK_MS = 2000;
/** How long connections have to end when the server closes [ms]; then they are destroyed. */
const LINGER_MS = 300;

/** An HTTP server that is listening. */
export interface Listening {
  readonly httpServer: HttpServer;
  readonly port: number;
  readonly url: string;
  /** Stops listening and ends every connection, including unresponsive WebSockets. */
  close(): Promise<void>;
}

/** A server that does not listen yet, so that its handlers can be attached first. */
export interface Prepared {
  readonly httpServer: HttpServer;
  /** @throws Error with code EADDRINUSE, EACCES and so on if the port cannot be opened */
  listen(port: number, host: string): Promise<Listening>;
}

/** Creates the server. `silenceMs` replaces the time limit for silent connections in tests. */
export function prepareListening(silenceMs = SILENCE_MS): Prepared {
  const httpServer = createServer({
    headersTimeout: silenceMs,
    requestTimeout: Math.max(silenceMs, REQUEST_MS),
    connectionsCheckingInterval: Math.min(silenceMs, CHECK_MS),
  });
  const sockets = trackSockets(httpServer);
  return {
    httpServer,
    async listen(port, host) {
      await new Promise<void>((resolve, reject) => {
        httpServer.once("error", reject);
        // Without a host Node listens on IPv6 and IPv4, and on IPv4 alone where there is no IPv6.
        httpServer.listen({ port, ...(host !== "" && { host }) }, () => {
          httpServer.removeListener("error", reject);
          resolve();
        });
      });
      return {
        httpServer,
        port: portOf(httpServer),
        url: urlOf(host, portOf(httpServer)),
        close: () => closeAll(httpServer, sockets),
      };
    },
  };
}

/** Whether `host` means every address of the machine. */
export function isEveryAddress(host: string): boolean {
  return ["", "0.0.0.0", "::"].includes(host);
}

async function closeAll(server: HttpServer, sockets: ReadonlySet<Socket>): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  for (const socket of sockets) socket.destroySoon();
  await Promise.race([closed, delay(LINGER_MS)]);
  for (const socket of sockets) socket.destroy();
  await closed;
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

function urlOf(host: string, port: number): string {
  const name = isEveryAddress(host) ? "127.0.0.1" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}
