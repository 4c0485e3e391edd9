/**
 * Unlabelled data sharing: an episode is shared with every task with reward 0, as if its rewards for them were unknown.
 *
 * The copy keeps `terminated` as recorded: the other task's `terminated` would be a label too, and without any, targets
 * would bootstrap from states in which nobody acts any more. A pass that succeeded in an episode collected for shooting
 * thus becomes a pass that earned 0 and terminated. This bias is intended; it is small where such successes are rare,
 * and a task without data of its own learns only zeros.
 *
 * Source: Yu et al. 2022 (zero reward; biased, yet good where labelled data is of high quality). The public
 * implementation of Bai et al. 2024 (UTDS) likewise replaces the reward alone. They learn offline with CQL; here
 * learning is online.
 */
import type { SharingStrategy } from "./strategy.ts";

export const uds: SharingStrategy = {
  name: "uds",
  summary: "Every episode is stored for every task, with reward 0 where it was not collected for it (Yu et al. 2022).",
  choose({ episode, tasks }, store) {
    for (const task of tasks) if (task !== episode.collectedFor) store(task, "zero");
  },
};
