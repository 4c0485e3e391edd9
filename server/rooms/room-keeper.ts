/**
 * What every room with a rink needs: the clock, patches and events, guards against bad clients, and survival of errors.
 *
 * Reads a room's callbacks; owns no game logic.
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
  /** Clients closed for sending too much or nonsense. */
  misbehaved: number;
  /** Steps that threw. */
  failedTicks: number;
  readonly meter: TickMeter;
}

/** What the keeper takes from the context of its room. */
export interface KeeperContext {
  readonly log: Logger;
  readonly counters: RoomCounters;
  readonly clock: Clock;
}

/** A connection that has sent nothing for so long may be dead [ms]; an honest client sends at least every second. */
const HEARD_MS = 2500;
/** A client that does not acknowledge its join for so long holds a place that nobody looks at [s]. */
export const ACKNOWLEDGE_SECONDS = 15;
/** A room whose step fails so often in a row is closed. */
const MAX_FAILURES = 3;
/** WebSocket close code for "internal error". */
const INTERNAL_ERROR = 1011;

/** How a room ends: by itself, or by failing. */
export interface RoomEnding {
  /** Call once when the room is disposed. */
  dispose(): void;
  onException(error: Error, method: string): void;
}

/** The ending of a room that was refused before it opened: there is nothing to undo, and matchmaking reports why. */
export const NOT_OPENED: RoomEnding = { dispose: () => undefined, onException: () => undefined };

/** The keeper of one room. */
export class RoomKeeper implements RoomEnding {
  readonly #room: Room;
  readonly #log: Logger;
  readonly #counters: RoomCounters;
  readonly #kind: "matches" | "practiceRinks";
  readonly #clock: Clock;
  readonly #guards = new WeakMap<Client, ClientGuard>();
  /** Clients that have not acknowledged their join, and for how long [s]. */
  readonly #unacknowledged = new Map<Client, number>();
  /** Clients that were disconnected for good. */
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
    // We tick and patch ourselves; Colyseus keeps only the room's clock going.
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
        // Only now: a room whose patches fail has good ticks in between.
        this.#failures = 0;
      } catch (error) {
        this.#onFailedTick(error);
      }
    });
  }

  /** Keeps this tick's events for the next patch. */
  collect(events: readonly GameEvent[]): void {
    for (const event of events) this.#events.push(event);
  }

  /** Expels `client` at its first message that no honest client sends; `onExpelled` frees what it holds. */
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

  /** Disconnects `client` for what it sent; nothing more of it is looked at. */
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

  /** Whether the connection of `client` has sent something lately, so that it cannot be a dead one. */
  isHeard(client: Client): boolean {
    const guard = this.#guards.get(client);
    return guard !== undefined && this.#clock.now() - guard.lastMessageAt < HEARD_MS;
  }

  /**
   * Whether a dropped client may have its place back. The close code does not tell: Colyseus also closes the old
   * connection of an honest person who comes back over another network with the code for misbehaviour.
   */
  mayReturn(client: Client): boolean {
    return !this.#gone.has(client);
  }

  /** Something threw outside the tick: the room goes on. */
  onException(error: Error, method: string): void {
    this.#log.error({ err: error.cause ?? error, room: this.#room.roomId, method }, "a room failed");
  }

  dispose(): void {
    this.#stop();
    this.#counters[this.#kind]--;
  }

  /** Logs; closes the room when its tick keeps failing, so that it cannot take the process with it. */
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

/** Ends a connection without waiting for its other side. */
export function terminate(socket: Client["ref"]): void {
  if ("terminate" in socket && typeof socket.terminate === "function") socket.terminate();
}
