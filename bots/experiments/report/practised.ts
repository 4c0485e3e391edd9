/** How often a task is practised, in words for the report. */
import type { ExperimentPlan } from "../plan.ts";

export function practised({ common }: ExperimentPlan, task: string): string {
  const total = Object.values(common.collect).reduce((sum, weight) => sum + weight, 0);
  const share = (common.collect[task] ?? 0) / total;
  return share === 0 ? "never practised" : `practised in ${Number((share * 100).toFixed(1))}% of the episodes`;
}
