/** What the SDK puts on the wire for a message, without a server. */
import { Room } from "@colyseus/sdk";

/** The bytes of the last message that `act` sends. */
export function sentBytes(act: (room: Room) => void): Uint8Array {
  let bytes = new Uint8Array();
  const room = new Room("match");
  const send = (data: Uint8Array): void => {
    // The SDK uses its buffer again.
    bytes = Uint8Array.from(data);
  };
  room.connection = Object({ isOpen: true, events: {}, send });
  act(room);
  return bytes;
}
