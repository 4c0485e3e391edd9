/** The goal that the episode achieved at its end. Source: HER, Andrychowicz et al. 2017, section 3.3. */
import { copyAchieved, type GoalStrategy } from "./goal-strategy.ts";

export const final: GoalStrategy = {
  name: "final",
  summary: "The goal is the one that the last state of the episode achieved.",
  copies: (k) => Math.min(k, 1),
  chooseGoal(episode, _t, { goalSize }, goal, at) {
    copyAchieved(episode, episode.length, goalSize, goal, at);
  },
};
