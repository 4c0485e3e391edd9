/** Scripted play of any skater, with or without the puck. */
import type { Control } from "../../../shared/control.ts";
import type { Sim } from "../../../shared/sim/world.ts";
import { playCarrier } from "./carrier.ts";
import { playOffPuck } from "./team-play.ts";

/** Writes the control of skater `id`. A release that is being wound up goes on by itself. */
export function driveByScript(sim: Sim, id: number, control: Control, _mood = 0): void {
  if (sim.puck.carrier !== id || sim.skaters[id]!.role === "goalie") playOffPuck(sim, id, control);
  else playCarrier(sim, id, control);
}
