/**
 * What HER's strategies have in common: for every transition, copies with goals that some transition achieved.
 *
 * A goal counts only if it was achieved: a shot that is stopped brought the puck to no place that could be asked for.
 * Source: HER, Andrychowicz et al. 2017, sections 3.3 and 4.5.
 */
import type { GoalContext, GoalStrategy, StoreCopy } from "../strategy.ts";

/** Draws a goal for transition `t`, or returns false if there is none. */
export type DrawGoal = (context: GoalContext, t: number, goal: Float32Array) => boolean;

/** A strategy that makes as many copies of each transition as are wanted, or at most one if `draw` has only one goal. */
export function hindsight(name: string, summary: string, draw: DrawGoal, mostCopies = Infinity): GoalStrategy {
  let goal = new Float32Array(0);
  return {
    name,
    summary,
    mostCopies,
    choose(context, store: StoreCopy) {
      const { task, from, to, copies } = context;
      if (goal.length !== context.goalSize) goal = new Float32Array(context.goalSize);
      for (let t = from; t < to; t++) {
        for (let k = 0; k < copies && k < mostCopies; k++) {
          if (draw(context, t, goal)) store(task, "judged", goal, t, t + 1);
        }
      }
    },
  };
}

/** Draws one of the goals that the transitions `from` to `to` (exclusive) achieved. */
export function drawAchieved(context: GoalContext, from: number, to: number, goal: Float32Array): boolean {
  const { rng } = context;
  // Draws until one was achieved; a trajectory in which few were gets fewer copies.
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (context.achieved(from + rng.int(to - from), goal)) return true;
  }
  return false;
}

/** Goals are drawn so often before the copy is left out. */
const ATTEMPTS = 4;
