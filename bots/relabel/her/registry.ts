/** HER's goal strategies by name. A new one is one file and one line here. */
import { episode } from "./episode.ts";
import { final } from "./final.ts";
import { future } from "./future.ts";
import { none } from "./none.ts";
import { random } from "./random.ts";
import type { GoalStrategy } from "../strategy.ts";

export const GOAL_STRATEGIES: readonly GoalStrategy[] = [none, final, future, episode, random];

/** Names in order. */
export const GOAL_STRATEGY_NAMES: readonly string[] = GOAL_STRATEGIES.map((strategy) => strategy.name);

/**
 * The strategy called `name`.
 *
 * @throws RangeError naming the known strategies
 */
export function goalStrategyByName(name: string): GoalStrategy {
  const found = GOAL_STRATEGIES.find((strategy) => strategy.name === name);
  if (found === undefined) {
    throw new RangeError(`unknown goal strategy "${name}"; known: ${GOAL_STRATEGY_NAMES.join(", ")}`);
  }
  return found;
}
