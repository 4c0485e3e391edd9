/** What integration tests share: a server on a free loopback port, clients that are closed at the end, and waiting. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ColyseusSDK, type Room } from "@colyseus/sdk";
import { jest } from "@jest/globals";
import { io } from "socket.io-client";
import { startServer, type RunningServer, type ServerParts } from "../../server/app.ts";
import { serverConfig, type ServerConfig } from "../../server/config.ts";
import type { Level } from "../../shared/levels.ts";
import { ROOMS } from "../../shared/net/messages.ts";
import { RoomState, type ControlInput } from "../../shared/net/state.ts";
import { EMBEDDED_RUN_ID, NAMESPACES } from "../../shared/net/telemetry.ts";
import { until } from "../support/until.ts";
import type { Viewer } from "../support/viewer.ts";

export { until };

// Nothing here takes long, but the machine may be very busy.
jest.setTimeout(90_000);

export const TOKEN = "a token for tests";

/** A room as the SDK sees it. */
export type TestRoom = Room<unknown, RoomState>;

/** A running server with everything that has to be closed again. */
export interface TestBench {
  readonly server: RunningServer;
  /** Where the embedded learner saves. */
  readonly runsDir: string;
  /** Joins a match; every message is accepted, and reconnection is left to the test. */
  play(name: string, level?: Level): Promise<TestRoom>;
  watch(): Promise<TestRoom>;
  practice(rink: number, runId?: string): Promise<TestRoom>;
  viewer(): Viewer;
  get(path: string): Promise<Response>;
  close(): Promise<void>;
}

/** Starts a server that is quiet, local and writes to a temporary folder. */
export async function startBench(config: Partial<ServerConfig> = {}, parts: ServerParts = {}): Promise<TestBench> {
  const folder = mkdtempSync(join(tmpdir(), "hockey-"));
  const { runsDir = folder } = config;
  const server = await startServer(
    serverConfig({ port: 0, host: "127.0.0.1", logLevel: "silent", trainerToken: TOKEN, ...config, runsDir }),
    parts,
  );
  const rooms: TestRoom[] = [];
  const sockets: Viewer[] = [];

  const enter = async (roomName: string, options: object): Promise<TestRoom> => {
    const room = await new ColyseusSDK(server.url).joinOrCreate<RoomState>(roomName, options, RoomState);
    room.reconnection.enabled = false;
    room.onMessage("*", () => undefined);
    rooms.push(room);
    await until("the first state", () => room.state.skaters !== undefined && room.state.skaters.length > 0);
    return room;
  };
  return {
    server,
    runsDir,
    play: (name, level) => enter(ROOMS.match, { mode: "play", name, level }),
    watch: () => enter(ROOMS.match, { mode: "watch", name: "" }),
    practice: (rink, runId = EMBEDDED_RUN_ID) => enter(ROOMS.practice, { runId, rink }),
    viewer() {
      const socket: Viewer = io(server.url + NAMESPACES.viewers, { transports: ["websocket"], forceNew: true });
      sockets.push(socket);
      return socket;
    },
    get: (path) => fetch(server.url + path, { headers: { accept: "text/html" } }),
    async close() {
      for (const room of rooms) if (room.connection.isOpen) await room.leave(true);
      for (const socket of sockets) socket.disconnect();
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The skater of the person in `room`, or undefined. */
export function ownSkater(room: TestRoom): RoomState["skaters"][number] | undefined {
  return room.state.skaters.find((skater) => skater.sessionId === room.sessionId);
}

/** Sends the same control sixty times a second until stopped. */
export function holdControl(room: TestRoom, control: Partial<ControlInput>): () => void {
  const input = room.input<ControlInput>();
  const timer = setInterval(() => {
    Object.assign(input.data, { moveX: 0, moveY: 0, aim: 0, stick: 0 });
    for (const [key, value] of Object.entries(control)) Reflect.set(input.data, key, value);
    input.send();
  }, 1000 / 60);
  return () => clearInterval(timer);
}

/** Resolves with code and reason when the connection to `room` has ended. */
export function closing(room: TestRoom): Promise<{ code: number; reason: string }> {
  return new Promise((resolve) => {
    room.onLeave((code, reason) => resolve({ code, reason: reason ?? "" }));
  });
}
