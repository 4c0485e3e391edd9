/** No hindsight: the baseline. */
import type { GoalStrategy } from "../strategy.ts";

export const none: GoalStrategy = {
  name: "none",
  summary: "A transition is stored only with the goal it was collected for.",
  mostCopies: 0,
  choose() {},
};
