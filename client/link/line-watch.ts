/**
 * Watches the connection of one room: notes every message, sends pings, and reports silence.
 *
 * Reads messages before the SDK decodes them; measures the round trip and calls back when the connection becomes
 * silent, responds again or is dead.
 */
import type { LinkEnvironment, RinkRoom } from "./environment.ts";
import { LOOK_MS, SilenceWatch } from "./silence.ts";

/** After this long without a message the drawn rink counts as outdated [ms]. */
const FRESH_MS = 1000;

/** Callbacks of the watch. */
export interface LineListener {
  readonly onSilent: () => void;
  readonly onHeard: () => void;
  readonly onDead: () => void;
}

/** The watch over one connection; it pings and reports only after `start`. */
export class LineWatch {
  readonly #room: RinkRoom;
  readonly #environment: LinkEnvironment;
  readonly #listener: LineListener;
  readonly #silence: SilenceWatch;
  #isStopped = false;
  #isSilent = false;
  #isAsked = false;
  #roundTripMs: number | null = null;
  #cancelTimer = (): void => undefined;

  constructor(room: RinkRoom, environment: LinkEnvironment, listener: LineListener) {
    this.#room = room;
    this.#environment = environment;
    this.#listener = listener;
    this.#silence = new SilenceWatch(environment.now());
    const { events } = room.connection;
    const deliver = events.onmessage;
    // oxlint-disable-next-line unicorn/prefer-add-event-listener -- the SDK's own object, not an event target
    events.onmessage = (event) => {
      this.#hear();
      deliver?.(event);
    };
  }

  /** Starts to ping and to report. */
  start(): void {
    this.#look();
  }

  /** Stops for good. */
  stop(): void {
    this.#isStopped = true;
    this.#cancelTimer();
  }

  /** Whether messages arrive, so that the drawn rink is up to date. */
  get isFresh(): boolean {
    return this.#silence.silentMs(this.#environment.now()) < FRESH_MS;
  }

  /** The latest round trip [ms]; null if there is no recent one. */
  get roundTripMs(): number | null {
    return this.isFresh ? this.#roundTripMs : null;
  }

  #hear(): void {
    this.#silence.hear(this.#environment.now());
    if (this.#isStopped || !this.#isSilent) return;
    this.#isSilent = false;
    this.#listener.onHeard();
  }

  #look(): void {
    const finding = this.#silence.look(this.#environment.now());
    if (finding === "dead") {
      this.#listener.onDead();
      return;
    }
    if (finding === "silent" && !this.#isSilent) {
      this.#isSilent = true;
      this.#listener.onSilent();
    }
    this.#ask();
    this.#cancelTimer = this.#environment.after(LOOK_MS, () => this.#look());
  }

  /** Sends a ping, but never two at a time, because the SDK measures from the latest one. */
  #ask(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    this.#room.ping((ms) => {
      this.#isAsked = false;
      this.#roundTripMs = ms;
    });
  }
}
