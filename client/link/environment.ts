/** What a link needs of the browser and the SDK, so that tests can walk it through an evening in milliseconds. */
import { ColyseusSDK, type Room } from "@colyseus/sdk";
import type { RoomState } from "../../shared/net/state.ts";
import { serverUrl } from "../base.ts";
import { ask, type Reservation } from "./matchmaking.ts";
import { BROWSER_PAGE, type PageEvents } from "./place-memory.ts";

/** A room whose state arrives or has arrived. */
export type RinkRoom = Room<unknown, RoomState>;

/** The world around one link. */
export interface LinkEnvironment {
  readonly page: PageEvents;
  /** A steady clock [ms]. */
  now(): number;
  /** Calls `action` once after `delayMs`; returns how to prevent it. */
  after(delayMs: number, action: () => void): () => void;
  /** A number in [0, 1) to spread clients over time. */
  random(): number;
  /** Calls `action` when the browser has a network again; returns how to stop that. */
  onOnline(action: () => void): () => void;
  /** Asks matchmaking. @throws Refusal */
  ask(method: string, room: string, options: object): Promise<Reservation>;
  /** Opens the connection for `reservation`. */
  enter(reservation: Reservation): Promise<RinkRoom>;
}

let sharedClient: ColyseusSDK | null = null;

/** The browser, and the server that the page came from. */
export const BROWSER: LinkEnvironment = {
  page: BROWSER_PAGE,
  now: () => performance.now(),
  after(delayMs, action) {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
  onOnline(action) {
    addEventListener("online", action);
    return () => removeEventListener("online", action);
  },
  ask: (method, room, options) => ask(serverUrl(), method, room, options),
  enter(reservation) {
    sharedClient ??= new ColyseusSDK(serverUrl());
    return sharedClient.consumeSeatReservation<RoomState>(reservation);
  },
};
