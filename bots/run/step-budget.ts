/**
 * How many gradient steps are due: one for so many decisions, beginning when enough have been collected. Steps are due for the
 * decisions before a cycle, because how many a cycle will bring is not known at its beginning.
 */
import { stepsPerCycle, type TrainConfig } from "./config.ts";

/** Gives the gradient steps of a cycle that begins after `decisions` decisions, with `stored` transitions in the buffer. */
export type StepBudget = (decisions: number, stored: number) => number;

/** The budget of a run that begins, or goes on with an empty buffer, at `startedAt` decisions. */
export function createStepBudget(config: TrainConfig, startedAt: number): StepBudget {
  const learningStarts = startedAt + config.learningStarts;
  let paidUntil = learningStarts;
  return (decisions, stored) => {
    if (decisions <= learningStarts || stored < config.batchSize) return 0;
    const due = Math.floor((decisions - paidUntil) / config.decisionsPerGradientStep);
    paidUntil += due * config.decisionsPerGradientStep;
    // There is room for so many; more can only be due when learning begins late.
    return Math.min(due, stepsPerCycle(config));
  };
}
