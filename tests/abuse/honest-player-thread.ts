/** The thread of honest-player.ts: reads the server's address, answers "report". */
import { parentPort, workerData } from "node:worker_threads";
import { ColyseusSDK } from "@colyseus/sdk";
import { ROOMS } from "../../shared/net/messages.ts";
import { RoomState, type ControlInput } from "../../shared/net/state.ts";
import { TICKS_PER_SECOND } from "../../shared/units.ts";
import type { HonestMessage } from "./honest-player.ts";

const { url }: { url: string } = workerData;
const room = await new ColyseusSDK(url).joinOrCreate<RoomState>(
  ROOMS.match,
  { mode: "play", name: "Honest" },
  RoomState,
);
room.reconnection.enabled = false;
room.onMessage("*", () => undefined);

let patches = 0;
let patchedAt = performance.now();
let longestGapMs = 0;
let closed: string | null = null;
const measure = (): void => {
  const now = performance.now();
  longestGapMs = Math.max(longestGapMs, now - patchedAt);
  patchedAt = now;
};
room.onStateChange(() => {
  measure();
  patches++;
  if (patches === 1) say({ kind: "joined" });
});
room.onLeave((code, reason) => {
  closed = `code ${code} ${reason ?? ""}`;
});

const input = room.input<ControlInput>();
let turn = 0;
setInterval(() => {
  turn++;
  const aim = turn / TICKS_PER_SECOND;
  Object.assign(input.data, { moveX: Math.cos(aim), moveY: Math.sin(aim), aim: aim % Math.PI, stick: 0 });
  if (room.connection.isOpen) input.send();
}, 1000 / TICKS_PER_SECOND);

parentPort?.on("message", () => {
  longestGapMs = Math.max(longestGapMs, performance.now() - patchedAt);
  const isSeated = room.state.skaters.some((skater) => skater.sessionId === room.sessionId);
  say({ kind: "report", patches, longestGapMs, isSeated, closed });
});

function say(message: HonestMessage): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread's port, not a window
  parentPort?.postMessage(message);
}
