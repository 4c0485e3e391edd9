/**
 * Joins a room and keeps a place in it: detects a dead connection, reconnects by itself, and reports its state.
 *
 *     connecting -> open <-> silent -> retrying -> open ...      closed: the person has to act
 *
 * After a lost connection the link requests its place again; if the server no longer keeps it, the link joins anew.
 */
import { CloseCode } from "@colyseus/sdk";
import { CLOSE_CODES } from "../shared/net/messages.ts";
import { PROTOCOL_VERSION } from "../shared/net/state.ts";
import { waitMs } from "./link/backoff.ts";
import { BROWSER, type LinkEnvironment, type RinkRoom } from "./link/environment.ts";
import { LineWatch } from "./link/line-watch.ts";
import { isPlaceGone, Refusal, type RefusalReason } from "./link/matchmaking.ts";
import { OldPage } from "./link/page-version.ts";
import { PlaceMemory } from "./link/place-memory.ts";

export type { RinkRoom } from "./link/environment.ts";

/** Why the link does not reconnect by itself; each reason has its text in words.ts under `link`. */
export type CloseReason = "version" | "misbehaved" | "idle" | "ended" | "unknownRun" | "refused";

/** Why there is no connection at the moment. `offline`: the browser reports that it has no network. */
export type RetryReason = "lost" | "offline" | "restarting" | "unreachable" | "full" | "busy";

/** Why the link holds another place than before. */
export type Renewal = "restarted" | "placeGone";

/** The state of the connection. */
export type LinkState =
  | { readonly kind: "connecting" }
  /** `renewal`: why this is a new place instead of the previous one; null if it is the same place or the first. */
  | { readonly kind: "open"; readonly renewal: Renewal | null }
  | { readonly kind: "silent" }
  /** The next attempt begins at `retryAtMs` of the clock; if that has passed, an attempt is in progress. */
  | { readonly kind: "retrying"; readonly reason: RetryReason; readonly retryAtMs: number }
  | { readonly kind: "closed"; readonly reason: CloseReason; readonly detail: string };

/** The room to join, and callbacks. */
export interface LinkOptions {
  readonly roomName: string;
  readonly joinOptions: object;
  /** Key under which this tab stores its place across a reload; "" to not store it. */
  readonly placeKey: string;
  readonly onLink: (state: LinkState) => void;
  /** Called with each new room at once, to register message handlers: messages may arrive before the first state. */
  readonly onJoin: (room: RinkRoom) => void;
  /** Called with each new room once its first state has arrived. */
  readonly onRoom: (room: RinkRoom) => void;
}

/** Time limit for a join and for the first state [ms]. */
const JOIN_MS = 8000;
/** After a connection that has lasted this long, the wait before the next attempt starts short again [ms]. */
const STEADY_MS = 5000;

/** One place in one room. */
export class RoomLink {
  readonly #options: LinkOptions;
  readonly #environment: LinkEnvironment;
  readonly #place: PlaceMemory;
  readonly #stopReturn: () => void;
  #room: RinkRoom | null = null;
  #watch: LineWatch | null = null;
  #isClosed = false;
  /** Whether the previous place is lost and no new one is open yet. */
  #isPlaceLost = false;
  #renewal: Renewal | null = null;
  /** Increases with every attempt and every loss; callbacks of an earlier generation are ignored. */
  #generation = 0;
  #tries = 0;
  #openSinceMs = Infinity;
  #hasBeenOpen = false;
  /** When the latest connection was lost; a reloaded page counts from its load. */
  #lostAtMs: number;
  /** The server process of the latest place. */
  #processId = "";
  #asking = new AbortController();
  #cancelTimer = (): void => undefined;
  #retry: (() => void) | null = null;

