/**
 * A practice rink: drill after drill in real time, played with the newest weights of one run, for anybody to watch.
 *
 * Reads weights from the policy store and swaps them between ticks; produces the room's state. Exists while watched.
 */
import { Room, ServerError, type Client } from "@colyseus/core";
import {
  CARRIER_NUMBER,
  createPractice,
  MATE_NUMBER,
  TASK_NAMES,
  type Checkpoint,
  type Practice,
} from "../../bots/index.ts";
import type { PracticeJoinOptions } from "../../shared/net/messages.ts";
import { ControlInput, type RoomState } from "../../shared/net/state.ts";
import { TICKS_PER_SECOND } from "../../shared/units.ts";
import { JOIN_ERRORS } from "../join-options.ts";
import type { Logger } from "../log.ts";
import type { Clock } from "../rooms/clock.ts";
import { createRoomState, publishMotion, publishThought } from "../match/publish.ts";
import { NOT_OPENED, RoomKeeper, type RoomCounters, type RoomEnding } from "../rooms/room-keeper.ts";
import type { PolicyStore } from "./policy-store.ts";

/** What every practice room of a server shares. */
export interface PracticeContext {
  readonly log: Logger;
  readonly counters: RoomCounters;
  readonly clock: Clock;
  readonly policies: PolicyStore;
  /** Number of rinks per run. */
  readonly rinks: number;
}

/** Our context and the first viewer's options, which matchmaking has validated. */
type PracticeCreateOptions = Partial<PracticeJoinOptions> & { readonly context: PracticeContext };

/** The most viewers of one rink. */
const WATCHERS = 200;

/** The Colyseus room "practice"; one per run id and rink. */
export class PracticeRoom extends Room<{
  state: RoomState;
  metadata: { runId: string; rink: number };
  input: ControlInput;
}> {
  override messages = { "*": (client: Client) => this.#keeper.expel(client, "unknown kind of message") };
  /** Nobody sends inputs, but only a room with inputs sends the clock that smooth drawing needs. */
  override inputs = this.defineInput(ControlInput, { tickRate: TICKS_PER_SECOND, bufferMaxSize: 1 });
  #keeper!: RoomKeeper;
  #practice!: Practice;
  #unsubscribe = (): void => undefined;
  #next: Checkpoint | null = null;
  /** A room that onCreate refuses never gets a keeper. */
  #ending: RoomEnding = NOT_OPENED;

  override onCreate({ context, runId = "", rink = 0 }: PracticeCreateOptions): void {
    const { policies, rinks } = context;
    if (!policies.has(runId)) throw new ServerError(JOIN_ERRORS.unknownRun, `There is no run "${runId}" here.`);
    if (rink >= rinks)
      throw new ServerError(JOIN_ERRORS.badRequest, `rink must be from 0 to ${rinks - 1}, not ${rink}`);

    const checkpoint = policies.get(runId);
    const tasks = policies.tasks(runId).filter((name) => TASK_NAMES.includes(name));
    if (tasks.length === 0) {
      throw new ServerError(JOIN_ERRORS.unknownRun, `The run "${runId}" learns no task that is known here.`);
    }
    // Each rink begins with another task, so that all of them can be seen at once.
    const inTurn = tasks.map((_, i) => tasks[(i + rink) % tasks.length]!);
    this.#practice = createPractice({ seed: `${runId}/${rink}`, checkpoint, tasks: inTurn });
    this.#keeper = new RoomKeeper(this, context, "practiceRinks");
    this.#ending = this.#keeper;
    this.#unsubscribe = policies.subscribe(runId, (newest) => {
      this.#next = newest;
    });
    this.state = createRoomState("practice", this.#practice.sim, [CARRIER_NUMBER, MATE_NUMBER]);
    this.state.ice = this.#practice.ice;
    this.state.runId = runId;
    this.state.decisions = checkpoint?.progress.decisions ?? 0;
    this.maxClients = WATCHERS;
    this.metadata = { runId, rink };
    this.#keeper.start(
      () => this.#tick(),
      () => this.#publish(),
    );
  }

  override onJoin(client: Client): void {
    this.#keeper.guard(client, () => undefined);
  }

  override onDispose(): void {
    this.#unsubscribe();
    this.#ending.dispose();
  }

  override onUncaughtException(error: Error, method: string): void {
    this.#ending.onException(error, method);
  }

  #tick(): void {
    if (this.#next !== null) {
      this.#practice.setCheckpoint(this.#next);
      this.state.decisions = this.#next.progress.decisions;
      this.#next = null;
    }
    this.#keeper.collect(this.#practice.tick());
  }

  #publish(): void {
    const { state } = this;
    const practice = this.#practice;
    publishMotion(state, practice.sim, 0);
    state.drillTask = practice.task;
    state.drillOutcome = practice.outcome === "none" ? "" : practice.outcome;
    state.drillSuccess = practice.isSuccess;
    state.drillAlso = practice.alsoTask;
    state.drillsPlayed = practice.drillsPlayed;
    state.hasGoal = practice.goal !== null;
    state.goalX = practice.goal?.x ?? 0;
    state.goalY = practice.goal?.y ?? 0;
    for (const skater of practice.sim.skaters) publishThought(state.skaters[skater.id]!, practice.thought(skater.id));
  }
}
