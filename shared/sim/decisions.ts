/** When the bot of a skater decides. */
import { TICKS_PER_DECISION } from "../rules.ts";
import type { Skater } from "./world.ts";

/**
 * Whether the bot of `skater` decides before the tick after `tick`. Team-mates take turns, to spread the work over the
 * ticks; skaters of the same place in both teams decide together, so that neither team knows more.
 */
export function decidesNow(tick: number, skater: Readonly<Skater>): boolean {
  return (tick + skater.place) % TICKS_PER_DECISION === 0;
}
