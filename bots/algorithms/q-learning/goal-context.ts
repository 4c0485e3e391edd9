/** What a goal strategy may ask about a finished episode: the goals that its transitions, or recent episodes, achieved. */
import type { Rng } from "../../../shared/rng.ts";
import type { GoalContext } from "../../relabel/strategy.ts";
import { factsOf, type Episode } from "../../replay/episode.ts";
import { TASKS } from "../../tasks/registry.ts";
import { GOAL_SIZE } from "../../viewpoint/action-frame.ts";

/** Achieved goals that are remembered for each task. */
const REMEMBERED = 1000;

/** The context of a run. */
export interface LearnerGoalContext extends GoalContext {
  /** From now on all is about `episode` as data of `task`, which must have goals. */
  begin(episode: Episode, task: number): void;
}

/** @param copies relabelled copies that are wanted of each transition */
export function createGoalContext(copies: number, rng: Rng): LearnerGoalContext {
  const remembered = TASKS.map(() => new Float32Array(REMEMBERED * GOAL_SIZE));
  const counts = new Int32Array(TASKS.length);
  let episode: Episode | null = null;
  let task = 0;

  const achieved = (t: number, goal: Float32Array): boolean =>
    TASKS[task]!.goals!.achieved(factsOf(episode!, t), goal, 0);

  return {
    rng,
    goalSize: GOAL_SIZE,
    copies,
    from: 0,
    get task() {
      return task;
    },
    get to() {
      return episode!.length;
    },
    get length() {
      return episode!.length;
    },
    begin(next, nextTask) {
      episode = next;
      task = nextTask;
      const goal = new Float32Array(GOAL_SIZE);
      for (let t = 0; t < next.length; t++) {
        if (!achieved(t, goal)) continue;
        remembered[task]!.set(goal, (counts[task]! % REMEMBERED) * GOAL_SIZE);
        counts[task]!++;
      }
    },
    achieved,
    achievedElsewhere(goal) {
      const count = Math.min(counts[task]!, REMEMBERED);
      if (count === 0) return false;
      const at = rng.int(count) * GOAL_SIZE;
      for (let k = 0; k < GOAL_SIZE; k++) goal[k] = remembered[task]![at + k]!;
      return true;
    },
  };
}
