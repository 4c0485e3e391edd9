/** No sharing: the baseline. */
import type { SharingStrategy } from "./strategy.ts";

export const none: SharingStrategy = {
  name: "none",
  summary: "An episode is stored only for the task it was collected for.",
  choose() {},
};
