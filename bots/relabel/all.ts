/** Share with all: every episode is stored for every task. Source: Kaelbling 1993; MT-Opt 2021, section 4. */
import type { SharingStrategy } from "./strategy.ts";

export const all: SharingStrategy = {
  name: "all",
  summary: "Every episode is stored for every task (Kaelbling 1993).",
  choose({ episode, tasks }, store) {
    for (const task of tasks) if (task !== episode.collectedFor) store(task);
  },
};
