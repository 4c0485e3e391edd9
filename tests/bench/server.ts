/**
 * `npm run bench -- server`: what matches cost. The server runs in a process of its own and measures itself; real SDK
 * clients in this process send 60 inputs a second each and count the bytes they get.
 */
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { ColyseusSDK, type InputHandle, type Room } from "@colyseus/sdk";
import type { TickMeter } from "../../server/rooms/tick-loop.ts";
import { ROOMS } from "../../shared/net/messages.ts";
import { RoomState, type ControlInput } from "../../shared/net/state.ts";
import { TICKS_PER_SECOND } from "../../shared/units.ts";
import { answer, startChild } from "./server-child.ts";
import type { ServerReport } from "./server-process.ts";

/** How much to run. */
export interface ServerBenchOptions {
  readonly seconds?: number;
  readonly rooms?: number;
  readonly clientsPerRoom?: number;
}

/** What the benchmark reports. */
export interface ServerFigures {
  readonly rooms: number;
  readonly clientsPerRoom: number;
  readonly botsPerRoom: number;
  /** Processor seconds of the server per second: 1 is one core. */
  readonly cpuCores: number;
  /** Ticks that ran more than 8 ms after their time. */
  readonly lateTicksPercent: number;
  /** The same of an empty process measured beside it: what of it is the machine's other work. */
  readonly lateTicksPercentIdle: number;
  readonly ticksPerSecondPerRoom: number;
  /** Payload of everything a client receives: patches and events. */
  readonly bytesPerSecondPerClient: number;
  readonly messagesPerSecondPerClient: number;
  readonly residentMegabytes: number;
  readonly seconds: number;
}

type Client = Room<unknown, RoomState>;

/** Time for every match to get going before anything is counted [ms]. */
const WARM_UP_MS = 3000;

/** Runs for about `seconds`, 20 by default. */
export async function benchServer(options: ServerBenchOptions = {}): Promise<ServerFigures> {
  const { seconds = 20, rooms = 20, clientsPerRoom = 2 } = options;
  const child = startChild("./server-process.ts");
  const idle = startChild("./idle-process.ts");
  try {
    const ready = await answer(child, "ready");
    const traffic = { bytes: 0, messages: 0 };
    const clients = await joinAll(ready.url, rooms, clientsPerRoom, traffic);
    const stopInputs = sendInputs(clients);
    await delay(WARM_UP_MS);
    child.send("begin");
    idle.send("begin");
    traffic.bytes = 0;
    traffic.messages = 0;
    await delay(seconds * 1000);
    const { bytes, messages } = traffic;
    child.send("end");
    const report = await answer(child, "report");
    idle.send("end");
    const [idleMeter]: TickMeter[] = await once(idle, "message");
    stopInputs();
    const botsPerRoom = clients[0]!.state.skaters.length - clientsPerRoom;
    for (const client of clients) await client.leave(true);
    child.send("close");
    await once(child, "exit");
    return figures(report, idleMeter!, { rooms, clientsPerRoom, botsPerRoom, bytes, messages });
  } finally {
    idle.kill();
    child.kill();
  }
}

function figures(
  report: ServerReport,
  idle: TickMeter,
  run: { rooms: number; clientsPerRoom: number; botsPerRoom: number; bytes: number; messages: number },
): ServerFigures {
  const { rooms, clientsPerRoom, botsPerRoom, bytes, messages } = run;
  const clientSeconds = report.seconds * rooms * clientsPerRoom;
  const round = (value: number, digits: number): number => Number(value.toFixed(digits));
  return {
    rooms: report.rooms,
    clientsPerRoom,
    botsPerRoom,
    cpuCores: round(report.cpuSeconds / report.seconds, 3),
    lateTicksPercent: round((100 * report.lateTicks) / report.ticks, 2),
    lateTicksPercentIdle: round((100 * idle.lateTicks) / idle.ticks, 2),
    ticksPerSecondPerRoom: round(report.ticks / report.seconds / report.rooms, 2),
    bytesPerSecondPerClient: Math.round(bytes / clientSeconds),
    messagesPerSecondPerClient: round(messages / clientSeconds, 1),
    residentMegabytes: Math.round(report.residentBytes / 2 ** 20),
    seconds: round(report.seconds, 1),
  };
}

async function joinAll(url: string, rooms: number, clientsPerRoom: number, traffic: Traffic): Promise<Client[]> {
  const clients: Client[] = [];
  for (let room = 0; room < rooms; room++) {
    const first = await new ColyseusSDK(url).create<RoomState>(ROOMS.match, person(0), RoomState);
    clients.push(prepare(first, traffic));
    for (let i = 1; i < clientsPerRoom; i++) {
      const next = await new ColyseusSDK(url).joinById<RoomState>(first.roomId, person(i), RoomState);
      clients.push(prepare(next, traffic));
    }
  }
  return clients;
}

function prepare(client: Client, traffic: Traffic): Client {
  client.onMessage("events", () => undefined);
  client.reconnection.enabled = false;
  count(client, traffic);
  return client;
}

interface Traffic {
  bytes: number;
  messages: number;
}

function person(number: number): object {
  return { mode: "play", name: `Client ${number}` };
}

/** Counts what the socket delivers, before the SDK decodes it. */
function count(client: Client, traffic: Traffic): void {
  const { events } = client.connection;
  const deliver = events.onmessage;
  // oxlint-disable-next-line unicorn/prefer-add-event-listener -- the SDK's own object, not an event target
  events.onmessage = (event) => {
    traffic.bytes += event.data.byteLength;
    traffic.messages++;
    deliver?.(event);
  };
}

/** Every client steers towards the puck and shoots now and then, sixty inputs a second. */
function sendInputs(clients: readonly Client[]): () => void {
  const inputs = clients.map((client) => ({ client, input: client.input<ControlInput>() }));
  const begun = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - begun) / 1000) * TICKS_PER_SECOND);
    for (; sent < due; sent++) inputs.forEach(({ client, input }, i) => sendOne(client, input, sent + i));
  }, 1000 / TICKS_PER_SECOND);
  return () => clearInterval(timer);
}

function sendOne(client: Client, input: InputHandle<ControlInput>, turn: number): void {
  const own = client.state.skaters.find((skater) => skater.sessionId === client.sessionId);
  if (own === undefined) return;
  const { puck } = client.state;
  const aim = Math.atan2(puck.y - own.y, puck.x - own.x);
  Object.assign(input.data, { moveX: Math.cos(aim), moveY: Math.sin(aim), aim, stick: turn % 120 === 0 ? 2 : 0 });
  input.send();
}
