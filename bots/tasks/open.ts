/** An attacker without the puck gets open: reward 1 when it receives a pass; over when the opponents have the puck. */
import { any, DEAD, GAIN_SELF, GAIN_THEIRS, RECEIVED, STOPPED } from "./facts.ts";
import type { HockeyTask } from "./task.ts";

export const open: HockeyTask = {
  name: "open",
  situations: ["attacker"],
  gamma: 0.95,
  reward: ({ events }) => (any(events, RECEIVED) ? 1 : 0),
  terminated: ({ events }) => any(events, GAIN_SELF | RECEIVED | GAIN_THEIRS | STOPPED | DEAD),
};
