/** The thread of honest-player.ts: reads the server's address, answers "report". */
import { parentPort, workerData } from "node:worker_threads";
import { setTimeout as delay } from "node:timers/promises";
import { ColyseusSDK, type Room } from "@colyseus/sdk";
import { ROOMS } from "../../shared/net/messages.ts";
import { RoomState, type ControlInput } from "../../shared/net/state.ts";
import { TICKS_PER_SECOND } from "../../shared/units.ts";
import type { HonestMessage, PlayerOptions } from "./honest-player.ts";

const { url, patienceMs = Infinity }: PlayerOptions & { url: string } = workerData;
/** The place is asked for again this often [ms]. */
const ASK_EVERY_MS = 250;

const sdk = new ColyseusSDK(url);
let room: Room<unknown, RoomState>;
let isComingBack = false;
let patches = 0;
let patchedAt = performance.now();
let longestGapMs = 0;
let refusals = 0;
let closed: string | null = null;

const measure = (): void => {
  const now = performance.now();
  longestGapMs = Math.max(longestGapMs, now - patchedAt);
  patchedAt = now;
};

function adopt(entered: Room<unknown, RoomState>): void {
  room = entered;
  closed = null;
  room.reconnection.enabled = false;
  room.onMessage("*", () => undefined);
  room.onStateChange(() => {
    measure();
    patches++;
    if (patches === 1) say({ kind: "joined" });
  });
  room.onLeave((code, reason) => {
    if (room !== entered) return;
    closed = `code ${code} ${reason ?? ""}`;
    if (patienceMs < Infinity) void comeBack();
  });
}

/** As the page: asks for its own place until it has it. */
async function comeBack(): Promise<void> {
  if (isComingBack) return;
  isComingBack = true;
  const { reconnectionToken, sessionId } = room;
  while (isComingBack) {
    try {
      const entered = await sdk.reconnect<RoomState>(reconnectionToken, RoomState);
      isComingBack = entered.sessionId !== sessionId;
      adopt(entered);
    } catch {
      refusals++;
      await delay(ASK_EVERY_MS);
    }
  }
}

adopt(await sdk.joinOrCreate<RoomState>(ROOMS.match, { mode: "play", name: "Honest" }, RoomState));
let turn = 0;
setInterval(() => {
  if (isComingBack || !room.connection.isOpen) return;
  if (performance.now() - patchedAt > patienceMs) {
    room.connection.close();
    void comeBack();
    return;
  }
  turn++;
  const aim = turn / TICKS_PER_SECOND;
  const input = room.input<ControlInput>();
  Object.assign(input.data, { moveX: Math.cos(aim), moveY: Math.sin(aim), aim: aim % Math.PI, stick: 0 });
  input.send();
}, 1000 / TICKS_PER_SECOND);

parentPort?.on("message", () => {
  longestGapMs = Math.max(longestGapMs, performance.now() - patchedAt);
  const isSeated = room.state.skaters.some((skater) => skater.sessionId === room.sessionId);
  say({ kind: "report", patches, longestGapMs, isSeated, refusals, closed });
});

function say(message: HonestMessage): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread's port, not a window
  parentPort?.postMessage(message);
}
