/**
 * Share with all, and be cautious where data is scarce: values are estimated by an ensemble and reduced by its spread (see
 * bots/network/ensemble.ts).
 *
 * Shared data is labelled with its true rewards; what is far from the data of a task could be overrated, which the spread
 * makes up for. Source: uncertainty-based multi-task data sharing, Bai et al. 2023 (learning offline; here learning is online,
 * so that caution also keeps the policy from what it does not know).
 */
import { all } from "./all.ts";
import type { SharingStrategy } from "./strategy.ts";

export const utds: SharingStrategy = {
  name: "utds",
  summary: "Every episode is stored for every task; values are reduced by an ensemble's spread (Bai et al. 2023).",
  heads: 5,
  choose: (context, store) => all.choose(context, store),
};
