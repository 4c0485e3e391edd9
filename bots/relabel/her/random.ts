/** Goals that any stored episode achieved. Source: HER, Andrychowicz et al. 2017, section 4.5. */
import { copyAchieved, type GoalStrategy } from "./goal-strategy.ts";

export const random: GoalStrategy = {
  name: "random",
  summary: "The goal is one that was achieved in any stored episode.",
  copies: (k) => k,
  chooseGoal(_episode, _t, context, goal, at) {
    const other = context.anyEpisode();
    copyAchieved(other, 1 + context.rng.int(other.length), context.goalSize, goal, at);
  },
};
