/** The goal that the trajectory achieved at its end. Source: HER, Andrychowicz et al. 2017, section 3.3. */
import { hindsight } from "./hindsight.ts";

export const final = hindsight(
  "final",
  "The goal is the one that the last transition of the episode achieved.",
  (context, _t, goal) => context.achieved(context.length - 1, goal),
  1,
);
