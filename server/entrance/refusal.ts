/** Turning somebody away in plain words, over HTTP or instead of a WebSocket. */
import { STATUS_CODES, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

/** Why, and as which HTTP status. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
}

/** A refused sender has so long to read why [ms]. */
const LINGER_MS = 1000;

/** Answers a request as matchmaking does, so that clients can read it. */
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
  // The other side may be gone already.
  socket.on("error", () => undefined);
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}

function bodyOf({ status, message }: Refusal): string {
  return JSON.stringify({ code: status, error: message });
}
