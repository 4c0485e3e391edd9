/** All scenarios. A new one is one file and one line here; a task is practised in the first that names it. */
import { TASKS } from "../tasks/registry.ts";
import { attack } from "./attack.ts";
import { defend } from "./defend.ts";
import { getOpen } from "./get-open.ts";
import { deny } from "./deny.ts";
import { keepGoal } from "./keep-goal.ts";
import { match } from "./match.ts";
import type { Scenario } from "./scenario.ts";
import { twoOnOne } from "./two-on-one.ts";

export const SCENARIOS: readonly Scenario[] = [attack, getOpen, defend, deny, keepGoal, twoOnOne, match];

/** The most decisions of an episode. */
export const MOST_DECISIONS = Math.max(...SCENARIOS.map(({ decisions }) => decisions));

/** Names in order. */
export const SCENARIO_NAMES: readonly string[] = SCENARIOS.map((scenario) => scenario.name);

/**
 * The scenario called `name`.
 *
 * @throws RangeError naming the known scenarios
 */
export function scenarioByName(name: string): Scenario {
  const found = SCENARIOS.find((scenario) => scenario.name === name);
  if (found === undefined) throw new RangeError(`unknown scenario "${name}"; known: ${SCENARIO_NAMES.join(", ")}`);
  return found;
}

/** The drill of a task. */
export function drillOf(task: number): Scenario {
  const { name } = TASKS[task]!;
  const found = SCENARIOS.find(({ seats }) => seats.some(({ tasks }) => tasks.includes(name)));
  if (found === undefined) throw new Error(`no scenario practises the task "${name}"`);
  return found;
}
