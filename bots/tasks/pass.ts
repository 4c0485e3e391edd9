/** The task of passing: reward 1 when a team-mate gains the puck; over as soon as the outcome is known. */
import type { Task } from "./task.ts";

export const pass: Task = {
  name: "pass",
  reward: ({ outcome }) => (outcome === "teammate" ? 1 : 0),
  terminated: ({ outcome }) => outcome !== "none",
};
