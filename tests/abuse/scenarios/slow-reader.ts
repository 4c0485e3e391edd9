/** Clients that join and then read nothing: messages to them must not pile up in the server. */
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { reserve, socketUrl } from "../raw-client.ts";
import { check, SkippedError, type Scenario } from "../scenario.ts";

const READERS = 10;
const STALL_SECONDS = 20;
/** The most that memory may grow [MB]: room for unread patches, and for the usual growth of a process. */
const MOST_MEGABYTES = 60;

export const slowReader: Scenario = {
  name: "slow-reader",
  claim: `${READERS} clients that read nothing for ${STALL_SECONDS} s cost the server little memory`,
  async run({ startServer, joinHonestly, afterwards }) {
    if (process.platform !== "linux") throw new SkippedError("memory of another process is read from Linux' /proc");
    const server = await startServer("--training", "off", "--log-level", "warn");
    await joinHonestly(server.url);
    for (let i = 0; i < READERS; i++) afterwards(await joinDeaf(server.url));
    const before = residentMegabytes(server.pid);
    await delay(STALL_SECONDS * 1000);
    const grown = residentMegabytes(server.pid) - before;
    check(grown < MOST_MEGABYTES, `the server grew by ${grown.toFixed(0)} MB`);
    return `resident memory grew by ${grown.toFixed(1)} MB`;
  },
};

/** Joins a match by hand, acknowledges, and never reads again. Returns how to end it. */
async function joinDeaf(url: string): Promise<() => void> {
  const reservation = await reserve(url);
  check(reservation !== null, "no place for a slow reader");
  const { hostname, port, pathname, search } = new URL(socketUrl(url, reservation));
  const socket = connect(Number(port), hostname);
  socket.on("error", () => undefined);
  const key = randomBytes(16).toString("base64");
  socket.write(
    `GET ${pathname}${search} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
  );
  const [answer]: unknown[] = await once(socket, "data");
  const accepted = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
  check(String(answer).includes(accepted), "the WebSocket was refused");
  // One masked binary frame of one byte: the acknowledgement of the join, after which state is sent.
  socket.write(new Uint8Array([0x82, 0x81, 0, 0, 0, 0, 10]));
  socket.pause();
  return () => socket.destroy();
}

function residentMegabytes(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kilobytes) / 1024;
}
