import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, describe, expect, it } from "@jest/globals";
import { io, type Socket as IoSocket } from "socket.io-client";
import { NAMESPACES } from "../../shared/net/telemetry.ts";
import { ROOMS } from "../../shared/net/messages.ts";
import { parseTrust } from "../../server/entrance/address.ts";
import { startBench, TOKEN, until, type TestBench } from "./harness.ts";

let bench: TestBench;
const open: { destroy(): void }[] = [];
afterEach(async () => {
  for (const socket of open.splice(0)) socket.destroy();
  await bench.close();
});

/** A plain connection. */
async function dial(): Promise<Socket> {
  const socket = connect(bench.server.port, "127.0.0.1");
  socket.on("error", () => undefined);
  open.push(socket);
  await once(socket, "connect");
  return socket;
}

/** Asks for a WebSocket; resolves to the status of the answer. */
async function upgrade(path: string, headers: Record<string, string> = {}): Promise<number> {
  const request = httpRequest({
    host: "127.0.0.1",
    port: bench.server.port,
    path,
    agent: false,
    headers: {
      Connection: "Upgrade",
      Upgrade: "websocket",
      "Sec-WebSocket-Version": "13",
      "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
      ...headers,
    },
  });
  return new Promise((resolve, reject) => {
    request.on("upgrade", (_response, socket) => {
      socket.on("error", () => undefined);
      open.push(socket);
      resolve(101);
    });
    request.on("response", (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on("error", reject).end();
  });
}

const VIEWERS = "/socket.io/?EIO=4&transport=websocket";

/** A raw viewer: a WebSocket that has joined the viewers' namespace. */
async function rawViewer(): Promise<{ socket: WebSocket; ended: Promise<unknown> }> {
  const socket = new WebSocket(bench.server.url.replace("http", "ws") + VIEWERS);
  const ended = new Promise((resolve) => {
    socket.addEventListener("close", resolve);
  });
  await new Promise((resolve) => {
    socket.addEventListener("message", ({ data }) => {
      if (String(data).startsWith("0")) socket.send(`40${NAMESPACES.viewers},`);
      if (String(data).includes("hello")) resolve(null);
    });
  });
  return { socket, ended };
}

async function health(): Promise<unknown> {
  return (await bench.get("/healthz")).json();
}

function joinMatch(headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${bench.server.url}/matchmake/joinOrCreate/${ROOMS.match}`, {
    method: "POST",
    body: JSON.stringify({ mode: "play", name: "Ann" }),
    headers,
  });
}

describe("connections", () => {
  it("are limited for each address, and those that are open stay open", async () => {
    bench = await startBench({ training: false, maxConnectionsPerAddress: 3, trustProxy: parseTrust("none") });
    const ann = await bench.play("Ann");
    await until("the page's requests to end", () => ann.connection.isOpen);
    expect(await upgrade(VIEWERS)).toBe(101);
    expect(await upgrade(VIEWERS)).toBe(101);
    expect(await upgrade(VIEWERS)).toBe(429);
    expect(await upgrade("/abc/def?sessionId=x")).toBe(429);
    expect(ann.connection.isOpen).toBe(true);
  });

  it("that send nothing are limited per address and closed after a while", async () => {
    const limits = { maxConnectionsPerAddress: 5, trustProxy: parseTrust("none") };
    bench = await startBench({ training: false, ...limits }, { silenceMs: 700 });
    const sockets = await Promise.all(Array.from({ length: 5 }, dial));
    const sixth = await dial();
    await once(sixth.resume(), "close");
    await Promise.all(sockets.map((socket) => once(socket.resume(), "close")));
    expect(await health()).toMatchObject({ status: "ok" });
  });

  it("that send half a request are closed too", async () => {
    bench = await startBench({ training: false }, { silenceMs: 500 });
    const socket = await dial();
    socket.write("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nUpgrade: webso");
    await once(socket.resume(), "close");
  });

  it("are limited in total", async () => {
    bench = await startBench({ training: false, maxConnections: 4 });
    const sockets = await Promise.all(Array.from({ length: 4 }, dial));
    const fifth = await dial();
    await once(fifth.resume(), "close");
    for (const socket of sockets) socket.destroy();
    await until("a free place", () => sockets.every((socket) => socket.closed));
    for (;;) {
      const answer = await health().catch(() => null);
      if (answer !== null) break;
      await delay(10);
    }
  });

  it("count for the address that the trusted proxy names, on both sockets", async () => {
    bench = await startBench({ training: false, maxConnectionsPerAddress: 2 });
    const from = (address: string) => ({ "X-Forwarded-For": `6.6.6.6, ${address}` });
    expect(await upgrade(VIEWERS, from("1.1.1.1"))).toBe(101);
    expect(await upgrade("/abc/def?sessionId=x", from("1.1.1.1"))).toBe(101);
    expect(await upgrade(VIEWERS, from("1.1.1.1"))).toBe(429);
    expect(await upgrade(VIEWERS, from("2.2.2.2"))).toBe(101);
  });

  it("cannot forge an address without a trusted proxy", async () => {
    bench = await startBench({ training: false, maxConnectionsPerAddress: 2, trustProxy: parseTrust("none") });
    const tries = [];
    for (let i = 0; i < 4; i++) tries.push(await upgrade(VIEWERS, { "X-Forwarded-For": `1.1.1.${i}` }));
    expect(tries.filter((status) => status === 429).length).toBeGreaterThan(0);
  });

  it("that fail repeatedly are slowed down", async () => {
    bench = await startBench({ training: false, maxConnectionsPerAddress: 20 });
    const tries = [];
    for (let i = 0; i < 60; i++) tries.push(await upgrade("/abc/def?sessionId=x"));
    expect(tries.filter((status) => status === 429).length).toBeGreaterThan(10);
  });

  it("to no room are refused at once", async () => {
    bench = await startBench({ training: false });
    for (const path of ["/", "/ping", "/a/b", "/a/b/c?sessionId=1", "//[?sessionId=1", "/hockey/a/b?sessionId=1"]) {
      expect(await upgrade(path)).toBe(404);
    }
    expect(await health()).toMatchObject({ rejected: { connections: 6 }, failures: 0 });
  });
});

describe("viewers", () => {
  it("are closed for one long message, and others stay connected", async () => {
    bench = await startBench({ training: false });
    const other = bench.viewer();
    await new Promise<void>((resolve) => other.once("hello", () => resolve()));
    const { socket, ended } = await rawViewer();
    socket.send("x".repeat(20_000));
    await ended;
    expect(other.connected).toBe(true);
  });

  it("are closed for sending anything", async () => {
    bench = await startBench({ training: false });
    const { socket, ended } = await rawViewer();
    socket.send(`42${NAMESPACES.viewers},["hi"]`);
    await ended;
    expect(await health()).toMatchObject({ viewers: 0, rejected: { telemetry: 1 } });
  });

  it("are closed for a stream of meaningless packets", async () => {
    bench = await startBench({ training: false });
    const { socket, ended } = await rawViewer();
    for (let i = 0; i < 100; i++) socket.send("3");
    await ended;
    expect(await health()).toMatchObject({ rejected: { telemetry: 1 } });
  });

  it("are limited for each address when they poll too", async () => {
    bench = await startBench({ training: false, maxConnectionsPerAddress: 4 });
    const viewers: IoSocket[] = [];
    for (let i = 0; i < 6; i++) {
      const socket = io(bench.server.url + NAMESPACES.viewers, { transports: ["polling"], forceNew: true });
      viewers.push(socket);
      await new Promise((resolve) => {
        socket
          .once("connect", () => resolve(null))
          .once("disconnect", resolve)
          .once("connect_error", resolve);
      });
    }
    expect(await health()).toMatchObject({ viewers: 4 });
    for (const socket of viewers) socket.disconnect();
  });
});

describe("a trainer", () => {
  it("may send messages as large as weights when its token is in the header", async () => {
    bench = await startBench();
    const extraHeaders = { authorization: `Bearer ${TOKEN}` };
    const options = { extraHeaders, transports: ["websocket"], forceNew: true };
    const trainer = io(bench.server.url + NAMESPACES.trainer, options);
    await new Promise<void>((resolve) => trainer.once("run", () => resolve()));
    trainer.emit("weights", { runId: "x", decisions: 1, checkpoint: new Uint8Array(500_000) });
    for (;;) {
      const answer = await health();
      if (JSON.stringify(answer).includes('"telemetry":1')) break;
      await delay(10);
    }
    expect(trainer.connected).toBe(true);
    trainer.disconnect();
  });
});

describe("pages of other sites", () => {
  const evil = { Origin: "https://evil.example" };

  it("may use neither sockets nor matchmaking; the server's own pages may", async () => {
    bench = await startBench({ training: false });
    const own = { Origin: bench.server.url };
    expect(await upgrade(VIEWERS, evil)).toBe(403);
    expect(await upgrade("/abc/def?sessionId=x", evil)).toBe(403);
    expect((await fetch(`${bench.server.url}/socket.io/?EIO=4&transport=polling`, { headers: evil })).status).toBe(403);
    const refused = await joinMatch(evil);
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ code: 403, error: expect.stringContaining("--allow-origin") });
    expect(await upgrade(VIEWERS, own)).toBe(101);
    expect((await joinMatch(own)).status).toBe(200);
    expect((await joinMatch()).status).toBe(200);
  });

  it("may if their origin is allowed", async () => {
    bench = await startBench({ training: false, allowOrigin: ["https://evil.example"] });
    expect(await upgrade(VIEWERS, evil)).toBe(101);
    expect((await joinMatch(evil)).status).toBe(200);
  });
});

describe("addresses", () => {
  it("of IPv4 and IPv6 are answered by default", async () => {
    bench = await startBench({ training: false, host: "" });
    expect((await fetch(`http://127.0.0.1:${bench.server.port}/healthz`)).status).toBe(200);
    expect((await fetch(`http://[::1]:${bench.server.port}/healthz`)).status).toBe(200);
  });

  it("of no screen are not found", async () => {
    bench = await startBench({ training: false });
    for (const path of ["/report", "/nowhere", "/play/more"])
      expect([path, (await bench.get(path)).status]).toEqual([path, 404]);
  });
});

describe("closing", () => {
  it("takes at most two seconds with unresponsive clients, and frees the port", async () => {
    bench = await startBench({ training: false });
    const ann = await bench.play("Ann");
    const reason = new Promise((resolve) => {
      ann.onLeave((code, text) => resolve({ code, text }));
    });
    // Opens a WebSocket and never reads from it, nor answers.
    const stalled = await dial();
    stalled.write(
      "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
    );
    await once(stalled, "data");
    stalled.pause();
    await bench.server.close("The server is restarting.");
    expect(await reason).toEqual({ code: 4001, text: "The server is restarting." });
    const again = connect(bench.server.port, "127.0.0.1");
    const [error]: unknown[] = await once(again, "error");
    expect(error).toMatchObject({ code: "ECONNREFUSED" });
  });
});
