/** What a link needs of the browser and the SDK, so that tests can walk it through an evening in milliseconds. */
import { ColyseusSDK, type Room } from "@colyseus/sdk";
import type { RoomState } from "../../shared/net/state.ts";
import { serverUrl } from "../base.ts";
import { ask, type Reservation } from "./matchmaking.ts";
import { isPageCurrent } from "./page-version.ts";
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
  /** Whether the browser has a network at all. */
  isOnline(): boolean;
  /**
   * Calls `action` when a try is worth more than waiting: the network is back, or the page, whose timers are slow while
   * it is hidden, is looked at again. Returns how to stop that.
   */
  onReturn(action: () => void): () => void;
  /** Whether the server still serves this page, and not a newer one. */
  isPageCurrent(signal: AbortSignal): Promise<boolean>;
  /** Asks matchmaking. @throws Refusal */
  ask(method: string, room: string, options: object, signal: AbortSignal): Promise<Reservation>;
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
