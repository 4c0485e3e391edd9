/**
 * A match: people and bots on one rink, sixty ticks a second, match after match while somebody is there.
 *
 * Reads people's inputs and the bots' decisions, produces the room's state, "events" and "standing" messages. Colyseus calls the
 * methods of one class, so that this file is long; what they do is in the files beside it.
 */
import { randomInt } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { Room, ServerError, type Client } from "@colyseus/core";
import { z } from "zod";
import { createMatchRecorder, type Checkpoint, type MatchRecorder, type Origin } from "../../bots/index.ts";
import type { RecordedEpisode } from "../../bots/index.ts";
import { idleControl, STICKS, type Control } from "../../shared/control.ts";
import type { Level } from "../../shared/levels.ts";
import { CLOSE_CODES } from "../../shared/net/messages.ts";
import { ControlInput, type RoomState } from "../../shared/net/state.ts";
import { createSim, matchConfig, skipPause, step, type Sim } from "../../shared/sim/sim.ts";
import { TICKS_PER_SECOND } from "../../shared/units.ts";
import { JOIN_ERRORS, type MatchJoin } from "../join-options.ts";
import type { Logger } from "../log.ts";
import { NOT_OPENED, RoomKeeper, terminate, type KeeperContext, type RoomEnding } from "../rooms/room-keeper.ts";
import { createBotDriver, type BotDriver } from "./bot-driver.ts";
import { MAX_SPECTATORS } from "./spectators.ts";
import { drivePerson, INPUT_BUFFER_TICKS } from "./person-driver.ts";
import { createRoomState, publishMotion, publishSeats, publishThought } from "./publish.ts";
import * as people from "./roll-call.ts";
import { createSeats, hasFreePlace, isDrivenByBot, type Seat } from "./seats.ts";
import { createSkipVote, type SkipVote } from "./skip-vote.ts";
import { createStandings, type Standings } from "./standings.ts";

/** A learner that learns from matches. */
export interface MatchAudience {
  /** Names of its tasks. */
  readonly tasks: readonly string[];
  offer(episodes: readonly RecordedEpisode[]): void;
}

/** What every match room of a server shares. */
export interface MatchContext extends KeeperContext {
  readonly log: Logger;
  readonly skaters: number;
  readonly periods: number;
  readonly periodSeconds: number;
  readonly maxRooms: number;
  /** The bots' weights at each level; null for scripted bots. */
  readonly checkpointOf: (level: Level) => Checkpoint | null;
  /** Who learns from what happens in matches; null: nobody. */
  readonly audience: MatchAudience | null;
  /** The level of a match that is opened without one. */
  readonly level: Level;
}

/** The metadata of a match for matchmaking. */
export interface MatchListing {
  readonly level: Level;
  readonly hasFreePlace: boolean;
  /** Whether one more person may watch or wait for a place. */
  readonly canWatch: boolean;
  /** Number of people who wait for a place. */
  readonly waiting: number;
}

/** Additional connections that a match has room for: those that are being closed. */
const LEAVING = MAX_SPECTATORS;
/** A person may return before the old connection has closed: how often to check for that, and how far apart [ms]. */
const CLOSING_LOOKS = 20;
const CLOSING_LOOK_MS = 50;
/** Ticks between the end of a match and the next face-off. */
const PAUSE_TICKS = 8 * TICKS_PER_SECOND;
/** Schemas of the messages. Colyseus' own validation would close the connection without a reason to log or count. */
const SIT = z.strictObject({});
const VISIBILITY = z.strictObject({ isHidden: z.boolean() });
/** The name of a person whose own name is unknown. */
const NAMELESS = "Skater";

