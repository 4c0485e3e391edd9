/**
 * One pass-or-shoot drill: action -> physics -> outcome, one transition at a time.
 *
 * A skating action lasts one decision. A release, or a loss of the puck, is a single transition that lasts until its
 * outcome is known (a semi-Markov step, Sutton, Precup & Singh 1999).
 */
import { copyControl, idleControl, type Control } from "../../shared/control.ts";
import type { GameEvent } from "../../shared/events.ts";
import type { Rng } from "../../shared/rng.ts";
import { TICKS_PER_DECISION } from "../../shared/rules.ts";
import { createSim, step, type Sim } from "../../shared/sim/sim.ts";
import { controlFromAction, type Action } from "../viewpoint/actions.ts";
import { playOffPuck } from "../policy/scripted/team-play.ts";
import type { Outcome } from "../tasks/task.ts";
import { CARRIER, DRILL_CONFIG, GOALIE, MATE, startDrill } from "./attack.ts";

/** A drill that is still undecided after this many decision periods (5 s) is truncated. */
export const DRILL_DECISIONS = 50;
/** A loose puck that nobody controls for this many ticks is dead. */
const RESOLVE_TICKS = 90;

/** One drill rink and the progress of its current episode. */
export interface Drill {
  readonly sim: Sim;
  readonly rng: Rng;
  readonly controls: readonly Control[];
  /** The carrier's control at the beginning of the transition. */
  readonly order: Control;
  /** Decision periods, of 0.1 s, played in this episode. */
  periods: number;
  /** How the latest transition ended, and the decision periods it took (1 or more). */
  outcome: Outcome;
  duration: number;
  /** Ticks into the current decision. */
  tickOfDecision: number;
  looseTicks: number;
}

/** Makes a drill, placed for its first episode. */
export function createDrill(rng: Rng): Drill {
  const sim = createSim(DRILL_CONFIG, rng.child("sim").int(2 ** 31));
  const controls = sim.skaters.map(idleControl);
  const drill: Drill = {
    sim,
    rng,
    controls,
    order: idleControl(),
    periods: 0,
    outcome: "none",
    duration: 0,
    tickOfDecision: 0,
    looseTicks: 0,
  };
  resetDrill(drill);
  return drill;
}

/** Begins a new episode at a random start. */
export function resetDrill(drill: Drill): void {
  startDrill(drill.sim, drill.rng);
  drill.periods = 0;
  drill.outcome = "none";
  drill.duration = 0;
  drill.tickOfDecision = 0;
  drill.looseTicks = 0;
}

/** Whether time ran out before anything was decided. */
export function isTruncated(drill: Drill): boolean {
  return drill.outcome === "none" && drill.periods >= DRILL_DECISIONS;
}

/** Plays `action` to the end of its transition; `drill.outcome` and `drill.duration` then describe it. */
export function playAction(drill: Drill, action: Readonly<Action>): void {
  beginTransition(drill, (control) => controlFromAction(action, drill.sim.skaters[CARRIER]!, control));
  while (!tickDrill(drill));
}

/** Starts a transition with the carrier's control that `order` writes; `tickDrill` then plays it. */
export function beginTransition(drill: Drill, order: (control: Control) => void): void {
  order(drill.controls[CARRIER]!);
  copyControl(drill.order, drill.controls[CARRIER]!);
  drill.outcome = "none";
  drill.duration = 1;
  drill.tickOfDecision = 0;
  drill.looseTicks = 0;
}

/** Advances one tick. Returns whether the transition is over. */
export function tickDrill(drill: Drill): boolean {
  const { sim, controls } = drill;
  if (drill.tickOfDecision === TICKS_PER_DECISION) {
    drill.tickOfDecision = 0;
    drill.duration++;
  }
  if (drill.tickOfDecision === 0) decideForOthers(drill);
  drill.tickOfDecision++;
  const events = step(sim, controls);
  if (events.length > 0) drill.outcome = judge(events, drill.outcome);
  if (drill.outcome !== "none") return finish(drill);
  if (sim.puck.carrier === CARRIER) {
    const carrier = sim.skaters[CARRIER]!;
    drill.looseTicks = 0;
    // A release that is still being wound up belongs to the same transition.
    return carrier.windupStick === "hold" && drill.tickOfDecision === TICKS_PER_DECISION && finish(drill);
  }
  if (++drill.looseTicks < RESOLVE_TICKS) return false;
  drill.outcome = "dead";
  return finish(drill);
}

/** Advances one tick after the end of an episode, for people who watch: all play on, and no outcome is recorded. */
export function coastDrill(drill: Drill): readonly GameEvent[] {
  const { sim, controls } = drill;
  if (sim.tick % TICKS_PER_DECISION === 0) {
    for (let id = 0; id < sim.skaters.length; id++) {
      if (sim.puck.carrier === id) stand(controls[id]!, sim.skaters[id]!.heading);
      else playOffPuck(sim, id, controls[id]!);
    }
  }
  return step(sim, controls);
}

function stand(control: Control, heading: number): void {
  control.moveX = 0;
  control.moveY = 0;
  control.aim = heading;
  control.stick = "hold";
}

function finish(drill: Drill): true {
  drill.periods += drill.duration;
  return true;
}

/** Lets the script control everybody but the carrier, and the carrier too while it does not have the puck. */
function decideForOthers(drill: Drill): void {
  const { sim, controls } = drill;
  for (let id = 1; id < sim.skaters.length; id++) playOffPuck(sim, id, controls[id]!);
  if (sim.puck.carrier !== CARRIER) playOffPuck(sim, CARRIER, controls[CARRIER]!);
}

/** The outcome of the transition after this tick's events. The first event that decides it counts. */
function judge(events: readonly GameEvent[], before: Outcome): Outcome {
  let outcome = before;
  for (const event of events) {
    if (outcome !== "none") return outcome;
    if (event.kind === "goalScored") outcome = event.team === 0 ? "goal" : "opponent";
    else if (event.kind === "save") outcome = "saved";
    else if (event.kind === "gain" && event.by === MATE) outcome = "teammate";
    else if (event.kind === "gain" && event.by === GOALIE) outcome = "frozen";
    else if (event.kind === "gain" && event.by !== CARRIER) outcome = "opponent";
  }
  return outcome;
}
