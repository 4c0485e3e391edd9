/** The puck carrier passes: reward 1 when a team-mate gains the puck; over as soon as the outcome is known. */
import { any, DEAD, GAIN_MATE, GAIN_OWN_GOALIE, GAIN_THEIRS, SAVE_THEIRS, STOPPED } from "./facts.ts";
import type { HockeyTask } from "./task.ts";

const OVER = GAIN_MATE | GAIN_OWN_GOALIE | GAIN_THEIRS | SAVE_THEIRS | STOPPED | DEAD;

export const pass: HockeyTask = {
  name: "pass",
  situations: ["carrier"],
  gamma: 0.88,
  reward: ({ events }) => (any(events, GAIN_MATE) ? 1 : 0),
  terminated: ({ events }) => any(events, OVER),
};
