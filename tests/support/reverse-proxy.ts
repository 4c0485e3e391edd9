/** A small reverse proxy that serves a server below a path, as nginx would: it hides the host and forwards addresses. */
import { createServer, request as httpRequest, type IncomingMessage } from "node:http";
import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";

/** A running proxy. */
export interface ReverseProxy {
  /** Address of the server's first page, with a slash at its end. */
  readonly url: string;
  /** Paths outside the prefix that somebody asked for. */
  readonly strays: readonly string[];
  close(): Promise<void>;
}

/** Starts a proxy for what is under `prefix`, e.g. "/hockey/"; `isCut`: whether the server gets addresses without it. */
export async function startReverseProxy(target: string, prefix: string, isCut: boolean): Promise<ReverseProxy> {
  const { origin, host } = new URL(target);
  const strays: string[] = [];
  const sockets = new Set<Socket>();
  const ask = (request: IncomingMessage): ReturnType<typeof httpRequest> | null => {
    const path = request.url ?? "";
    if (!path.startsWith(prefix)) {
      strays.push(path);
      return null;
    }
    const headers = {
      ...request.headers,
      host,
      "x-forwarded-for": request.socket.remoteAddress ?? "",
      "x-forwarded-host": request.headers.host ?? "",
    };
    const url = origin + (isCut ? path.slice(prefix.length - 1) : path);
    return httpRequest(url, { method: request.method ?? "GET", headers });
  };
  const server = createServer((request, response) => {
    const asked = ask(request);
    if (asked === null) {
      response.writeHead(404).end();
      return;
    }
    asked.on("error", () => response.destroy());
    asked.on("response", (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(asked);
  });
  server.on("upgrade", (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const asked = ask(request);
    socket.on("error", () => socket.destroy());
    if (asked === null) {
      socket.end("HTTP/1.1 404 Not Found\r\n\r\n");
      return;
    }
    asked.on("error", () => socket.destroy());
    asked.on("response", (answer) => socket.end(`HTTP/1.1 ${answer.statusCode} Refused\r\n\r\n`));
    asked.on("upgrade", (answer, other, first) => {
      const lines = Object.entries(answer.headers).map(([name, value]) => `${name}: ${String(value)}`);
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join("\r\n")}\r\n\r\n`);
      other.on("error", () => socket.destroy());
      socket.write(first);
      other.write(head);
      socket.pipe(other).pipe(socket);
    });
    asked.end();
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new Error("the proxy has no port");
  return {
    url: `http://localhost:${address.port}${prefix}`,
    strays,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
