/**
 * Copies the simulation into the room's state, whose changes Colyseus then sends.
 *
 * Reads a `Sim`, seats and thoughts; mutates instances that are created once, because moved or replaced schema
 * instances break the clients' references.
 */
import type { BotThought } from "../../bots/index.ts";
import { PuckState, RoomState, SkaterState, ThoughtState, THOUGHTS } from "../../shared/net/state.ts";
import type { Sim } from "../../shared/sim/sim.ts";
import { TICKS_PER_SECOND } from "../../shared/units.ts";
import { isDrivenByBot, type Seats } from "./seats.ts";

/** A state with one entry per skater; `numbers[i]` is the shirt number of skater i. */
export function createRoomState(kind: "match" | "practice", sim: Sim, numbers: readonly number[]): RoomState {
  const state = new RoomState();
  state.kind = kind;
  state.puck = new PuckState();
  for (const skater of sim.skaters) {
    const entry = new SkaterState();
    entry.team = skater.team;
    entry.role = skater.role;
    entry.number = numbers[skater.id] ?? skater.id + 1;
    for (let i = 0; i < THOUGHTS; i++) entry.thoughts.push(new ThoughtState());
    state.skaters.push(entry);
  }
  publishMotion(state, sim, 0);
  return state;
}

/** Positions, clock and score. `epoch` is added to the simulation's own, so that it never repeats in a room. */
export function publishMotion(state: RoomState, sim: Sim, epoch: number): void {
  for (let i = 0; i < sim.skaters.length; i++) {
    const from = sim.skaters[i]!;
    const to = state.skaters[i]!;
    to.x = from.x;
    to.y = from.y;
    to.heading = from.heading;
    // Clients need velocities only to predict their player's skater.
    if (to.sessionId === "") continue;
    to.vx = from.vx;
    to.vy = from.vy;
  }
  const { puck, referee } = sim;
  state.puck.x = puck.x;
  state.puck.y = puck.y;
  state.puck.carrier = puck.carrier;

  const isOvertime = referee.period > referee.periods;
  const seconds = referee.clockTicks / TICKS_PER_SECOND;
  state.phase = referee.phase;
  state.period = referee.period;
  state.periods = referee.periods;
  state.clock = isOvertime ? Math.floor(seconds) : Math.ceil(seconds);
  state.scoreHome = referee.score[0];
  state.scoreAway = referee.score[1];
  state.epoch = epoch + sim.epoch;
}

/** Publishes who holds which place. */
export function publishSeats(state: RoomState, seats: Seats): void {
  for (const seat of seats.places) {
    const entry = state.skaters[seat.skater]!;
    entry.sessionId = seat.sessionId;
    entry.name = seat.name;
    entry.isConnected = seat.presence === "here";
    if (!isDrivenByBot(seat)) publishThought(entry, NO_THOUGHT);
  }
}

const NO_THOUGHT: BotThought = { task: "", values: [] };

/** What a bot does and why. */
export function publishThought(entry: SkaterState, { task, values }: BotThought): void {
  entry.task = task;
  for (let i = 0; i < THOUGHTS; i++) {
    const to = entry.thoughts[i]!;
    const from = values[i];
    to.task = from?.task ?? "";
    to.value = from === undefined ? 0 : Math.round(from.value * 100);
  }
}
