/**
 * `npm run bench -- soak`: what a server keeps that it should have given back. People join, play, watch, lose their
 * connection, come back and leave for minutes; the server, in a process of its own, reports memory, rooms and handles.
 */
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { ColyseusSDK, type Room } from "@colyseus/sdk";
import { io } from "socket.io-client";
import { ROOMS } from "../../shared/net/messages.ts";
import { RoomState, type ControlInput } from "../../shared/net/state.ts";
import { EMBEDDED_RUN_ID, NAMESPACES } from "../../shared/net/telemetry.ts";
import { createRng, type Rng } from "../../shared/rng.ts";
import { TICKS_PER_SECOND } from "../../shared/units.ts";
import { answer, startChild } from "./server-child.ts";
import type { Holdings } from "./server-process.ts";

/** What the benchmark reports. */
export interface SoakFigures {
  readonly minutes: number;
  /** Visits of people: joined and left again. */
  readonly visits: number;
  readonly lostConnections: number;
  /** Resident memory at the first and the last measurement, after a collection [MB]. */
  readonly residentMegabytes: readonly [number, number];
  /** Least-squares slope of resident memory over the second half, when caches are full [MB per hour]. */
  readonly slopeMegabytesPerHour: number;
  /** The same for the JavaScript heap. */
  readonly heapSlopeMegabytesPerHour: number;
  /** Rooms, and handles above those of the idle server, after everybody has left. */
  readonly roomsLeft: number;
  readonly handlesLeft: number;
}

/** People who are there at a time. */
const PEOPLE = 12;
/** How long one stays [s]. */
const LEAST_STAY = 2;
const LONGEST_STAY = 15;
const MEASURE_MS = 5000;
/** Time for places that are kept for people who lost their connection to be freed, also where ticks are late [ms]. */
const SETTLE_MS = 120_000;

/** Runs for `minutes`. */
export async function benchSoak(minutes: number): Promise<SoakFigures> {
  const child = startChild("./server-process.ts", ["training"], ["--expose-gc"]);
  try {
    const { url } = await answer(child, "ready");
    await visit(url, createRng("warm-up"), { visits: 0, lostConnections: 0 });
    const idle = await holdings(child);
    const counts = { visits: 0, lostConnections: 0 };
    const measured = await soak(child, url, minutes, counts);
    const left = await settled(child, idle);
    child.send("close");
    await once(child, "exit");
    const late = measured.slice(Math.floor(measured.length / 2));
    return {
      minutes,
      ...counts,
      residentMegabytes: [megabytes(measured[0]!.residentBytes), megabytes(measured.at(-1)!.residentBytes)],
      slopeMegabytesPerHour: slopePerHour(late, ({ residentBytes }) => residentBytes),
      heapSlopeMegabytesPerHour: slopePerHour(late, ({ heapBytes }) => heapBytes),
      roomsLeft: left.rooms,
      handlesLeft: left.handles - idle.handles,
    };
  } finally {
    child.kill();
  }
}

/** Keeps `PEOPLE` coming and going until the time is over. Returns the measurements. */
async function soak(child: ChildProcess, url: string, minutes: number, counts: Counts): Promise<Holdings[]> {
  const endsAt = performance.now() + minutes * 60_000;
  const people = Array.from({ length: PEOPLE }, async (_, i) => {
    const rng = createRng(`soak/${i}`);
    while (performance.now() < endsAt) await visit(url, rng, counts);
  });
  const measured: Holdings[] = [await holdings(child)];
  while (performance.now() < endsAt) {
    await delay(Math.min(MEASURE_MS, Math.max(0, endsAt - performance.now())));
    measured.push(await holdings(child));
  }
  await Promise.all(people);
  return measured;
}

interface Counts {
  visits: number;
  lostConnections: number;
}

/** One visit: mostly to a match, now and then to the practice rinks and the learning stream. */
async function visit(url: string, rng: Rng, counts: Counts): Promise<void> {
  const stayMs = 1000 * rng.range(LEAST_STAY, LONGEST_STAY);
  counts.visits++;
  if (rng.next() < 0.2) return watchTraining(url, stayMs);
  const mode = rng.next() < 0.8 ? "play" : "watch";
  const room = await new ColyseusSDK(url).joinOrCreate<RoomState>(ROOMS.match, { mode, name: "Soak" }, RoomState);
  room.onMessage("*", () => undefined);
  room.reconnection.enabled = false;
  const stopInputs = mode === "play" ? sendInputs(room, rng) : () => undefined;
  await delay(stayMs);
  stopInputs();
  if (rng.next() < 0.3) await loseConnection(url, room, rng, counts);
  else if (room.connection.isOpen) await room.leave(true);
}

/** The line breaks; half of the people come back within a second, the others never. */
async function loseConnection(url: string, room: MatchRoom, rng: Rng, counts: Counts): Promise<void> {
  counts.lostConnections++;
  const token = room.reconnectionToken;
  room.connection.close();
  if (rng.next() < 0.5) return;
  await delay(1000 * rng.next());
  const back = await new ColyseusSDK(url).reconnect<RoomState>(token, RoomState);
  back.onMessage("*", () => undefined);
  await back.leave(true);
}

type MatchRoom = Room<unknown, RoomState>;

async function watchTraining(url: string, stayMs: number): Promise<void> {
  const socket = io(url + NAMESPACES.viewers, { transports: ["websocket"], forceNew: true });
  const options = { runId: EMBEDDED_RUN_ID, rink: 0 };
  const rink = await new ColyseusSDK(url).joinOrCreate<RoomState>(ROOMS.practice, options, RoomState);
  rink.onMessage("*", () => undefined);
  rink.reconnection.enabled = false;
  await delay(stayMs);
  socket.disconnect();
  if (rink.connection.isOpen) await rink.leave(true);
}

function sendInputs(room: MatchRoom, rng: Rng): () => void {
  const input = room.input<ControlInput>();
  const timer = setInterval(() => {
    Object.assign(input.data, { moveX: rng.range(-1, 1), moveY: rng.range(-1, 1), aim: rng.range(-3, 3), stick: 0 });
    if (room.connection.isOpen) input.send();
  }, 1000 / TICKS_PER_SECOND);
  return () => clearInterval(timer);
}

/** What the server holds once rooms are gone, or after the longest time for which it may keep a place. */
async function settled(child: ChildProcess, idle: Holdings): Promise<Holdings> {
  const until = performance.now() + SETTLE_MS;
  for (;;) {
    const left = await holdings(child);
    if ((left.rooms === 0 && left.handles <= idle.handles) || performance.now() > until) return left;
    await delay(1000);
  }
}

async function holdings(child: ChildProcess): Promise<Holdings> {
  child.send("holdings");
  return answer(child, "holdings");
}

function megabytes(bytes: number): number {
  return Number((bytes / 2 ** 20).toFixed(1));
}

/** Least-squares slope of `value` [bytes] over time, in MB per hour. */
function slopePerHour(measured: readonly Holdings[], value: (holdings: Holdings) => number): number {
  const meanSeconds = mean(measured.map(({ seconds }) => seconds));
  const meanValue = mean(measured.map(value));
  let covariance = 0;
  let variance = 0;
  for (const each of measured) {
    covariance += (each.seconds - meanSeconds) * (value(each) - meanValue);
    variance += (each.seconds - meanSeconds) ** 2;
  }
  return variance === 0 ? 0 : megabytes((covariance / variance) * 3600);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
