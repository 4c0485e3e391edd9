/**
 * The puck carrier scores: reward 1 for a goal; over when somebody else has the puck or it is saved, in a net or dead. It costs a
 * little if the opponents have the puck then: else a shot from anywhere, which hardly ever scores, is worth more than skating nearer.
 */
import { any, DEAD, GAIN_MATE, GAIN_OWN_GOALIE, GAIN_THEIRS, GOAL_FOR, SAVE_THEIRS, STOPPED } from "./facts.ts";
import type { HockeyTask } from "./task.ts";

const OVER = GAIN_MATE | GAIN_OWN_GOALIE | GAIN_THEIRS | SAVE_THEIRS | STOPPED | DEAD;
/** Reward for losing the puck. */
const LOST = -0.1;

export const shoot: HockeyTask = {
  name: "shoot",
  situations: ["carrier"],
  gamma: 0.95,
  reward({ events }) {
    if (any(events, GOAL_FOR)) return 1;
    return any(events, GAIN_THEIRS) ? LOST : 0;
  },
  terminated: ({ events }) => any(events, OVER),
};
