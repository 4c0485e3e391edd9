/**
 * Joins a room and keeps a place in it: notices when the line is dead, comes back by itself, and says in plain states how
 * the connection is.
 *
 *     connecting -> open <-> silent -> retrying -> open ...      closed: only a person can go on
 *
 * A lost place is asked for again while the server keeps it; when it is gone, the link joins anew.
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

/** Why the link does not go on by itself; each has its words in words.ts under `link`. */
export type CloseReason = "version" | "misbehaved" | "idle" | "ended" | "unknownRun" | "refused";

/** Why there is no connection at the moment. `offline`: the browser knows that it has no network. */
export type RetryReason = "lost" | "offline" | "restarting" | "unreachable" | "full" | "busy";

/** Why a place is not the one that was held before. */
export type Renewal = "restarted" | "placeGone";

/** How the connection is. */
export type LinkState =
  | { readonly kind: "connecting" }
  /** `renewal`: the place that was held before is gone, this is a new one; null if it is the same or the first. */
  | { readonly kind: "open"; readonly renewal: Renewal | null }
  | { readonly kind: "silent" }
  /** The next try begins at `retryAtMs` of the clock; one is under way if that has passed. */
  | { readonly kind: "retrying"; readonly reason: RetryReason; readonly retryAtMs: number }
  | { readonly kind: "closed"; readonly reason: CloseReason; readonly detail: string };

/** What a link is to join and whom it tells. */
export interface LinkOptions {
  readonly roomName: string;
  readonly joinOptions: object;
  /** Key under which this tab remembers its place across a reload; "" to not remember. */
  readonly placeKey: string;
  readonly onLink: (state: LinkState) => void;
  /** Called with each new room at once, to register its messages: the first may come before the state. */
  readonly onJoin: (room: RinkRoom) => void;
  /** Called with each new room once its first state is there. */
  readonly onRoom: (room: RinkRoom) => void;
}

/** A join or a first state that takes longer is given up [ms]. */
const JOIN_MS = 8000;
/** A connection that has lasted so long has proved that there is no need to wait long before the next [ms]. */
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
  /** The place that was held is gone, and no other is open yet. */
  #isPlaceLost = false;
  #renewal: Renewal | null = null;
  /** Grows with every try and every loss: what belongs to an earlier one is ignored. */
  #generation = 0;
  #tries = 0;
  #openSinceMs = Infinity;
  #hasBeenOpen = false;
  /** When the latest connection was lost; a page that was reloaded lost the one before it just now. */
  #lostAtMs: number;
  /** The server process that gave out the latest place. */
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

  /** Tries now instead of at the end of the wait, unless the server asked for the wait. */
  retryNow(): void {
    this.#retry?.();
  }

  /** Whether messages arrive, so that what is drawn is what happens. */
  get isFresh(): boolean {
    return this.#watch?.isFresh === true;
  }

  /** The latest round trip to the server [ms]; null while there is none that still tells something. */
  get pingMs(): number | null {
    return this.#watch?.roundTripMs ?? null;
  }

  /** Leaves for good: the place is given up. */
  leave(): void {
    if (this.#isClosed) return;
    const room = this.#room;
    this.#end();
    if (room?.connection.isOpen === true) void room.leave(true);
  }

  /** One try to get a room. A room that comes too late is left at once, so that no place is held for nobody. */
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

  /** The place that was held, if the server still keeps it, else a new one. */
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
    // What ended the old place may have been an update of the server.
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
    // From now on the server keeps this place when the connection ends: the next try must ask for it, not for a second.
    this.#place.hold(room.reconnectionToken);
    // Messages that the page does not use yet, because it is newer or older than the server, are none of its business.
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

  /** There is no connection: drops what is left of it and tries again after a while. */
  #lose(reason: RetryReason, leastWaitMs = 0): void {
    const environment = this.#environment;
    const room = this.#room;
    if (environment.now() - this.#openSinceMs >= STEADY_MS) this.#tries = 0;
    this.#openSinceMs = Infinity;
    this.#generation++;
    this.#asking.abort();
    this.#room = null;
    this.#stopWatch();
    // A half-open connection is closed on this side; its end is not waited for.
    if (room?.connection.isOpen === true) room.connection.close();
    if (room !== null) this.#lostAtMs = environment.now();
    const wait = Math.max(leastWaitMs, waitMs(this.#tries++, environment.random()));
    const shown = isAboutTheLine(reason) && !environment.isOnline() ? "offline" : reason;
    const tell = (retryAtMs: number): void => {
      // Who never had a connection cannot have lost it.
      if (shown === "lost" && !this.#hasBeenOpen) this.#tell({ kind: "connecting" });
      else this.#tell({ kind: "retrying", reason: shown, retryAtMs });
    };
    const retry = (): void => {
      tell(environment.now());
      void this.#try();
    };
    // A server that asks for a pause gets it.
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

  /** The one timer of a link: each state waits for one thing. */
  #setTimer(delayMs: number, action: () => void): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#environment.after(delayMs, action);
  }
}

function isAboutTheLine(reason: RetryReason): boolean {
  return reason === "lost" || reason === "unreachable";
}

/** The refusals after which trying again may help. */
const RETRIED: Readonly<Partial<Record<RefusalReason, RetryReason>>> = {
  full: "full",
  busy: "busy",
  unreachable: "unreachable",
  gone: "unreachable",
  inUse: "lost",
};
