import { Protocol } from "@colyseus/core";
import { expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { isRoomMessage } from "../../../server/rooms/message-format.ts";
import type { ClientMessages } from "../../../shared/net/messages.ts";
import { sentBytes } from "../../support/sent-bytes.ts";

const SIT = [0xa3, 0x73, 0x69, 0x74];

it.each<{ [Type in keyof ClientMessages]: [Type, ClientMessages[Type]] }[keyof ClientMessages]>([
  ["sit", {}],
  ["visibility", { isHidden: true }],
  ["visibility", { isHidden: false }],
])("takes what the page sends: %s %j", (type, message) => {
  const bytes = sentBytes((room) => room.send(type, message));
  expect(bytes[0]).toBe(Protocol.ROOM_DATA);
  expect(isRoomMessage(bytes, 1)).toBe(true);
});

it("accepts a repeated object, and one as other MessagePack libraries encode it", () => {
  const twice = sentBytes((room) => {
    room.send("visibility", { isHidden: true });
    room.send("visibility", { isHidden: false });
  });
  expect(isRoomMessage(twice, 1)).toBe(true);
  expect(isRoomMessage(Uint8Array.from([...SIT, 0x81, 0xa1, 0x61, 0xc3]), 0)).toBe(true);
});

it("accepts well-formed messages that only the room can refuse, with a reason", () => {
  expect(
    isRoomMessage(
      sentBytes((room) => room.send("sit")),
      1,
    ),
  ).toBe(true);
  expect(
    isRoomMessage(
      sentBytes((room) => room.send("sit", "now")),
      1,
    ),
  ).toBe(true);
  expect(
    isRoomMessage(
      sentBytes((room) => room.send("visibility", { isHidden: "yes" })),
      1,
    ),
  ).toBe(true);
});

it.each([
  ["nothing", []],
  ["a type that is cut", [0xa3, 0x73, 0x69]],
  ["a type that is a number", [5, 0x80]],
  ["a type of a forged length", [0xdb, 0xff, 0xff, 0xff, 0xff]],
  ["a value of no kind", [...SIT, 0xc1]],
  ["an array of a forged length", [...SIT, 0xdd, 0xff, 0xff, 0xff, 0xff]],
  ["a map of a forged length", [...SIT, 0xdf, 0xff, 0xff, 0xff, 0xff]],
  ["an object that is cut", [...SIT, 0xd4, 0x72, 0x40, 0x91, 0xa1, 0x61]],
  ["an object without names", [...SIT, 0xd4, 0x72, 0x40, 0xc2]],
  ["a map that is cut", [...SIT, 0x82, 0xa1, 0x61, 0xc2]],
  ["an extension", [...SIT, 0xc7, 1, 0x72, 1]],
  ["a number", [...SIT, 7]],
  ["bytes after the end", [...SIT, 0x80, 0x80]],
])("refuses %s", (_, bytes) => {
  expect(isRoomMessage(Uint8Array.from(bytes), 0)).toBe(false);
});

it("never throws, whatever the bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      expect(typeof isRoomMessage(bytes, 0)).toBe("boolean");
    }),
  );
});
