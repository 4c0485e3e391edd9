/** Watches the connection of one viewer; reports once if it sends more than a viewer needs to, or reads too slowly. */
import type { Socket } from "socket.io";
import type { Border } from "../border.ts";

/** A connection of Socket.IO's engine; its namespaces share it. */
export type Connection = Socket["conn"];

/** Packets allowed at once and per second: joining takes two or three, then a pong follows every two seconds. */
const PACKETS_AT_ONCE = 12;
const PACKETS_PER_SECOND = 2;
/** Most outgoing messages that may be queued, and for how long [ms]. */
const MAX_WAITING = 300;
const MAX_WAITING_MS = 15_000;

/** Calls `onFault` once, with the reason, at the first violation. */
export function watchConnection(connection: Connection, border: Border, onFault: (reason: string) => void): void {
  let isFaulty = false;
  let level = PACKETS_AT_ONCE;
  let at = performance.now();
  let waiting = 0;
  let waitingSince = at;
  const fault = (reason: string): void => {
    if (isFaulty) return;
    isFaulty = true;
    onFault(reason);
  };
  const onPacket = (): void => {
    const now = performance.now();
    level = Math.min(PACKETS_AT_ONCE, level + ((now - at) / 1000) * PACKETS_PER_SECOND) - 1;
    at = now;
    if (level < 0) fault("too many packets");
  };
  const onPacketCreate = (): void => {
    const now = performance.now();
    if (++waiting === 1) waitingSince = now;
    if (waiting > MAX_WAITING || now - waitingSince > MAX_WAITING_MS) fault("reads too slowly");
  };
  connection.on("packet", border.wrap("a telemetry packet", onPacket));
  connection.on("packetCreate", border.wrap("a telemetry packet", onPacketCreate));
  connection.on(
    "flush",
    border.wrap("sending telemetry", () => {
      waiting = 0;
    }),
  );
}
