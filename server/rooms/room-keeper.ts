/**
 * What every room with a rink needs: the tick loop, patches and events, guards against bad clients, and error handling.
 *
 * Reads a room's callbacks; contains no game logic.
 */
import { CloseCode, type Client, type Room } from "@colyseus/core";
import type { GameEvent } from "../../shared/events.ts";
import { CLOSE_CODES, TICKS_PER_PATCH } from "../../shared/net/messages.ts";
import { TICKS_PER_SECOND } from "../../shared/units.ts";
import type { Logger } from "../log.ts";
import { guardSocket, type ClientGuard } from "./client-guard.ts";
import type { Clock } from "./clock.ts";
import { startTickLoop, type TickMeter } from "./tick-loop.ts";

/** Counts over all rooms of a process, for /healthz and the log. */
export interface RoomCounters {
  matches: number;
  practiceRinks: number;
  /** Clients disconnected for sending too much or invalid messages. */
  misbehaved: number;
  /** Ticks that threw. */
  failedTicks: number;
  readonly meter: TickMeter;
}

/** What the keeper uses of its room's context. */
export interface KeeperContext {
  readonly log: Logger;
  readonly counters: RoomCounters;
  readonly clock: Clock;
}

/** A connection that has sent nothing for this long may be dead [ms]; a correct client sends at least every second. */
const HEARD_MS = 2500;
/** A client that has not acknowledged its join after this long is disconnected, because it blocks a place [s]. */
export const ACKNOWLEDGE_SECONDS = 15;
/** A room is closed when this many ticks in a row have failed. */
const MAX_FAILURES = 3;
/** WebSocket close code for "internal error". */
const INTERNAL_ERROR = 1011;

/** What a room calls when it is disposed or fails. */
export interface RoomEnding {
  /** Must be called once when the room is disposed. */
  dispose(): void;
  onException(error: Error, method: string): void;
}

/** For a room that was refused before it opened: there is nothing to release, and matchmaking reports the reason. */
export const NOT_OPENED: RoomEnding = { dispose: () => undefined, onException: () => undefined };

/** The keeper of one room. */
export class RoomKeeper implements RoomEnding {
  readonly #room: Room;
  readonly #log: Logger;
  readonly #counters: RoomCounters;
  readonly #kind: "matches" | "practiceRinks";
  readonly #clock: Clock;
  readonly #guards = new WeakMap<Client, ClientGuard>();
  /** Clients that have not acknowledged their join, with the seconds since then. */
  readonly #unacknowledged = new Map<Client, number>();
  /** Clients that were disconnected and may not return. */
  readonly #gone = new WeakSet<Client>();
  readonly #events: GameEvent[] = [];
  #tick = 0;
  #failures = 0;
  #stop = (): void => undefined;

  constructor(room: Room, { log, counters, clock }: KeeperContext, kind: "matches" | "practiceRinks") {
    this.#room = room;
    this.#log = log;
    this.#counters = counters;
    this.#clock = clock;
    this.#kind = kind;
    counters[kind]++;
  }

  /** Runs `tick` sixty times a second, and `publish` before each patch. */
  start(tick: () => void, publish: () => void): void {
    const room = this.#room;
    // Our own loop ticks and patches; Colyseus only advances the room's clock.
    room.patchRate = null;
    this.#stop = startTickLoop(this.#counters.meter, this.#clock, () => {
      room.clock.tick();
      try {
        tick();
        this.#tick++;
        if (this.#tick % TICKS_PER_SECOND === 0) this.#closeUnacknowledged();
        if (this.#tick % TICKS_PER_PATCH !== 0) return;
        publish();
        this.#sendEvents();
        room.broadcastPatch();
        // Reset only here: when patches fail, the ticks in between succeed.
        this.#failures = 0;
      } catch (error) {
        this.#onFailedTick(error);
      }
    });
  }

  /** Collects this tick's events for the next patch. */
  collect(events: readonly GameEvent[]): void {
    for (const event of events) this.#events.push(event);
  }

  /** Expels `client` at the first message that a correct client never sends; `onExpelled` frees its place. */
  guard(client: Client, onExpelled: () => void): void {
    const guard = guardSocket(
      client.ref,
      () => this.#clock.now(),
      (reason) => {
        this.expel(client, reason);
        onExpelled();
      },
    );
    this.#guards.set(client, guard);
    this.#unacknowledged.set(client, 0);
  }

  /** Disconnects `client` for what it sent and drops everything else from it. */
  expel(client: Client, reason: string): void {
    if (this.#gone.has(client)) return;
    this.#gone.add(client);
    this.#guards.get(client)?.bar();
    this.#counters.misbehaved++;
    this.#log.warn({ room: this.#room.roomId, client: client.sessionId, reason }, "a client was expelled");
    client.leave(CLOSE_CODES.misbehaved, reason);
  }

  /** Disconnects `client` with `code` for good, e.g. because others need the place. */
  dismiss(client: Client, code: number): void {
    this.#gone.add(client);
    client.leave(code);
  }

  /** Whether the connection of `client` is alive, because it has sent something recently. */
  isHeard(client: Client): boolean {
    const guard = this.#guards.get(client);
    return guard !== undefined && this.#clock.now() - guard.lastMessageAt < HEARD_MS;
  }

  /**
   * Whether a dropped client may get its place back. The close code does not tell: after a change of network Colyseus
   * closes the person's old connection with the code for misbehaviour, too.
   */
  mayReturn(client: Client): boolean {
    return !this.#gone.has(client);
  }

  /** A callback threw outside the tick: the room continues. */
  onException(error: Error, method: string): void {
    this.#log.error({ err: error.cause ?? error, room: this.#room.roomId, method }, "a callback of a room failed");
  }

  dispose(): void {
    this.#stop();
    this.#counters[this.#kind]--;
  }

  /** Logs the error; closes the room when its ticks keep failing. */
  #onFailedTick(error: unknown): void {
    this.#counters.failedTicks++;
    this.#log.error({ err: error, room: this.#room.roomId }, "a tick failed");
    if (++this.#failures !== MAX_FAILURES) return;
    this.close(INTERNAL_ERROR);
  }

  /** Ends the room: every client is disconnected with `code`. */
  close(code: number): void {
    this.#stop();
    this.#room.disconnect(code).catch((error: unknown) => {
      this.#log.error({ err: error, room: this.#room.roomId, code }, "a room could not be closed");
    });
  }

  #closeUnacknowledged(): void {
    for (const [client, seconds] of this.#unacknowledged) {
      if (this.#guards.get(client)?.hasAcknowledged !== false || !this.#room.clients.includes(client)) {
        this.#unacknowledged.delete(client);
      } else if (seconds < ACKNOWLEDGE_SECONDS) this.#unacknowledged.set(client, seconds + 1);
      else client.leave(CloseCode.MAY_TRY_RECONNECT, "The join was not acknowledged.");
    }
  }

  #sendEvents(): void {
    if (this.#events.length === 0) return;
    this.#room.broadcast("events", this.#events);
    this.#events.length = 0;
  }
}

/** Ends a connection without waiting for the peer. */
export function terminate(socket: Client["ref"]): void {
  if ("terminate" in socket && typeof socket.terminate === "function") socket.terminate();
}
