/**
 * A match as a client sees it, without a server: the SDK's own room on a connection of the test's, and a clock that the
 * test moves.
 */
import { jest } from "@jest/globals";
import { Room, type RoomClock } from "@colyseus/sdk";
import { Encoder } from "@colyseus/schema";
import type { RinkRoom } from "../../client/connection.ts";
import { ControlInput, PuckState, RoomState, SkaterState } from "../../shared/net/state.ts";
import { PATCHES_PER_SECOND } from "../../shared/net/messages.ts";
import { TICK_SECONDS } from "../../shared/units.ts";

/** Session of the person whose page it is. */
export const YOU = "you";
/** One tick [ms]. */
export const TICK_MS = 1000 * TICK_SECONDS;

/** Codes of Colyseus' protocol: whole state, patch, and the flag that times and counted inputs follow. */
const ROOM_STATE = 14;
const ROOM_STATE_PATCH = 15;
const TIMED = 0x80;

/** One page in one match. */
export interface FakeMatch {
  readonly room: RinkRoom;
  /** The server's state: change it, then `patch`. */
  readonly server: RoomState;
  /** Sends what has changed, and that the server has played `inputs` of the page's. */
  patch(inputs?: number): void;
  /** Inputs that the page has sent. */
  readonly sent: () => number;
  /** Time of the clock [ms]. */
  readonly nowMs: () => number;
  wait(ms: number): void;
  dispose(): void;
}

/** A match in play with the person at the centre, a bot elsewhere and a loose puck. */
export function createFakeMatch(): FakeMatch {
  let nowMs = 1000;
  let sent = 0;
  const clock = jest.spyOn(performance, "now").mockImplementation(() => nowMs);
  const server = new RoomState();
  server.phase = "playing";
  server.puck = new PuckState();
  Object.assign(server.puck, { x: 5, y: 2 });
  server.skaters.push(skater(YOU, 0, 0), skater("", -10, 3));
  const encoder = new Encoder(server);

  const room: RinkRoom = new Room<unknown, RoomState>("match", RoomState);
  room.sessionId = YOU;
  const send = (): void => void sent++;
  room.connection = Object({ isOpen: true, events: {}, send, sendUnreliable: send });
  room.clock = createClock(() => nowMs);
  room.input({ type: ControlInput });
  // The server tells its tick rate when a room is joined.
  Object.defineProperties(room.input(), {
    stepMs: { value: TICK_MS },
    stepSeconds: { value: TICK_SECONDS },
  });
  const receive = (code: number, body: Uint8Array, inputs: number): void => {
    const frame = new Uint8Array(9 + body.length);
    const view = new DataView(frame.buffer);
    view.setUint8(0, code | TIMED);
    view.setUint32(1, Math.round(nowMs), true);
    view.setUint32(5, inputs, true);
    frame.set(body, 9);
    Reflect.apply(Reflect.get(room, "onMessageCallback"), room, [{ data: frame.buffer }]);
  };
  receive(ROOM_STATE, encoder.encodeAll(), 0);
  encoder.discardChanges();

  return {
    room,
    server,
    patch(inputs = 0) {
      receive(ROOM_STATE_PATCH, encoder.encode(), inputs);
      encoder.discardChanges();
    },
    sent: () => sent,
    nowMs: () => nowMs,
    wait(ms) {
      nowMs += ms;
    },
    dispose: () => clock.mockRestore(),
  };
}

/** A clock that agrees with the server's, on a line without delay. */
function createClock(now: () => number): RoomClock {
  let lastServerMs = now();
  return {
    now,
    serverNow: now,
    renderNow: now,
    rtt: () => 0,
    smoothedRtt: () => 0,
    jitter: () => 0,
    lastServerTime: () => lastServerMs,
    patchInterval: () => 1000 / PATCHES_PER_SECOND,
    sample: (serverMs) => (lastServerMs = serverMs),
  };
}

function skater(sessionId: string, x: number, y: number): SkaterState {
  return Object.assign(new SkaterState(), { sessionId, x, y, heading: 0 });
}
