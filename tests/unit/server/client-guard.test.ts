import { EventEmitter } from "node:events";
import { describe, expect, it } from "@jest/globals";
import {
  faultOf,
  guardSocket,
  INPUT_LIMIT,
  MESSAGE_LIMIT,
  type ClientGuard,
} from "../../../server/rooms/client-guard.ts";
import { FLOOD_MS } from "../../../server/rooms/message-bucket.ts";

const PING = new Uint8Array([18]);
const INPUT = new Uint8Array([19, 0x83, 1]);

function guarded(): {
  socket: EventEmitter;
  guard: ClientGuard;
  heard: unknown[];
  reasons: string[];
  clock: { ms: number };
} {
  const socket = new EventEmitter();
  const heard: unknown[] = [];
  const reasons: string[] = [];
  const clock = { ms: 0 };
  const guard = guardSocket(
    socket,
    () => clock.ms,
    (reason) => reasons.push(reason),
  );
  socket.on("message", (data) => heard.push(data));
  return { socket, guard, heard, reasons, clock };
}

describe("the client guard", () => {
  it("passes valid messages and other events", () => {
    const { socket, heard, reasons } = guarded();
    let isClosed = false;
    socket.on("close", () => {
      isClosed = true;
    });
    socket.emit("message", PING);
    socket.emit("close", 1000);
    expect(heard).toEqual([PING]);
    expect(isClosed).toBe(true);
    expect(reasons).toEqual([]);
  });

  it("passes sixty inputs and two pings a second for any time", () => {
    const { socket, heard, reasons, clock } = guarded();
    for (let i = 0; i < 60 * 120; i++) {
      clock.ms += 1000 / 60;
      socket.emit("message", INPUT);
      if (i % 30 === 0) socket.emit("message", PING);
    }
    expect(reasons).toEqual([]);
    expect(heard.length).toBe(60 * 120 + 2 * 120);
  });

  it("passes everything that was delayed for as long as the place is kept", () => {
    const { socket, heard, reasons, clock } = guarded();
    clock.ms += 20_000;
    for (let i = 0; i < 60 * 20; i++) socket.emit("message", INPUT);
    for (let i = 0; i < 40; i++) socket.emit("message", PING);
    expect(reasons).toEqual([]);
    expect(heard.length).toBe(60 * 20 + 40);
  });

  it("reports no flood for messages sent while the server was stopped, or sent normally afterwards", () => {
    const { socket, reasons, clock } = guarded();
    for (let i = 0; i < 60 * 600; i++) socket.emit("message", INPUT);
    for (let i = 0; i < 60 * 60; i++) {
      clock.ms += 1000 / 60;
      socket.emit("message", INPUT);
    }
    expect(reasons).toEqual([]);
  });

  it.each([
    ["inputs", INPUT, INPUT_LIMIT.capacity],
    ["pings", PING, MESSAGE_LIMIT.capacity],
  ])("drops %s beyond the limit, and reports who keeps sending them once", (_, message, capacity) => {
    const { socket, heard, reasons, clock } = guarded();
    for (let i = 0; i < capacity * 2; i++) socket.emit("message", message);
    expect(heard.length).toBe(capacity);
    expect(reasons).toEqual([]);
    for (; clock.ms <= FLOOD_MS; clock.ms += 10) for (let i = 0; i < 40; i++) socket.emit("message", message);
    expect(reasons).toEqual(["too many messages"]);
    const before = heard.length;
    clock.ms += 60_000;
    socket.emit("message", message);
    expect(heard.length).toBe(before);
  });

  it("reports a flood of WebSocket pings, which the library answers", () => {
    const { socket, reasons, clock } = guarded();
    for (; clock.ms <= 2 * FLOOD_MS; clock.ms += 10) for (let i = 0; i < 5; i++) socket.emit("ping", new Uint8Array());
    expect(reasons).toEqual(["too many messages"]);
  });

  it("drops everything once it is barred, and notes whether the join was acknowledged", () => {
    const { socket, heard, reasons, guard } = guarded();
    expect(guard.hasAcknowledged).toBe(false);
    socket.emit("message", new Uint8Array([10]));
    expect(guard.hasAcknowledged).toBe(true);
    guard.bar();
    socket.emit("message", PING);
    socket.emit("message", new Uint8Array([99]));
    expect(heard.length).toBe(1);
    expect(reasons).toEqual([]);
  });

  it("reports a listener that throws instead of passing the error on", () => {
    const { socket, reasons } = guarded();
    socket.on("message", () => {
      throw new Error("undecodable");
    });
    expect(() => socket.emit("message", PING)).not.toThrow();
    expect(reasons).toEqual(["message cannot be decoded"]);
  });

  it.each([
    ["text", "empty message"],
    [new Uint8Array(0), "empty message"],
    [new Uint8Array([99]), "unknown kind of message"],
    [new Uint8Array([17, 1]), "unknown kind of message"],
    [new Uint8Array([18 | 32]), "unknown kind of message"],
    [new Uint8Array([19, 0x85, 1]), "input cannot be decoded"],
    [new Uint8Array([13]), "message cannot be decoded"],
    [new Uint8Array([20]), "unknown kind of message"],
    [new Uint8Array(65).fill(19), "message too long"],
  ])("names what is wrong with %j", (data, reason) => {
    expect(faultOf(data)).toBe(reason);
  });
});
