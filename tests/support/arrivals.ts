/** People who want to play and arrive within a short time, some of them over slow lines. */
import { setTimeout as delay } from "node:timers/promises";
import { ColyseusSDK, type Room } from "@colyseus/sdk";
import { ROOMS, type Standing } from "../../shared/net/messages.ts";
import { RoomState } from "../../shared/net/state.ts";

/** How they arrive. */
export interface Arrivals {
  readonly people: number;
  /** The last one asks this long after the first. */
  readonly withinMs: number;
  /** Between the answer of matchmaking and the opening of the socket, up to this long; the first opens at once. */
  readonly slowestSocketMs: number;
}

/** One who arrived. */
export interface Arrived {
  readonly room: Room<unknown, RoomState>;
  /** The latest that the server said. */
  readonly standing: () => Standing | null;
}

/** Lets them arrive; resolves when all are connected and each has been told where it stands. */
export function arrive(url: string, { people, withinMs, slowestSocketMs }: Arrivals): Promise<Arrived[]> {
  const one = async (i: number): Promise<Arrived> => {
    const share = people > 1 ? i / (people - 1) : 0;
    await delay(share * withinMs);
    const response = await fetch(`${url}/matchmake/joinOrCreate/${ROOMS.match}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ mode: "play", name: `Person ${i}` }),
    });
    if (!response.ok) throw new Error(`person ${i} was refused: ${response.status} ${await response.text()}`);
    const reservation: Parameters<ColyseusSDK["consumeSeatReservation"]>[0] = Object(await response.json());
    await delay(share * slowestSocketMs);
    const room = await new ColyseusSDK(url).consumeSeatReservation<RoomState>(reservation, RoomState);
    room.reconnection.enabled = false;
    room.onMessage("*", () => undefined);
    let standing: Standing | null = null;
    const told = new Promise<void>((resolve) => {
      room.onMessage<Standing>("standing", (message) => {
        standing = message;
        resolve();
      });
    });
    await told;
    return { room, standing: () => standing };
  };
  return Promise.all(Array.from({ length: people }, (_, i) => one(i)));
}
