/** Plays seeded matches of bots for benchmarks. */
import type { BotTeam } from "../../bots/index.ts";
import { idleControl } from "../../shared/control.ts";
import { decidesNow } from "../../shared/sim/decisions.ts";
import { step, type Sim } from "../../shared/sim/sim.ts";
import type { Skater } from "../../shared/sim/world.ts";
import type { MatchWatch } from "./match-watch.ts";

/** The most overtime that is played out [ticks]: teams that hardly ever score would play for ever. */
const MOST_OVERTIME_TICKS = 300 * 60;

/** Plays `sim` to its end, or until overtime has lasted five minutes: then it is a draw. `botOf` says who decides for a skater. */
export function playMatch(sim: Sim, botOf: (skater: Skater) => BotTeam, watch?: MatchWatch): void {
  const controls = sim.skaters.map(idleControl);
  const { referee } = sim;
  while (referee.phase !== "over" && (referee.period <= referee.periods || referee.clockTicks < MOST_OVERTIME_TICKS)) {
    for (const skater of sim.skaters) {
      if (!decidesNow(sim.tick, skater)) continue;
      const bots = botOf(skater);
      bots.decide(sim, skater.id, controls[skater.id]!);
      watch?.noteDecision(sim, bots.thought(skater.id));
    }
    const events = step(sim, controls);
    watch?.noteTick(sim, events);
  }
}
