import { EventEmitter } from "node:events";
import { describe, expect, it } from "@jest/globals";
import { faultOf, guardSocket, MESSAGES_PER_SECOND } from "../../../server/rooms/client-guard.ts";

const PING = new Uint8Array([18]);

function guarded(): { socket: EventEmitter; heard: unknown[]; reasons: string[]; clock: { ms: number } } {
  const socket = new EventEmitter();
  const heard: unknown[] = [];
  const reasons: string[] = [];
  const clock = { ms: 0 };
  guardSocket(
    socket,
    () => clock.ms,
    (reason) => reasons.push(reason),
  );
  socket.on("message", (data) => heard.push(data));
  return { socket, heard, reasons, clock };
}

describe("the client guard", () => {
  it("lets honest messages and other events through", () => {
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

  it("allows a full second's messages every second", () => {
    const { socket, reasons, clock } = guarded();
    for (clock.ms = 0; clock.ms < 5000; clock.ms += 1000) {
      for (let i = 0; i < MESSAGES_PER_SECOND; i++) socket.emit("message", PING);
    }
    expect(reasons).toEqual([]);
  });

  it("reports a flood once and lets nothing through afterwards", () => {
    const { socket, heard, reasons } = guarded();
    for (let i = 0; i < MESSAGES_PER_SECOND * 3; i++) socket.emit("message", PING);
    expect(reasons).toEqual(["too many messages"]);
    expect(heard.length).toBe(MESSAGES_PER_SECOND);
  });

  it("reports a listener that throws instead of passing the error on", () => {
    const { socket, reasons } = guarded();
    socket.on("message", () => {
      throw new Error("undecodable");
    });
    expect(() => socket.emit("message", PING)).not.toThrow();
    expect(reasons).toEqual(["message not understood"]);
  });

  it.each([
    ["text", "empty message"],
    [new Uint8Array(0), "empty message"],
    [new Uint8Array([99]), "unknown kind of message"],
    [new Uint8Array([13, 1]), "unknown kind of message"],
    [new Uint8Array([20]), "unknown kind of message"],
    [new Uint8Array(65).fill(19), "message too long"],
  ])("knows what is wrong with %j", (data, reason) => {
    expect(faultOf(data)).toBe(reason);
  });
});
