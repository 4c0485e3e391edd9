/**
 * Watches the connection of one room: hears every message, asks for an answer, and says when nothing comes.
 *
 * Reads messages before the SDK decodes them; produces the round trip, and calls when the line is silent, heard again or
 * dead.
 */
import type { LinkEnvironment, RinkRoom } from "./environment.ts";
import { LOOK_MS, SilenceWatch } from "./silence.ts";

/** Without a message for so long a skater that is still drawn moving would mislead [ms]. */
const FRESH_MS = 1000;

/** Who wants to know. */
export interface LineListener {
  readonly onSilent: () => void;
  readonly onHeard: () => void;
  readonly onDead: () => void;
}

/** The watch over one connection; it begins to ask and to judge with `start`. */
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

  /** From now on the line may be found silent or dead. */
  start(): void {
    this.#look();
  }

  /** Finds nothing more. */
  stop(): void {
    this.#isStopped = true;
    this.#cancelTimer();
  }

  /** Whether messages arrive, so that what is drawn is what happens. */
  get isFresh(): boolean {
    return this.#silence.silentMs(this.#environment.now()) < FRESH_MS;
  }

  /** The latest round trip [ms]; null while there is none that still tells something. */
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

  /** Asks for an answer; not again before it is there, because the SDK counts from the latest question. */
  #ask(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    this.#room.ping((ms) => {
      this.#isAsked = false;
      this.#roundTripMs = ms;
    });
  }
}
