/** Nonsense over the Socket.IO socket: raw packets, both namespaces, and a trainer with the right token. */
import { setImmediate as nextTurn, setTimeout as delay } from "node:timers/promises";
import { io } from "socket.io-client";
import type { Rng } from "../../../shared/rng.ts";
import { NAMESPACES } from "../../../shared/net/telemetry.ts";
import { healthOf } from "../../support/health.ts";
import { check, type Arena, type Scenario } from "../scenario.ts";

const RAW_MESSAGES = 6000;
const TRAINER_MESSAGES = 2000;
const PER_CONNECTION = 200;
/** Pause after a refusal [ms], and the most refusals. */
const RETRY_MS = 100;
const MOST_REFUSALS = 600;
const TOKEN = "a token for the abuse test";

export const fuzzTelemetry: Scenario = {
  name: "fuzz-telemetry",
  claim: `${RAW_MESSAGES + TRAINER_MESSAGES} messages of nonsense to the learning stream harm nobody`,
  async run(arena) {
    const flags = ["--training", "off", "--log-level", "warn", "--trainer-token", TOKEN];
    const server = await arena.startServer(...flags);
    await arena.joinHonestly(server.url);
    const raw = await fuzzRaw(server.url, arena.rng);
    const trained = await fuzzAsTrainer(server.url, arena);
    const { status } = await healthOf(server.url);
    check(status === "ok", `health is ${status}`);
    return `${raw + trained} messages, ${server.output().length} bytes of log`;
  },
};

/** Engine.IO packets by hand. Returns how many were sent. */
async function fuzzRaw(url: string, rng: Rng): Promise<number> {
  let sent = 0;
  let refusals = 0;
  while (sent < RAW_MESSAGES) {
    const socket = new WebSocket(`${url.replace(/^http/, "ws")}/socket.io/?EIO=4&transport=websocket`);
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.addEventListener("open", () => resolve(true));
      socket.addEventListener("error", () => resolve(false));
    });
    if (!isOpen) {
      check(++refusals < MOST_REFUSALS, `no connection after ${sent} messages`);
      await delay(RETRY_MS);
      continue;
    }
    for (let i = 0; i < PER_CONNECTION && socket.readyState === WebSocket.OPEN; i++) {
      socket.send(packet(rng));
      sent++;
      if (i % 20 === 0) await nextTurn();
    }
    socket.close();
  }
  return sent;
}

function packet(rng: Rng): string | Uint8Array<ArrayBuffer> {
  const text = [
    "40/training,",
    "40/trainer,{}",
    `40/trainer,{"token":"wrong"}`,
    `42/training,["hello",${rng.int(9)}]`,
    `42/trainer,["weights",{}]`,
    `45${rng.int(1000)}-/trainer,["weights",{"_placeholder":true,"num":${rng.int(1e9)}}]`,
    "2probe",
    "3",
    "6",
    `4${rng.int(10)}${"[".repeat(rng.int(300))}`,
    `42/__proto__,["constructor"]`,
  ];
  const kind = rng.int(text.length + 2);
  if (kind < text.length) return text[kind]!;
  if (kind === text.length) return "\u0000\uffff".repeat(rng.int(200));
  return Uint8Array.from({ length: rng.int(300) }, () => rng.int(256));
}

/** A trainer with the right token and wrong messages. Returns how many were sent. */
async function fuzzAsTrainer(url: string, { rng, afterwards }: Arena): Promise<number> {
  const socket = io(url + NAMESPACES.trainer, { auth: { token: TOKEN }, transports: ["websocket"], forceNew: true });
  afterwards(() => socket.disconnect());
  let sent = 0;
  for (let turns = 0; sent < TRAINER_MESSAGES; turns++) {
    check(turns < MOST_REFUSALS, `no connection after ${sent} messages of a trainer`);
    // It is disconnected for what it sends, and connects again.
    if (!socket.active) socket.connect();
    for (let i = 0; i < PER_CONNECTION && socket.connected; i++) {
      socket.emit(["status", "metrics", "relabel", "weights", "run", "disconnecting"][rng.int(5)]!, value(rng, 3));
      sent++;
      if (i % 20 === 0) await nextTurn();
    }
    await delay(RETRY_MS);
  }
  return sent;
}

/** A random value, nested at most `depth` deep. */
function value(rng: Rng, depth: number): unknown {
  const scalars = [null, true, NaN, -1, 1e308, "", "embedded", "__proto__", new Uint8Array(rng.int(500)), [], {}];
  if (depth === 0 || rng.next() < 0.4) return scalars[rng.int(scalars.length)];
  const keys = ["runId", "phase", "detail", "decisions", "checkpoint", "evaluation", "seed", "__proto__", "length"];
  if (rng.next() < 0.3) return Array.from({ length: rng.int(5) }, () => value(rng, depth - 1));
  return Object.fromEntries(keys.filter(() => rng.next() < 0.6).map((key) => [key, value(rng, depth - 1)]));
}
