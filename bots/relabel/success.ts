/**
 * Share successes: an episode is stored for the tasks in which it earned a high return. Source: CS330; MT-Opt 2021.
 *
 * The data of a task that is never practised then has no failures, and its values are too high (measured, one seed,
 * only shooting practised, 60,000 decisions: V(s_0, pass) 0.79 where 0.42 is earned; with `all` 0.53 and 0.56).
 */
import { returnOf } from "../tasks/judge.ts";
import type { SharingStrategy } from "./strategy.ts";

/** Returns of all tasks are in [0, 1]; this or more counts as a success. */
const HIGH_RETURN = 0.5;

export const success: SharingStrategy = {
  name: "success",
  summary: "An episode is also stored for the tasks in which it succeeded (MT-Opt 2021).",
  choose(context, store) {
    const { episode, tasks } = context;
    for (const task of tasks) {
      if (task !== episode.collectedFor && returnOf(context.judged(task)) >= HIGH_RETURN) store(task);
    }
  },
};
