/** Goals that any stored trajectory achieved. Source: HER, Andrychowicz et al. 2017, section 4.5. */
import { hindsight } from "./hindsight.ts";

export const random = hindsight(
  "random",
  "The goal is one that was achieved in any stored episode.",
  (context, _t, goal) => context.achievedElsewhere(goal),
);
