/**
 * Hindsight inference: an episode is shared with a task drawn from the posterior over the task it was played for.
 *
 *     q(z | episode)  is proportional to  exp(mean_t U_z,t / TEMPERATURE - log Z_z)
 *     U_z,t = gamma^(d_t - 1) r_z,t + gamma^d_t (1 - terminated_z,t) Q(s_t+1, a_t+1, z)
 *     log Z_z = log of the mean, over recent episodes, of exp(mean_t U_z,t / TEMPERATURE)
 *
 * Reward and terminated are those of task z, judged on s_t+1. Where the recording stopped, V(s_n, z) replaces the next
 * action's value. Without the partition function Z, an easy task, in which every value is high, would get all episodes.
 *
 * Source: Eysenbach, Geng, Levine & Salakhutdinov 2020 (inverse RL as the optimal relabelling), and their published
 * code, whose logits are one-step backups normalised over the batch. Deviations: they draw a task for each sampled
 * transition and replace its label; here one is drawn for each episode, hence the mean over its transitions, and the
 * original copy is kept. They subtract log pi(a | s, z), which a greedy policy does not have. Their rewards are large
 * compared with an entropy weight of 1; here they are 0 or 1, hence a temperature. Z is a mean over recent episodes,
 * each with the value it had when it ended.
 */
import type { SharingContext, SharingStrategy } from "./strategy.ts";

/** A difference in value of this much changes the odds of a task by a factor of e. */
export const TEMPERATURE = 0.1;

export const hipi: SharingStrategy = {
  name: "hipi",
  summary:
    "An episode is also stored for a task drawn by inverse reinforcement learning: by how well the episode suits each task (Eysenbach et al. 2020).",
  choose(context, store) {
    const { episode, tasks } = context;
    const logits = tasks.map((task) => {
      const value = meanBackup(task, context);
      context.recent[task]!.add(value);
      return value / TEMPERATURE - context.recent[task]!.logMeanExp(TEMPERATURE);
    });
    const task = tasks[drawFromSoftmax(logits, context.rng.next())]!;
    if (task !== episode.collectedFor) store(task);
  },
};

/** The mean over the episode of U_z,t of the equation at the top. */
function meanBackup(task: number, context: SharingContext): number {
  const { durations } = context.episode;
  const gamma = context.gamma(task);
  const { from, length, rewards, terminated } = context.judged(task);
  const values = context.actionValues(task);
  let sum = 0;
  for (let t = 0; t < length; t++) {
    const discount = gamma ** (durations[from + t]! - 1);
    sum += discount * rewards[t]!;
    if (terminated[t] === 1) continue;
    sum += discount * gamma * (t + 1 < length ? values[t + 1]! : context.lastValue(task));
  }
  return length === 0 ? 0 : sum / length;
}

/** The index that `draw`, uniform in [0, 1), picks with probabilities softmax(logits). */
function drawFromSoftmax(logits: readonly number[], draw: number): number {
  const largest = Math.max(...logits);
  const weights = logits.map((logit) => Math.exp(logit - largest));
  let left = draw * weights.reduce((sum, weight) => sum + weight, 0);
  const index = weights.findIndex((weight) => (left -= weight) < 0);
  return index < 0 ? weights.length - 1 : index;
}
