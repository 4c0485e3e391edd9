/** Refuses a request with a message, over HTTP or instead of a WebSocket. */
import { STATUS_CODES, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

/** The reason and the HTTP status. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
}

/** How long a refused connection stays open, so that the sender can read the reason [ms]. */
const LINGER_MS = 1000;

/** Answers a request in the format of matchmaking, which clients can parse. */
export function refuseRequest(response: ServerResponse, { status, message }: Refusal): void {
  response.writeHead(status, { "Content-Type": "application/json; charset=utf-8", Connection: "close" });
  response.end(bodyOf({ status, message }));
}

/** Answers an upgrade and closes the connection. */
export function refuseUpgrade(socket: Duplex, refusal: Refusal): void {
  const body = bodyOf(refusal);
  const head = [
    `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status] ?? ""}`,
    "Content-Type: application/json; charset=utf-8",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
  ];
  const timer = setTimeout(() => socket.destroy(), LINGER_MS).unref();
  socket.once("close", () => clearTimeout(timer));
  // The peer may have closed the connection already.
  socket.on("error", () => undefined);
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}

function bodyOf({ status, message }: Refusal): string {
  return JSON.stringify({ code: status, error: message });
}
