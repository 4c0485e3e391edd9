/**
 * One rink on which a scenario is played: orders for its seats in, finished transitions out.
 *
 *     repeat: order every seat that can act -> `playOn` -> take the transitions that are over
 *
 * Its owner records (bots/run/collector.ts), evaluates (bots/run/evaluate.ts) or shows it (bots/play/practice.ts).
 */
import { copyControl, idleControl, type Control } from "../../shared/control.ts";
import type { GameEvent } from "../../shared/events.ts";
import type { Rng } from "../../shared/rng.ts";
import { TICKS_PER_DECISION } from "../../shared/rules.ts";
import { createSim, step, type Sim } from "../../shared/sim/sim.ts";
import type { Scenario } from "./scenario.ts";
import {
  canAct,
  clearSeat,
  createSeat,
  hasResult,
  isActing,
  isOpen,
  lengthen,
  noteTick,
  openTransition,
} from "./seat.ts";
import type { Seat } from "./seat.ts";

/** See the file header. */
export interface Stage {
  readonly scenario: Scenario;
  readonly sim: Sim;
  readonly rng: Rng;
  /** By skater. */
  readonly controls: readonly Control[];
  readonly seats: readonly Seat[];
  /** Ticks into the current decision period, and periods begun since the start. */
  ticks: number;
  periods: number;
  /** Whether there was a goal or a whistle since the start. */
  isStopped: boolean;
  mood: number;
}

/**
 * Makes a stage, placed for its first episode.
 *
 * @param tasks identifiers of the tasks that are practised; its seats act for no others
 */
export function createStage(scenario: Scenario, rng: Rng, tasks: readonly number[]): Stage {
  const sim = createSim(scenario.config, rng.child("sim").int(2 ** 31));
  const stage: Stage = {
    scenario,
    sim,
    rng,
    controls: sim.skaters.map(idleControl),
    seats: scenario.seats.map((spec) => createSeat(spec, tasks)),
    ticks: 0,
    periods: 0,
    isStopped: false,
    mood: 0,
  };
  resetStage(stage);
  return stage;
}

/** Begins a new episode at a random start. */
export function resetStage(stage: Stage): void {
  stage.scenario.start(stage.sim, stage.rng);
  stage.mood = stage.rng.next();
  stage.ticks = 0;
  stage.periods = 0;
  stage.isStopped = false;
  for (const seat of stage.seats) clearSeat(seat);
}

/** Whether `seat` waits for an order. */
export function isDue(stage: Stage, seat: Seat): boolean {
  return stage.ticks === 0 && !hasEnded(stage) && canAct(seat, stage.sim);
}

/** Gives `seat` the order that `write` makes. */
export function orderSeat(stage: Stage, seat: Seat, write: (control: Control) => void): void {
  const control = stage.controls[seat.skater]!;
  write(control);
  copyControl(control, control);
  seat.write = write;
  openTransition(seat, stage.sim);
}

/** Ticks until a transition is over or a seat is due. Returns false if the scenario has ended and nothing is open. */
export function playOn(stage: Stage): boolean {
  for (;;) {
    if (stage.seats.some((seat) => hasResult(seat) || isDue(stage, seat))) return true;
    if (hasEnded(stage) && !stage.seats.some(isOpen)) return false;
    tickStage(stage);
  }
}

/** Advances one tick; the returned events are reused. */
export function tickStage(stage: Stage): readonly GameEvent[] {
  const { sim, seats } = stage;
  if (stage.ticks === 0) beginPeriod(stage);
  const events = step(sim, stage.controls);
  const isBoundary = ++stage.ticks === TICKS_PER_DECISION;
  for (const event of events) stage.isStopped ||= event.kind === "goalScored" || event.kind === "whistle";
  for (const seat of seats) noteTick(seat, sim, events, isBoundary);
  // When nothing is open any more, nobody has to wait for the end of the period.
  if (isBoundary || !seats.some(isOpen)) stage.ticks = 0;
  return events;
}

/** Whether no more orders are given: play was stopped, or time is up. */
export function hasEnded({ isStopped, periods, ticks, scenario }: Stage): boolean {
  return isStopped || (ticks === 0 && periods >= scenario.decisions);
}

/** Advances one tick after the end of an episode, for people who watch: the scenario drives everybody. */
export function coastStage(stage: Stage): readonly GameEvent[] {
  const { sim, controls, scenario, mood } = stage;
  if (sim.tick % TICKS_PER_DECISION === 0) {
    for (let id = 0; id < sim.skaters.length; id++) scenario.drive(sim, id, controls[id]!, mood);
  }
  return step(sim, controls);
}

function repeatOrder(seat: Seat, control: Control): void {
  seat.write(control);
  copyControl(control, control);
}

/** The scenario drives everybody who does not act by an order; an order that holds is written anew. */
function beginPeriod(stage: Stage): void {
  const { sim, seats, controls, scenario, mood } = stage;
  stage.periods++;
  for (let id = 0; id < sim.skaters.length; id++) {
    const seat = seats.find(({ skater }) => skater === id);
    if (seat === undefined || !isActing(seat, sim)) scenario.drive(sim, id, controls[id]!, mood);
    else if (sim.puck.carrier !== id) repeatOrder(seat, controls[id]!);
  }
  for (const seat of seats) lengthen(seat);
}