  constructor(options: LinkOptions, environment: LinkEnvironment = BROWSER) {
    this.#options = options;
    this.#environment = environment;
    this.#lostAtMs = environment.now();
    this.#place = new PlaceMemory(options.placeKey, environment.page);
    this.#stopReturn = environment.onReturn(() => this.retryNow());
    options.onLink({ kind: "connecting" });
    this.#place.hold(this.#place.take());
    void this.#try();
  }

  /** Retries now instead of after the wait, unless the server demanded the wait. */
  retryNow(): void {
    this.#retry?.();
  }

  /** Whether messages arrive, so that the drawn rink is up to date. */
  get isFresh(): boolean {
    return this.#watch?.isFresh === true;
  }

  /** The latest round trip to the server [ms]; null if there is no recent one. */
  get pingMs(): number | null {
    return this.#watch?.roundTripMs ?? null;
  }

  /** Leaves for good and gives up the place. */
  leave(): void {
    if (this.#isClosed) return;
    const room = this.#room;
    this.#end();
    if (room?.connection.isOpen === true) void room.leave(true);
  }

  /** One attempt to join. A room that opens too late is left at once, so that its place is not blocked. */
  async #try(): Promise<void> {
    const mine = ++this.#generation;
    this.#retry = null;
    this.#asking = new AbortController();
    this.#setTimer(JOIN_MS, () => this.#lose("unreachable"));
    try {
      const room = await this.#enter(this.#asking.signal);
      room.reconnection.enabled = false;
      if (mine === this.#generation && !this.#isClosed) this.#adopt(room);
      else void room.leave(true);
    } catch (error) {
      if (mine === this.#generation && !this.#isClosed) this.#onRefused(error);
    }
  }

  /** Joins the room of the previous place if the server still keeps it, else a new one. */
  async #enter(signal: AbortSignal): Promise<RinkRoom> {
    const { roomName, joinOptions } = this.#options;
    const environment = this.#environment;
    const { token } = this.#place;
    if (token !== "") {
      const [roomId = "", reconnectionToken = ""] = token.split(":");
      try {
        const kept = await environment.ask("reconnect", roomId, { reconnectionToken }, signal);
        this.#processId = kept.processId ?? "";
        return await environment.enter({ ...kept, reconnectionToken });
      } catch (error) {
        if (signal.aborted || !isPlaceGone(error, environment.now() - this.#lostAtMs)) throw error;
        this.#place.hold("");
        this.#isPlaceLost = this.#hasBeenOpen;
      }
    }
    // The place may have been lost because the server was updated.
    if (this.#isPlaceLost && !(await environment.isPageCurrent(signal))) throw new OldPage();
    const reservation = await environment.ask("joinOrCreate", roomName, joinOptions, signal);
    const { processId = "" } = reservation;
    if (this.#isPlaceLost) this.#renewal = processId === this.#processId ? "placeGone" : "restarted";
    this.#processId = processId;
    return environment.enter(reservation);
  }

  #adopt(room: RinkRoom): void {
    const mine = this.#generation;
    const { onJoin, onRoom } = this.#options;
    this.#room = room;
    // From now on the server keeps this place after a loss: the next attempt must request it, not a second place.
    this.#place.hold(room.reconnectionToken);
    // Ignores messages that this version of the page does not handle.
    room.onMessage("*", () => undefined);
    onJoin(room);
    const watch = new LineWatch(room, this.#environment, {
      onSilent: () => this.#tell({ kind: "silent" }),
      onHeard: () => this.#tell({ kind: "open", renewal: null }),
      onDead: () => this.#lose("lost"),
    });
    this.#watch = watch;
    room.onError((code, message) => console.warn(`room error ${code}: ${message ?? ""}`));
    room.onLeave((code, reason) => {
      if (mine === this.#generation && !this.#isClosed) this.#onLeft(code, reason ?? "");
    });
    room.onStateChange.once((state) => {
      if (mine !== this.#generation || this.#isClosed) return;
      if (state.protocol !== PROTOCOL_VERSION) {
        void room.leave(true);
        this.#close("version", `${state.protocol} / ${PROTOCOL_VERSION}`);
        return;
      }
      this.#hasBeenOpen = true;
      this.#openSinceMs = this.#environment.now();
      this.#tell({ kind: "open", renewal: this.#renewal });
      this.#renewal = null;
      this.#isPlaceLost = false;
      onRoom(room);
      this.#cancelTimer();
      watch.start();
    });
  }

  /** The server or the network ended the connection. */
  #onLeft(code: number, reason: string): void {
    switch (code) {
      case CLOSE_CODES.misbehaved:
        this.#close("misbehaved", reason);
        return;
      case CLOSE_CODES.idle:
        this.#close("idle", "");
        return;
      case CloseCode.CONSENTED:
      case CloseCode.NORMAL_CLOSURE:
        this.#close("ended", "");
        return;
      default:
        this.#lose(code === CloseCode.SERVER_SHUTDOWN ? "restarting" : "lost");
    }
  }

  #onRefused(error: unknown): void {
    if (error instanceof OldPage) return this.#close("version", "");
    if (!(error instanceof Refusal)) return this.#lose("unreachable");
    const reason = RETRIED[error.reason];
    if (reason !== undefined) this.#lose(reason, 1000 * error.retrySeconds);
    else this.#close(error.reason === "unknownRun" ? "unknownRun" : "refused", error.message);
  }

  /** Handles a lost or failed connection: releases what is left of it and schedules the next attempt. */
  #lose(reason: RetryReason, leastWaitMs = 0): void {
    const environment = this.#environment;
    const room = this.#room;
    if (environment.now() - this.#openSinceMs >= STEADY_MS) this.#tries = 0;
    this.#openSinceMs = Infinity;
    this.#generation++;
    this.#asking.abort();
    this.#room = null;
    this.#stopWatch();
    // A half-open connection is closed on this side without waiting for the peer.
    if (room?.connection.isOpen === true) room.connection.close();
    if (room !== null) this.#lostAtMs = environment.now();
    const wait = Math.max(leastWaitMs, waitMs(this.#tries++, environment.random()));
    const shown = isAboutTheLine(reason) && !environment.isOnline() ? "offline" : reason;
    const tell = (retryAtMs: number): void => {
      // Without an earlier connection, none can have been lost.
      if (shown === "lost" && !this.#hasBeenOpen) this.#tell({ kind: "connecting" });
      else this.#tell({ kind: "retrying", reason: shown, retryAtMs });
    };
    const retry = (): void => {
      tell(environment.now());
      void this.#try();
    };
    // If the server demands a wait, neither the person nor an event may shorten it.
    this.#retry = leastWaitMs > 0 ? null : retry;
    this.#setTimer(wait, retry);
    tell(environment.now() + wait);
  }

  #close(reason: CloseReason, detail: string): void {
    this.#end();
    this.#options.onLink({ kind: "closed", reason, detail });
  }

  #end(): void {
    this.#isClosed = true;
    this.#generation++;
    this.#asking.abort();
    this.#room = null;
    this.#stopWatch();
    this.#retry = null;
    this.#cancelTimer();
    this.#stopReturn();
    this.#place.dispose();
  }

  #stopWatch(): void {
    this.#watch?.stop();
    this.#watch = null;
  }

  #tell(state: LinkState): void {
    this.#options.onLink(state);
  }

  /** Sets the only timer of the link; each state has at most one. */
  #setTimer(delayMs: number, action: () => void): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#environment.after(delayMs, action);
  }
}

function isAboutTheLine(reason: RetryReason): boolean {
  return reason === "lost" || reason === "unreachable";
}

/** The refusals after which another attempt may succeed. */
const RETRIED: Readonly<Partial<Record<RefusalReason, RetryReason>>> = {
  full: "full",
  busy: "busy",
  unreachable: "unreachable",
  gone: "unreachable",
  inUse: "lost",
};
