import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ColyseusSDK } from "@colyseus/sdk";
import { afterEach, describe, expect, it } from "@jest/globals";
import { io } from "socket.io-client";
import { ROOMS } from "../../shared/net/messages.ts";
import { RoomState } from "../../shared/net/state.ts";
import { NAMESPACES, type RunStatus } from "../../shared/net/telemetry.ts";
import { healthOf } from "../support/health.ts";
import { ROOT } from "../support/lint.ts";
import { npmStart } from "../support/npm-start.ts";
import { startServerProcess, startServerProcessIn, type ServerProcess } from "../support/server-process.ts";
import { closing, until, type TestRoom } from "./harness.ts";

let server: ServerProcess | undefined;
let room: TestRoom | undefined;
let folder = "";
afterEach(async () => {
  if (room?.connection.isOpen === true) await room.leave(true);
  await server?.stop();
  if (folder !== "") rmSync(folder, { recursive: true });
  server = room = undefined;
  folder = "";
});

async function play(url: string): Promise<TestRoom> {
  room = await new ColyseusSDK(url).joinOrCreate<RoomState>(ROOMS.match, { mode: "play", name: "Ann" }, RoomState);
  room.reconnection.enabled = false;
  room.onMessage("*", () => undefined);
  return room;
}

/** Resolves when `room` has received this many more patches. */
async function patches(of: TestRoom, count: number): Promise<void> {
  let seen = 0;
  of.onStateChange(() => seen++);
  await until("patches", () => seen >= count);
}

describe("a match", () => {
  it("continues when somebody opens the training page and the folder of runs cannot be used", async () => {
    folder = mkdtempSync(join(tmpdir(), "hockey-process-"));
    writeFileSync(join(folder, "file"), "not a folder");
    server = await startServerProcess("--runs-dir", join(folder, "file"));
    const ann = await play(server.url);
    const statuses: RunStatus[] = [];
    const viewer = io(server.url + NAMESPACES.viewers, { transports: ["websocket"] });
    viewer.on("status", (status: RunStatus) => void statuses.push(status));
    await until("the learner to be started", () => statuses.length > 0);
    await patches(ann, 30);
    expect(await healthOf(server.url)).toMatchObject({ status: "ok", matches: 1, viewers: 1 });
    viewer.disconnect();
  });
});

describe("an uncaught exception", () => {
  it("is logged, clients are told, and the process ends with code 1", async () => {
    const thrower = fileURLToPath(new URL("../support/throw-on-signal.ts", import.meta.url));
    server = await startServerProcessIn(["--import", thrower], []);
    const ann = await play(server.url);
    const viewer = io(server.url + NAMESPACES.viewers, { transports: ["websocket"], reconnection: false });
    const viewerLeft = new Promise((resolve) => {
      viewer.once("hello", () => viewer.once("disconnect", resolve));
    });
    await patches(ann, 3);
    await until("the viewer", () => viewer.connected);
    const left = closing(ann);
    process.kill(server.pid, "SIGUSR2");
    expect(await left).toEqual({ code: 4001, reason: "The server is restarting." });
    await viewerLeft;
    expect(await server.exited).toBe(1);
    expect(server.output()).toMatch(/"level":50.*thrown by the test/);
    expect(server.output()).toContain("uncaught exception");
  });
});

describe("npm start", () => {
  const shells = process.platform === "win32" ? [] : ["sh", "bash"];
  const signals = ["SIGTERM", "SIGINT", "SIGHUP", "SIGKILL"] as const;

  it.concurrent.each(shells.flatMap((shell) => signals.map((signal) => [signal, shell] as const)))(
    "leaves nothing on the port when npm alone gets %s, with %s as its shell",
    async (signal, shell) => {
      const npm = await npmStart(ROOT, shell);
      expect((await healthOf(npm.url)).status).toBe("ok");
      // An orphan would keep the port, and the test would time out.
      await npm.end(signal);
    },
  );
});
