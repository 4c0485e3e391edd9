/**
 * Generalized Hindsight: an episode is shared with the task in which its advantage ranks highest among recent episodes.
 *
 *     A_z = sum_k gamma^(n_k + d_k - 1) r_z,k + gamma^n V(s_n, z) - V(s_0, z)     n_k: decisions before transition k
 *     z*  = argmax_z (share of the recent episodes whose A_z is lower)            equal shares: the larger A_z
 *
 * The value of the last state counts only if the task was not over there. Shares make tasks comparable: an advantage of
 * 0.5 is high in a hard task and low in an easy one.
 *
 * Source: Li, Pinto & Abbeel 2020, section 4 (approximate IRL relabelling, trajectory advantages). There the shares are
 * those of returns and the advantage breaks ties; with rewards of 0 or 1 nearly all returns are equal, so that here the
 * advantages themselves are ranked. As there, 500 episodes are compared and the original copy is kept.
 */
import type { SharingContext, SharingStrategy } from "./strategy.ts";

export const advantage: SharingStrategy = {
  name: "advantage",
  summary:
    "An episode is also stored for the task in which its advantage ranks highest among recent episodes (Generalized Hindsight 2020).",
  choose(context, store) {
    const { episode, tasks } = context;
    let bestTask = episode.collectedFor;
    let best = { percentile: -1, advantage: 0 };
    // The task it was collected for comes first, so that it wins ties.
    for (const task of [episode.collectedFor, ...tasks.filter((other) => other !== episode.collectedFor)]) {
      const value = advantageFor(task, context);
      const percentile = context.recent[task]!.percentileOf(value);
      context.recent[task]!.add(value);
      if (percentile > best.percentile || (percentile === best.percentile && value > best.advantage)) {
        best = { percentile, advantage: value };
        bestTask = task;
      }
    }
    if (bestTask !== episode.collectedFor) store(bestTask);
  },
};

/** A_z of the equation at the top. */
function advantageFor(task: number, context: SharingContext): number {
  const { durations } = context.episode;
  const gamma = context.gamma(task);
  const { from, length, rewards, terminated } = context.judged(task);
  let discount = 1;
  let sum = 0;
  for (let t = 0; t < length; t++) {
    discount *= gamma ** (durations[from + t]! - 1);
    sum += discount * rewards[t]!;
    discount *= gamma;
  }
  const isOver = length > 0 && terminated[length - 1] === 1;
  return sum + (isOver ? 0 : discount * context.lastValue(task)) - context.firstValue(task);
}
