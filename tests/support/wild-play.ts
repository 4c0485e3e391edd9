/** Aggressive random play for stress and properties: skaters chase, charge, poke, shoot and skate at random. */
import type { Control } from "../../shared/control.ts";
import { GOAL_LINE_X } from "../../shared/rink.ts";
import type { Rng } from "../../shared/rng.ts";
import type { Sim } from "../../shared/sim/sim.ts";

/** Ticks between random changes of a skater's behaviour. */
const WHIM_TICKS = 12;

/** Returns a function that writes everybody's controls for the next tick. */
export function createWildPlay(sim: Sim, rng: Rng): (controls: readonly Control[]) => void {
  const isChasing = sim.skaters.map(() => true);
  const aims = sim.skaters.map(() => 0);
  let tick = 0;
  return (controls) => {
    const isNewWhim = tick++ % WHIM_TICKS === 0;
    for (const { id, x, y, team } of sim.skaters) {
      const control = controls[id]!;
      if (isNewWhim) {
        isChasing[id] = rng.next() < 0.75;
        aims[id] = rng.range(-Math.PI, Math.PI);
        const chance = rng.next();
        control.stick = chance < 0.2 ? "shoot" : chance < 0.4 ? "pass" : "hold";
      }
      if (!isChasing[id]!) {
        move(control, Math.cos(aims[id]!), Math.sin(aims[id]!), -aims[id]!);
        continue;
      }
      const isCarrier = sim.puck.carrier === id;
      const dx = isCarrier ? (team === 0 ? GOAL_LINE_X : -GOAL_LINE_X) - x : sim.puck.x - x;
      const dy = isCarrier ? aims[id]! - y : sim.puck.y - y;
      const distance = Math.hypot(dx, dy) || 1;
      move(control, dx / distance, dy / distance, Math.atan2(dy, dx));
    }
  };
}

function move(control: Control, moveX: number, moveY: number, aim: number): void {
  control.moveX = moveX;
  control.moveY = moveY;
  control.aim = aim;
}
