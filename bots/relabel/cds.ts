/**
 * Conservative data sharing: an episode is shared with a task if a cautious estimate of its actions' values for that
 * task is high compared with the episodes collected for the task.
 *
 *     share with z  if  C_z(episode) > quantile_0.9 of C_z over recent episodes collected for z
 *     C_z(episode) = mean_t min(Q_online(s_t, a_t, z), Q_target(s_t, a_t, z))
 *
 * A task for which nothing was collected yet has no quantile: every episode is shared with it, since it has no data of
 * its own to stay close to.
 *
 * Source: Yu et al. 2021 (the threshold at a percentile of the task's own Q-values); the top tenth as in the public
 * implementation of Bai et al. 2024 (UTDS). Deviations: they learn offline with conservative Q-learning (CQL), whose
 * values are lower bounds; here the cautious value is the minimum of two networks, as in the TD targets. They choose
 * transitions when these are sampled; here whole episodes are chosen when they end, so a choice is not revised as Q
 * improves.
 */
import type { SharingStrategy } from "./strategy.ts";

/** An episode must exceed this quantile of the task's own episodes. */
export const OWN_QUANTILE = 0.9;

export const cds: SharingStrategy = {
  name: "cds",
  summary:
    "An episode is also stored for the tasks in which its cautious value exceeds that of nine tenths of the task's own episodes (Yu et al. 2021).",
  choose(context, store) {
    const { episode, tasks } = context;
    const own = episode.collectedFor;
    for (const task of tasks) {
      if (task === own) continue;
      if (mean(context.cautiousActionValues(task)) > context.recent[task]!.quantile(OWN_QUANTILE)) store(task);
    }
    context.recent[own]!.add(mean(context.cautiousActionValues(own)));
  },
};

function mean(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return values.length === 0 ? 0 : sum / values.length;
}
