/** Goals that the episode achieved at any time. Source: HER, Andrychowicz et al. 2017, section 4.5. */
import { copyAchieved, type GoalStrategy } from "./goal-strategy.ts";

export const episode: GoalStrategy = {
  name: "episode",
  summary: "The goal is one that was achieved at any time in the same episode.",
  copies: (k) => k,
  chooseGoal(recorded, _t, { goalSize, rng }, goal, at) {
    copyAchieved(recorded, 1 + rng.int(recorded.length), goalSize, goal, at);
  },
};
