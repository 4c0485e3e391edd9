/** The puck carrier scores: reward 1 for a goal; over when somebody else has the puck or it is saved, in a net or dead. */
import { any, DEAD, GAIN_MATE, GAIN_OWN_GOALIE, GAIN_THEIRS, GOAL_FOR, SAVE_THEIRS, STOPPED } from "./facts.ts";
import type { HockeyTask } from "./task.ts";

const OVER = GAIN_MATE | GAIN_OWN_GOALIE | GAIN_THEIRS | SAVE_THEIRS | STOPPED | DEAD;

export const shoot: HockeyTask = {
  name: "shoot",
  situations: ["carrier"],
  gamma: 0.88,
  reward: ({ events }) => (any(events, GOAL_FOR) ? 1 : 0),
  terminated: ({ events }) => any(events, OVER),
};
