/**
 * Share at random: one task is drawn uniformly from all; if it is the episode's own, nothing is shared. The control for
 * strategies that choose by value. Source: CS330 lecture 9; the baseline of Generalized Hindsight (2020).
 */
import type { SharingStrategy } from "./strategy.ts";

export const random: SharingStrategy = {
  name: "random",
  summary: "An episode is also stored for a task drawn at random (the control of Generalized Hindsight 2020).",
  choose({ episode, rng, tasks }, store) {
    const task = tasks[rng.int(tasks.length)]!;
    if (task !== episode.collectedFor) store(task);
  },
};
