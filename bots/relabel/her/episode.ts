/** Goals that the trajectory achieved at any time. Source: HER, Andrychowicz et al. 2017, section 4.5. */
import { drawAchieved, hindsight } from "./hindsight.ts";

export const episode = hindsight(
  "episode",
  "The goal is one that was achieved at any time in the same episode.",
  (context, _t, goal) => drawAchieved(context, 0, context.length, goal),
);
