/**
 * Lets bots decide for the skaters they drive, ten times a second each, spread over the ticks.
 *
 * Reads the simulation and which skaters are theirs; writes their controls. Knows nothing of people and sockets.
 */
import { createBotTeam, type BotTeam, type BotThought, type Checkpoint } from "../../bots/index.ts";
import type { Control } from "../../shared/control.ts";
import { decidesNow } from "../../shared/sim/decisions.ts";
import type { Sim } from "../../shared/sim/sim.ts";

/** The bots of one match. */
export interface BotDriver {
  /** Decides for `skater` if it is its turn in this tick; otherwise its control stands. */
  drive(sim: Sim, skater: number, control: Control): void;
  thought(skater: number): BotThought;
}

/** Bots for `skaters` skaters that play with `checkpoint`; null: scripted throughout. */
export function createBotDriver(checkpoint: Checkpoint | null, skaters: number): BotDriver {
  const team: BotTeam = createBotTeam({ checkpoint, skaters });
  return {
    drive(sim, skater, control) {
      if (decidesNow(sim.tick, sim.skaters[skater]!)) team.decide(sim, skater, control);
    },
    thought: (skater) => team.thought(skater),
  };
}
