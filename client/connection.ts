/**
 * Joins a room, keeps it, and says in plain states how the connection is.
 *
 * Reads a room name and join options; produces the room and every change of `LinkState`. A dropped connection is tried
 * again while the server keeps the place; a reload takes the place back with the token of this tab.
 */
import { CloseCode, ColyseusSDK, MatchMakeError, ServerError, type Room } from "@colyseus/sdk";
import { CLOSE_CODES, RECONNECTION_SECONDS } from "../shared/net/messages.ts";
import { PROTOCOL_VERSION, type RoomState } from "../shared/net/state.ts";
import { SERVER_URL } from "./base.ts";
import { recall, remember } from "./storage.ts";

/** Why there is no connection; each has its words in words.ts under `link`. */
export type CloseReason =
  | "full"
  | "busy"
  | "unknownRun"
  | "unreachable"
  | "timedOut"
  | "misbehaved"
  | "stopped"
  | "version"
  | "closed"
  | "ended";

/** How the connection is. */
export type LinkState =
  | { readonly kind: "connecting" }
  | { readonly kind: "open" }
  | { readonly kind: "reconnecting"; readonly untilMs: number }
  | { readonly kind: "closed"; readonly reason: CloseReason; readonly detail: string }
  | { readonly kind: "left" };

/** A room whose state has arrived. */
export type RinkRoom = Room<unknown, RoomState>;

/** What a link is to join and whom it tells. */
export interface LinkOptions {
  readonly roomName: string;
  readonly joinOptions: object;
  /** Key under which this tab remembers its place; "" to not remember. */
  readonly placeKey: string;
  readonly onLink: (state: LinkState) => void;
  /** Called with each new room once its first state is there. */
  readonly onRoom: (room: RinkRoom) => void;
}

/** What matchmaking answers when it refuses; the codes double as HTTP status. */
const REFUSALS = new Map<number, CloseReason>([
  [503, "full"],
  [429, "busy"],
  [410, "unknownRun"],
]);
/** A proxy answers with these while the server behind it is down or starting. */
const DOWN_CODES = new Set([404, 500, 502, 504]);
/** A first state that takes longer than this counts as unreachable [ms]. */
const FIRST_STATE_MS = 8000;

let sharedClient: ColyseusSDK | null = null;

/** The SDK client of this page's own server. */
function client(): ColyseusSDK {
  sharedClient ??= new ColyseusSDK(SERVER_URL);
  return sharedClient;
}

/** One place in one room. */
export class RoomLink {
  readonly #options: LinkOptions;
  #room: RinkRoom | null = null;
  #isClosed = false;

  constructor(options: LinkOptions) {
    this.#options = options;
    addEventListener("pagehide", this.#rememberPlace);
    void this.#join();
  }

  /** Leaves for good: the place is given up. */
  leave(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    removeEventListener("pagehide", this.#rememberPlace);
    this.#forgetPlace();
    const room = this.#room;
    if (room !== null && room.connection.isOpen) void room.leave(true);
    else if (room !== null) room.reconnection.enabled = false;
  }

  readonly #rememberPlace = (): void => {
    const { placeKey } = this.#options;
    if (placeKey !== "" && this.#room !== null && !this.#isClosed) {
      remember("tab", placeKey, this.#room.reconnectionToken);
    }
  };

  #forgetPlace(): void {
    if (this.#options.placeKey !== "") remember("tab", this.#options.placeKey, "");
  }

  async #join(): Promise<void> {
    this.#options.onLink({ kind: "connecting" });
    try {
      const room = (await this.#takePlaceBack()) ?? (await this.#enter());
      if (this.#isClosed) {
        void room.leave(true);
        return;
      }
      this.#adopt(room);
    } catch (error) {
      if (!this.#isClosed) this.#close(reasonOf(error), error instanceof Error ? error.message : String(error));
    }
  }

  /** A new place in the room. */
  async #enter(): Promise<RinkRoom> {
    return client().joinOrCreate<RoomState>(this.#options.roomName, this.#options.joinOptions);
  }

  /** The place this tab held before it was reloaded, if the server still keeps it. */
  async #takePlaceBack(): Promise<RinkRoom | null> {
    const { placeKey } = this.#options;
    const token = placeKey === "" ? "" : recall("tab", placeKey);
    if (token === "") return null;
    this.#forgetPlace();
    try {
      return await client().reconnect<RoomState>(token);
    } catch {
      // Too late or never valid: an ordinary new place is what the person wants then.
      return null;
    }
  }

  #adopt(room: RinkRoom): void {
    this.#room = room;
    room.reconnection.minUptime = 0;
    room.reconnection.maxDelay = 2000;
    room.reconnection.maxRetries = 12;
    const timer = setTimeout(() => this.#close("unreachable", ""), FIRST_STATE_MS);
    room.onStateChange.once((state) => {
      clearTimeout(timer);
      if (this.#isClosed) return;
      if (state.protocol !== PROTOCOL_VERSION) {
        this.#close("version", `${state.protocol} / ${PROTOCOL_VERSION}`);
        void room.leave(true);
        return;
      }
      this.#rememberPlace();
      this.#options.onLink({ kind: "open" });
      this.#options.onRoom(room);
    });
    room.onDrop(() => {
      if (!this.#isClosed) {
        this.#options.onLink({ kind: "reconnecting", untilMs: performance.now() + 1000 * RECONNECTION_SECONDS });
      }
    });
    room.onReconnect(() => {
      if (!this.#isClosed) this.#options.onLink({ kind: "open" });
    });
    room.onError((code, message) => console.warn(`room error ${code}: ${message ?? ""}`));
    room.onLeave((code, reason) => {
      clearTimeout(timer);
      if (!this.#isClosed) this.#close(closeReason(code), reason ?? "");
    });
  }

  #close(reason: CloseReason, detail: string): void {
    this.#isClosed = true;
    removeEventListener("pagehide", this.#rememberPlace);
    this.#forgetPlace();
    this.#options.onLink({ kind: "closed", reason, detail });
  }
}

/** Why joining failed. */
function reasonOf(error: unknown): CloseReason {
  if (error instanceof MatchMakeError || error instanceof ServerError) {
    const refusal = REFUSALS.get(error.code);
    if (refusal !== undefined) return refusal;
    // A request that never arrived has no HTTP status.
    const isAnswer = error.code >= 400 && error.code < 600;
    return !isAnswer || DOWN_CODES.has(error.code) ? "unreachable" : "closed";
  }
  return "unreachable";
}

/** Why a room that had been joined ended. */
function closeReason(code: number): CloseReason {
  switch (code) {
    case CLOSE_CODES.misbehaved:
      return "misbehaved";
    case CloseCode.FAILED_TO_RECONNECT:
    case CloseCode.ABNORMAL_CLOSURE:
      return "timedOut";
    case CloseCode.SERVER_SHUTDOWN:
      return "stopped";
    case CloseCode.CONSENTED:
    case CloseCode.NORMAL_CLOSURE:
      return "ended";
    default:
      return "closed";
  }
}
