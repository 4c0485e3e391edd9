/** The task of scoring: reward 1 for a goal; over as soon as the outcome is known. */
import type { Task } from "./task.ts";

export const shoot: Task = {
  name: "shoot",
  reward: ({ outcome }) => (outcome === "goal" ? 1 : 0),
  terminated: ({ outcome }) => outcome !== "none",
};
