/** Evaluates the players that do not learn; runs outside of Jest's sandbox. */
import { TASKS } from "../../bots/tasks/registry.ts";
import { evaluate, randomPlayer, scriptedPlayer, type Evaluation } from "../../bots/run/evaluate.ts";

/** Success of the random and the scripted player in the same held-out drills. */
export function evaluateBaselines(episodes: number): Record<string, Evaluation> {
  const tasks = TASKS.map((_, task) => task);
  return {
    random: evaluate(randomPlayer(1), tasks, episodes, 11),
    scripted: evaluate(scriptedPlayer, tasks, episodes, 11),
  };
}
