import { EventEmitter } from "node:events";
import { describe, expect, it, jest } from "@jest/globals";
import { createBorder } from "../../../server/border.ts";
import { createLog } from "../../../server/log.ts";
import { watchConnection } from "../../../server/training/connection-watch.ts";

/** A connection of a viewer, as far as it is watched, and the faults that were found. */
function watched(): { connection: EventEmitter; faults: string[] } {
  const connection = new EventEmitter();
  const faults: string[] = [];
  // The watch only listens to events.
  const watch: (c: EventEmitter, ...rest: unknown[]) => void = Object(watchConnection);
  watch(connection, createBorder(createLog("silent")), (reason: string) => faults.push(reason));
  return { connection, faults };
}

describe("a viewer's connection", () => {
  it("stays open while it reads, however much it is sent", () => {
    const { connection, faults } = watched();
    for (let i = 0; i < 5000; i++) {
      connection.emit("packetCreate");
      if (i % 100 === 0) connection.emit("flush");
    }
    expect(faults).toEqual([]);
  });

  it("is reported once when it lets many messages pile up", () => {
    const { connection, faults } = watched();
    for (let i = 0; i < 1000; i++) connection.emit("packetCreate");
    expect(faults).toEqual(["reads too slowly"]);
  });

  it("is reported when few messages pile up for long", () => {
    const clock = jest.spyOn(performance, "now").mockReturnValue(0);
    const { connection, faults } = watched();
    connection.emit("packetCreate");
    clock.mockReturnValue(10_000);
    connection.emit("packetCreate");
    expect(faults).toEqual([]);
    clock.mockReturnValue(20_000);
    connection.emit("packetCreate");
    expect(faults).toEqual(["reads too slowly"]);
    clock.mockRestore();
  });

  it("may join and answer pings for hours, but not send packet after packet", () => {
    const clock = jest.spyOn(performance, "now").mockReturnValue(0);
    const { connection, faults } = watched();
    for (let i = 0; i < 3; i++) connection.emit("packet");
    for (let i = 1; i < 1000; i++) {
      clock.mockReturnValue(i * 25_000);
      connection.emit("packet");
    }
    expect(faults).toEqual([]);
    for (let i = 0; i < 50; i++) connection.emit("packet");
    expect(faults).toEqual(["too many packets"]);
    clock.mockRestore();
  });
});
