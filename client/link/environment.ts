/** What a link uses of the browser and the SDK; tests replace it to simulate hours in milliseconds. */
import { ColyseusSDK, type Room } from "@colyseus/sdk";
import type { RoomState } from "../../shared/net/state.ts";
import { serverUrl } from "../base.ts";
import { ask, type Reservation } from "./matchmaking.ts";
import { isPageCurrent } from "./page-version.ts";
import { BROWSER_PAGE, type PageEvents } from "./place-memory.ts";

/** A room whose state arrives or has arrived. */
export type RinkRoom = Room<unknown, RoomState>;

/** The environment of one link. */
export interface LinkEnvironment {
  readonly page: PageEvents;
  /** A monotonic clock [ms]. */
  now(): number;
  /** Calls `action` once after `delayMs`; returns a function that cancels it. */
  after(delayMs: number, action: () => void): () => void;
  /** A number in [0, 1) to spread clients over time. */
  random(): number;
  /** Whether the browser reports a network. */
  isOnline(): boolean;
  /**
   * Calls `action` when an attempt is better than waiting: the network is back, or the page is shown again (its timers
   * are slow while it is hidden). Returns a function that stops this.
   */
  onReturn(action: () => void): () => void;
  /** Whether the server still serves this version of the page. */
  isPageCurrent(signal: AbortSignal): Promise<boolean>;
  /** Requests a place from matchmaking. @throws Refusal */
  ask(method: string, room: string, options: object, signal: AbortSignal): Promise<Reservation>;
  /** Opens the connection for `reservation`. */
  enter(reservation: Reservation): Promise<RinkRoom>;
}

let sharedClient: ColyseusSDK | null = null;

/** The browser and the server of the page. */
export const BROWSER: LinkEnvironment = {
  page: BROWSER_PAGE,
  now: () => performance.now(),
  after(delayMs, action) {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
  isOnline: () => navigator.onLine,
  onReturn(action) {
    const onVisible = (): void => {
      if (!document.hidden) action();
    };
    addEventListener("online", action);
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      removeEventListener("online", action);
      document.removeEventListener("visibilitychange", onVisible);
    };
  },
  isPageCurrent: (signal) => isPageCurrent(document, location.href, signal),
  ask: (method, room, options, signal) => ask(serverUrl(), method, room, options, signal),
  enter(reservation) {
    sharedClient ??= new ColyseusSDK(serverUrl());
    return sharedClient.consumeSeatReservation<RoomState>(reservation);
  },
};
