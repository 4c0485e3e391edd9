/** The script of each task: the hand-written baseline that learnt play must beat. A task without one has no baseline. */
import type { Control } from "../../../shared/control.ts";
import { attackSide, type Point } from "../../../shared/rink.ts";
import type { Sim } from "../../../shared/sim/world.ts";
import { playCarrier } from "./carrier.ts";
import { skateAlong } from "./steering.ts";
import { playOffPuck } from "./team-play.ts";

/** Writes the control of skater `id`. `goal` is the place the task asks for [m], with the attack to the right. */
export type Script = (sim: Sim, id: number, control: Control, goal: Float32Array) => void;

export const SCRIPTS: Readonly<Record<string, Script>> = {
  shoot: (sim, id, control) => playCarrier(sim, id, control, "shoot"),
  pass: (sim, id, control) => playCarrier(sim, id, control, "pass"),
  open: playWithoutPuck,
  steal: playWithoutPuck,
  cover: playWithoutPuck,
  save: playWithoutPuck,
  carry: carryTo,
  place: releaseTo,
};

function playWithoutPuck(sim: Sim, id: number, control: Control): void {
  playOffPuck(sim, id, control);
}

/** Skates straight to the place, the stick ahead. */
function carryTo(sim: Sim, id: number, control: Control, goal: Float32Array): void {
  const { x, y } = worldGoal(sim, id, goal);
  const self = sim.skaters[id]!;
  skateAlong(x - self.x, y - self.y, control);
}

/** Passes straight to the place. */
function releaseTo(sim: Sim, id: number, control: Control, goal: Float32Array): void {
  const { x, y } = worldGoal(sim, id, goal);
  const { puck } = sim;
  control.moveX = 0;
  control.moveY = 0;
  control.aim = Math.atan2(y - puck.y, x - puck.x);
  control.stick = "pass";
}

function worldGoal(sim: Sim, id: number, goal: Float32Array): Point {
  const side = attackSide(sim.skaters[id]!);
  return { x: side * goal[0]!, y: side * goal[1]! };
}
