/**
 * Goals that the episode achieved after the transition began, its next state included. The paper's best strategy.
 * Source: HER, Andrychowicz et al. 2017, section 4.5.
 */
import { copyAchieved, type GoalStrategy } from "./goal-strategy.ts";

export const future: GoalStrategy = {
  name: "future",
  summary: "The goal is one that was achieved later in the same episode.",
  copies: (k) => k,
  chooseGoal(episode, t, { goalSize, rng }, goal, at) {
    copyAchieved(episode, t + 1 + rng.int(episode.length - t), goalSize, goal, at);
  },
};
