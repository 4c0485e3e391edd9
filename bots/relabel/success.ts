/**
 * Share successes: an episode is stored for the tasks in which it succeeded. Source: CS330; MT-Opt 2021.
 *
 * The data of a task that is never practised then has no failures, and its values are too high (measured, one seed,
 * only shooting practised, 60,000 decisions: V(s_0, pass) 0.79 where 0.42 is earned; with `all` 0.53 and 0.56).
 */
import { hasSucceeded } from "../tasks/judge.ts";
import type { SharingStrategy } from "./strategy.ts";

export const success: SharingStrategy = {
  name: "success",
  summary: "An episode is also stored for the tasks in which it succeeded (MT-Opt 2021).",
  choose(context, store) {
    const { episode, tasks } = context;
    for (const task of tasks) {
      if (task !== episode.collectedFor && hasSucceeded(context.judged(task))) store(task);
    }
  },
};
