/**
 * Goals that were achieved by the transition itself or later in its trajectory. The paper's best strategy.
 * Source: HER, Andrychowicz et al. 2017, section 4.5.
 */
import { drawAchieved, hindsight } from "./hindsight.ts";

export const future = hindsight(
  "future",
  "The goal is one that was achieved later in the same episode.",
  (context, t, goal) => drawAchieved(context, t, context.length, goal),
);