/** The Colyseus room "match". */
export class MatchRoom extends Room<{ state: RoomState; metadata: MatchListing; input: ControlInput }> {
  override messages = {
    sit: (client: Client, message: unknown) => {
      if (!SIT.safeParse(message).success) return this.#expel(client, "sit takes no data");
      people.sit(this.#people, client.sessionId, NAMELESS);
    },
    visibility: (client: Client, message: unknown) => {
      const { data } = VISIBILITY.safeParse(message);
      if (data === undefined) return this.#expel(client, "visibility takes isHidden, true or false");
      people.setVisible(this.#people, client.sessionId, !data.isHidden);
    },
    "*": (client: Client) => this.#expel(client, "unknown kind of message"),
  };
  override inputs = this.defineInput(ControlInput, {
    // Clients predict at this rate, and send one input a tick.
    tickRate: TICKS_PER_SECOND,
    bufferMaxSize: INPUT_BUFFER_TICKS,
    sanitize: (input: ControlInput) => {
      if (!(input.stick < STICKS.length)) input.stick = 0;
    },
  });
  #context!: MatchContext;
  #level!: Level;
  #keeper!: RoomKeeper;
  /** A room that onCreate refuses never gets a keeper. */
  #ending: RoomEnding = NOT_OPENED;
  #sim!: Sim;
  #bots!: BotDriver;
  #recorder: MatchRecorder | null = null;
  #origins: Origin[] = [];
  #people!: people.RollCall;
  #standings!: Standings;
  readonly #skipVote: SkipVote = createSkipVote();
  #controls: Control[] = [];
  #ticks = 0;
  #pauseTicks = 0;
  /** Added to the simulation's epoch: each match of a room starts a simulation that counts from 0. */
  #epoch = 0;
  #seatsPublished = -1;
  /** Places that are kept for people whose connection was lost, by session. */
  readonly #kept = new Map<string, ReturnType<Room["allowReconnection"]>>();

  override onCreate({ context, level = context.level }: { context: MatchContext; level?: Level }): void {
    this.#context = context;
    this.#level = level;
    const { counters, maxRooms, checkpointOf } = context;
    if (counters.matches >= maxRooms) {
      throw new ServerError(JOIN_ERRORS.full, `The server is full: all ${maxRooms} rinks are taken.`);
    }
    this.#keeper = new RoomKeeper(this, context, "matches");
    this.#ending = this.#keeper;
    this.#sim = this.#newSim();
    this.#record();
    const count = this.#sim.skaters.length;
    this.#controls = this.#sim.skaters.map(idleControl);
    this.#bots = createBotDriver(checkpointOf(level), count);
    this.#people = people.createRollCall(createSeats(this.#sim.config.roster));
    this.#standings = createStandings();
    this.state = createRoomState("match", this.#sim, shirtNumbers(count));
    this.state.level = level;
    this.state.isRecorded = this.#recorder !== null;
    this.maxClients = count + MAX_SPECTATORS + LEAVING;
    this.metadata = this.#listing();
    this.#keeper.start(
      () => this.#tick(),
      () => this.#publish(),
    );
  }

  /** Reserves a place to play, to wait or to watch; called by matchmaking (find-place.ts). */
  async reservePlace(sessionId: string, { mode, name }: MatchJoin): Promise<void> {
    const reserve = mode === "play" ? people.reserve : people.reserveView;
    if (!reserve(this.#people, sessionId, name)) throw new ServerError(JOIN_ERRORS.full, "This match is full.");
    await this.#list();
  }

  /** A place is not given to another tab while messages arrive from its holder; a silent connection may be dead. */
  override checkReconnectionToken(token: string): string {
    return this.#isInUse(token) ? "" : super.checkReconnectionToken(token);
  }

  /** Waits up to a second for the connection that uses `token` to close; called by find-place.ts. */
  async awaitClosing(token: string): Promise<void> {
    for (let looks = 0; looks < CLOSING_LOOKS && this.#isInUse(token); looks++) await delay(CLOSING_LOOK_MS);
  }

  override onJoin(client: Client, join: MatchJoin): void {
    this.#keeper.guard(client, () => people.leave(this.#people, client.sessionId));
    const come = join.mode === "play" ? people.arrive : people.watch;
    come(this.#people, client.sessionId, join.name);
  }

  /** The connection was lost: a bot takes over, and the place is kept for a while unless the client was expelled. */
  override async onDrop(client: Client): Promise<void> {
    if (!this.#keeper.mayReturn(client)) return;
    people.drop(this.#people, client.sessionId);
    const { ref: before, sessionId } = client;
    try {
      // "manual": the time limit is counted in ticks, so that nobody loses a place while the server is stopped.
      const kept = this.allowReconnection(client, "manual");
      this.#kept.set(sessionId, kept);
      await kept;
      // After a change of network, the old connection may be dead without having been closed.
      terminate(before);
    } catch {
      // The person did not return in time, or the room is closing: onLeave follows and frees the place.
    } finally {
      this.#kept.delete(sessionId);
    }
  }

  override onReconnect(client: Client): void {
    this.#keeper.guard(client, () => people.leave(this.#people, client.sessionId));
    people.comeBack(this.#people, client.sessionId);
    this.#standings.forget(client.sessionId);
  }

  override onLeave(client: Client): void {
    this.#standings.forget(client.sessionId);
    people.leave(this.#people, client.sessionId);
  }

  override onDispose(): void {
    this.#ending.dispose();
  }

  override onUncaughtException(error: Error, method: string): void {
    this.#ending.onException(error, method);
  }

  #isInUse(token: string): boolean {
    const holder = this.clients.find((client) => client.reconnectionToken === token);
    return holder !== undefined && this.#keeper.isHeard(holder);
  }

  #expel(client: Client, reason: string): void {
    this.#keeper.expel(client, reason);
    people.leave(this.#people, client.sessionId);
  }

  #newSim(): Sim {
    const { skaters, periods, periodSeconds, log } = this.#context;
    const seed = randomInt(2 ** 31);
    log.debug({ room: this.roomId, seed }, "a match begins");
    return createSim(matchConfig({ skatersPerTeam: skaters, periods, periodSeconds }), seed);
  }

  #tick(): void {
    this.#driveAll();
    if (this.#skipVote.isUnanimous(this.#sim.referee.phase)) skipPause(this.#sim);
    this.#recorder?.begin(this.#sim, this.#controls);
    const events = step(this.#sim, this.#controls);
    this.#recorder?.note(this.#sim, events, this.#origins);
    this.#keeper.collect(events);
    if (++this.#ticks % TICKS_PER_SECOND === 0) this.#passSecond();
    if (this.#sim.referee.phase !== "over") return;
    if (++this.#pauseTicks < PAUSE_TICKS) return;
    this.#pauseTicks = 0;
    this.#epoch += this.#sim.epoch + 1;
    this.#sim = this.#newSim();
    this.#record();
  }

  /** From now on the match on the ice is recorded, if anybody learns from it. */
  #record(): void {
    const { audience } = this.#context;
    if (audience !== null) this.#recorder = createMatchRecorder(this.#sim, audience.tasks);
  }

  #passSecond(): void {
    if (this.#recorder !== null) this.#context.audience?.offer(this.#recorder.take());
    const { lost, dismissed, shouldEnd } = people.passSecond(this.#people);
    for (const sessionId of lost) this.#kept.get(sessionId)?.reject();
    // First the standing: who is dismissed in the second in which the place was lost is told that it was lost.
    this.#tellStandings();
    for (const client of this.clients) {
      if (dismissed.includes(client.sessionId)) this.#keeper.dismiss(client, CLOSE_CODES.idle);
    }
    if (shouldEnd) this.#keeper.close(CLOSE_CODES.idle);
  }

  #driveAll(): void {
    for (const seat of this.#people.seats.places) {
      const control = this.#controls[seat.skater]!;
      if (seat.sessionId !== "" && (seat.presence === "here" || seat.presence === "away")) {
        this.#drivePerson(seat, control);
      }
      const isBot = isDrivenByBot(seat);
      this.#origins[seat.skater] = isBot ? "match-bot" : "person";
      if (isBot) this.#bots.drive(this.#sim, seat.skater, control);
    }
  }

  #drivePerson(seat: Seat, control: Control): void {
    const driver = people.driverOf(this.#people, seat.sessionId);
    drivePerson(driver, this.inputs.get(seat.sessionId));
    people.attend(this.#people, seat, this.#sim.referee.phase === "playing");
    if (isDrivenByBot(seat)) return;
    Object.assign(control, driver.control);
    this.#skipVote.note(seat.sessionId, driver.control.stick);
  }

  #publish(): void {
    publishMotion(this.state, this.#sim, this.#epoch);
    const { seats } = this.#people;
    if (this.#seatsPublished !== seats.version) {
      this.#seatsPublished = seats.version;
      publishSeats(this.state, seats);
      this.#tellStandings();
      void this.#list();
    }
    for (const seat of seats.places) {
      if (isDrivenByBot(seat)) publishThought(this.state.skaters[seat.skater]!, this.#bots.thought(seat.skater));
    }
  }

  /** Sends each person their standing if it has changed. */
  #tellStandings(): void {
    for (const client of this.clients) {
      const standing = people.standingOf(this.#people, client.sessionId);
      if (standing !== null && this.#standings.isNew(client.sessionId, standing)) client.send("standing", standing);
    }
  }

  #listing(): MatchListing {
    const { seats } = this.#people;
    return {
      level: this.#level,
      hasFreePlace: hasFreePlace(seats),
      canWatch: people.hasRoomToWatch(this.#people),
      waiting: seats.waiting.length,
    };
  }

  /** Updates the metadata for matchmaking if it has changed. */
  async #list(): Promise<void> {
    const listing = this.#listing();
    if (isDeepStrictEqual(listing, this.metadata)) return;
    try {
      await this.setMatchmaking({ metadata: listing });
    } catch (error) {
      this.#context.log.warn({ err: error, room: this.roomId }, "the room's listing could not be updated");
    }
  }
}

/** Shirt numbers: 1 to n in each team. */
function shirtNumbers(count: number): number[] {
  return Array.from({ length: count }, (_, skater) => (skater % (count / 2)) + 1);
}
