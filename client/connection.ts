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
import { Refusal, type RefusalReason } from "./link/matchmaking.ts";
import { PlaceMemory } from "./link/place-memory.ts";
import { LOOK_MS, SilenceWatch } from "./link/silence.ts";

export type { RinkRoom } from "./link/environment.ts";

/** Why the link does not go on by itself; each has its words in words.ts under `link`. */
export type CloseReason = "version" | "misbehaved" | "idle" | "ended" | "unknownRun" | "refused";

/** Why there is no connection at the moment. */
export type RetryReason = "lost" | "restarting" | "unreachable" | "full" | "busy";

/** How the connection is. */
export type LinkState =
  | { readonly kind: "connecting" }
  /** `isRenewed`: the old place was gone, this is a new one. */
  | { readonly kind: "open"; readonly isRenewed: boolean }
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
/** While the server may not know yet that the old connection is dead, a refusal to give its place back is not final [ms]. */
const IN_USE_MS = 5000;
/** Without a message for so long a skater that is still drawn moving would mislead [ms]. */
const FRESH_MS = 1000;

/** One place in one room. */
export class RoomLink {
  readonly #options: LinkOptions;
  readonly #environment: LinkEnvironment;
  readonly #place: PlaceMemory;
  readonly #stopOnline: () => void;
  #room: RinkRoom | null = null;
  #watch: SilenceWatch | null = null;
  #pingMs: number | null = null;
  #isSilent = false;
  #isClosed = false;
  #isRenewed = false;
  /** Grows with every try and every loss: what belongs to an earlier one is ignored. */
  #generation = 0;
  #tries = 0;
  #lostAtMs = -Infinity;
  #cancelTimer = (): void => undefined;
  #retry: (() => void) | null = null;

  constructor(options: LinkOptions, environment: LinkEnvironment = BROWSER) {
    this.#options = options;
    this.#environment = environment;
    this.#place = new PlaceMemory(options.placeKey, environment.page);
    this.#stopOnline = environment.onOnline(() => this.retryNow());
    options.onLink({ kind: "connecting" });
    this.#place.hold(this.#place.take());
    void this.#try();
  }

  /** Tries now instead of at the end of the wait. */
  retryNow(): void {
    this.#retry?.();
  }

  /** Whether messages arrive, so that what is drawn is what happens. */
  get isFresh(): boolean {
    return this.#watch !== null && this.#watch.silentMs(this.#environment.now()) < FRESH_MS;
  }

  /** The latest round trip to the server [ms]; null while there is none that still tells something. */
  get pingMs(): number | null {
    return this.isFresh ? this.#pingMs : null;
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
    this.#setTimer(JOIN_MS, () => this.#lose("unreachable"));
    try {
      const room = await this.#enter();
      if (mine === this.#generation && !this.#isClosed) this.#adopt(room);
      else void room.leave(true);
    } catch (error) {
      if (mine === this.#generation && !this.#isClosed) this.#onRefused(error);
    }
  }

  /** The place that was held, if the server still keeps it, else a new one. */
  async #enter(): Promise<RinkRoom> {
    const { roomName, joinOptions } = this.#options;
    const { token } = this.#place;
    if (token !== "") {
      const [roomId = "", reconnectionToken = ""] = token.split(":");
      try {
        const kept = await this.#environment.ask("reconnect", roomId, { reconnectionToken });
        return await this.#environment.enter({ ...kept, reconnectionToken });
      } catch (error) {
        if (!this.#isPlaceGone(error)) throw error;
        this.#place.hold("");
        this.#isRenewed = this.#lostAtMs > -Infinity;
      }
    }
    return this.#environment.enter(await this.#environment.ask("joinOrCreate", roomName, joinOptions));
  }

  #isPlaceGone(error: unknown): boolean {
    if (!(error instanceof Refusal)) return true;
    if (error.reason === "inUse") return this.#environment.now() - this.#lostAtMs > IN_USE_MS;
    return error.reason !== "unreachable" && error.reason !== "busy";
  }

  #adopt(room: RinkRoom): void {
    const mine = this.#generation;
    const { onJoin, onRoom } = this.#options;
    this.#room = room;
    room.reconnection.enabled = false;
    // Messages that the page does not use yet, because it is newer or older than the server, are none of its business.
    room.onMessage("*", () => undefined);
    onJoin(room);
    this.#hear(room);
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
      this.#place.hold(room.reconnectionToken);
      this.#tries = 0;
      this.#tell({ kind: "open", isRenewed: this.#isRenewed });
      this.#isRenewed = false;
      onRoom(room);
      this.#look();
    });
  }

  /** Notes the time of every message, before the SDK decodes it. */
  #hear(room: RinkRoom): void {
    const watch = new SilenceWatch(this.#environment.now());
    this.#watch = watch;
    const { events } = room.connection;
    const deliver = events.onmessage;
    // oxlint-disable-next-line unicorn/prefer-add-event-listener -- the SDK's own object, not an event target
    events.onmessage = (event) => {
      watch.hear(this.#environment.now());
      if (this.#isSilent && this.#watch === watch) {
        this.#isSilent = false;
        this.#tell({ kind: "open", isRenewed: false });
      }
      deliver?.(event);
    };
  }

  #look(): void {
    const finding = this.#watch?.look(this.#environment.now());
    if (finding === "dead") {
      this.#lose("lost");
      return;
    }
    if (finding === "silent" && !this.#isSilent) {
      this.#isSilent = true;
      this.#tell({ kind: "silent" });
    }
    this.#room?.ping((ms) => (this.#pingMs = ms));
    this.#setTimer(LOOK_MS, () => this.#look());
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
    if (!(error instanceof Refusal)) {
      this.#lose("unreachable");
      return;
    }
    const reason = RETRIED[error.reason];
    if (reason !== undefined) this.#lose(reason, 1000 * error.retrySeconds);
    else this.#close(error.reason === "unknownRun" ? "unknownRun" : "refused", error.message);
  }

  /** There is no connection: drops what is left of it and tries again after a while. */
  #lose(reason: RetryReason, leastWaitMs = 0): void {
    const environment = this.#environment;
    const room = this.#room;
    this.#generation++;
    this.#room = null;
    this.#watch = null;
    this.#pingMs = null;
    this.#isSilent = false;
    // A half-open connection is closed on this side; its end is not waited for.
    if (room?.connection.isOpen === true) room.connection.close();
    if (room !== null) this.#lostAtMs = environment.now();
    const wait = Math.max(leastWaitMs, waitMs(this.#tries++, environment.random()));
    this.#retry = () => {
      this.#tell({ kind: "retrying", reason, retryAtMs: environment.now() });
      void this.#try();
    };
    this.#setTimer(wait, this.#retry);
    this.#tell({ kind: "retrying", reason, retryAtMs: environment.now() + wait });
  }

  #close(reason: CloseReason, detail: string): void {
    this.#end();
    this.#options.onLink({ kind: "closed", reason, detail });
  }

  #end(): void {
    this.#isClosed = true;
    this.#generation++;
    this.#room = null;
    this.#watch = null;
    this.#retry = null;
    this.#cancelTimer();
    this.#stopOnline();
    this.#place.dispose();
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

/** The refusals after which trying again may help. */
const RETRIED: Readonly<Partial<Record<RefusalReason, RetryReason>>> = {
  full: "full",
  busy: "busy",
  unreachable: "unreachable",
  gone: "unreachable",
  inUse: "lost",
};
