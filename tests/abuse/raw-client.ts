/** A client without the SDK: gets a place by matchmaking, then can send any bytes. */
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";

/** An open connection to a match. */
export interface RawClient {
  readonly socket: WebSocket;
  /** Resolves when the connection is closed. */
  readonly closed: Promise<CloseEvent>;
}

/** Where a reservation is consumed. */
export interface Reservation {
  readonly name: string;
  readonly sessionId: string;
  readonly roomId: string;
  readonly processId: string;
}

/** After a refusal it waits and tries again, as an attacker would. */
const RETRY_MS = 200;
const MOST_TRIES = 50;

/** Asks matchmaking for a place in a match; null if the server refuses for long. */
export async function reserve(url: string, name = "Raw"): Promise<Reservation | null> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const response = await fetch(`${url}/matchmake/joinOrCreate/match`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ mode: "play", name }),
    });
    if (response.ok) {
      const reservation: Reservation = Object(await response.json());
      return reservation;
    }
    await response.arrayBuffer();
    await delay(RETRY_MS);
  }
  return null;
}

/** The address of the socket that consumes `reservation`. */
export function socketUrl(url: string, { processId, roomId, sessionId }: Reservation): string {
  return `${url.replace(/^http/, "ws")}/${processId}/${roomId}?sessionId=${sessionId}`;
}

/** Joins a match; null if the server refuses. */
export async function joinRaw(url: string): Promise<RawClient | null> {
  const reservation = await reserve(url);
  if (reservation === null) return null;
  const socket = new WebSocket(socketUrl(url, reservation));
  socket.binaryType = "arraybuffer";
  const closed = once(socket, "close").then(([event]: CloseEvent[]) => event!);
  const joined = once(socket, "message").then(() => true);
  const isJoined = await Promise.race([joined, closed.then(() => false)]);
  if (!isJoined) return null;
  // The server sends state only after the client has acknowledged the join.
  socket.send(new Uint8Array([10]));
  return { socket, closed };
}
