/** All sharing strategies by name. A new strategy is one file and one line here. */
import { advantage } from "./advantage.ts";
import { all } from "./all.ts";
import { cds } from "./cds.ts";
import { hipi } from "./hipi.ts";
import { none } from "./none.ts";
import { random } from "./random.ts";
import type { SharingStrategy } from "./strategy.ts";
import { success } from "./success.ts";
import { uds } from "./uds.ts";
import { utds } from "./utds.ts";

export const STRATEGIES: readonly SharingStrategy[] = [none, all, success, random, advantage, hipi, cds, uds, utds];

/** Names in order. */
export const STRATEGY_NAMES: readonly string[] = STRATEGIES.map((strategy) => strategy.name);

/**
 * The strategy called `name`.
 *
 * @throws RangeError naming the known strategies
 */
export function strategyByName(name: string): SharingStrategy {
  const found = STRATEGIES.find((strategy) => strategy.name === name);
  if (found === undefined) throw new RangeError(`unknown sharing "${name}"; known: ${STRATEGY_NAMES.join(", ")}`);
  return found;
}
