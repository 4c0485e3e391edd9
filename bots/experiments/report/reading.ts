/** The sentences of the report, generated from the numbers. */
import { COLLAPSE_SHARE, curveOf, type Analysis, type FinalScore } from "../analysis.ts";
import { isPreliminary, SEEDS_FOR_A_CLAIM } from "../plan.ts";
import type { Estimate } from "../statistics.ts";
import type { FigureData } from "./panels.ts";
import { practised } from "./practised.ts";
import { countOf, estimateOf, listOf, percentOf, plural, probabilityOf, quoted } from "./words.ts";

/** The findings, for the top of the report. */
export function findings(data: FigureData): string[] {
  const { plan, analysis, tasks } = data;
  return [
    ...tasks.flatMap((task) =>
      analysis.improvements.map(({ arm, byTask }) => comparison(data, arm, task, byTask[task]!)),
    ),
    ...(analysis.improvements.length === 0 ? analysis.finals.map((final) => alone(final, tasks)) : []),
    ...(isPreliminary(plan)
      ? [
          `Preliminary: ${plural(plan.seeds.length, "seed")} per arm. A claim needs at least ${SEEDS_FOR_A_CLAIM}; intervals from fewer are too narrow.`,
        ]
      : []),
  ];
}

/** What the experiment does not show, for the end of the report. */
export function limits({ plan, analysis }: FigureData): string[] {
  const { common, arms, seeds } = plan;
  return [
    `Drills, not matches: one carrier, a team-mate, a chasing defender and a goalie. "Success" is the share of ${countOf(common.evaluationEpisodes)} held-out drills, the same for every run and played without exploration; intervals are for the spread over seeds, not over drills.`,
    `All runs share one set of hyper-parameters, the project's defaults, which were chosen while sharing with "all". No arm was tuned on its own: ${quoted(analysis.baseline)} could do better than shown with settings of its own.`,
    `In the first ${countOf(common.epsilonDecisions)} environment steps part of each minibatch comes from episodes that succeeded in their task, at most ${percentOf(common.successShare)} of it; an arm that shares has more such episodes.`,
    `Equal numbers of environment steps and of gradient steps; an arm that shares holds more transitions of the same episodes in its replay buffer.`,
    ...(analysis.improvements.some(({ byTask }) => Object.values(byTask).some(({ low, high }) => low === high))
      ? [
          "An interval without width, such as 1.00 to 1.00, means that no run of one arm beat a run of the other (or that all were equal): a bootstrap only resamples the runs there are.",
        ]
      : []),
    ...(arms.length > 2
      ? [
          `${plural(arms.length - 1, "arm")} are compared with ${quoted(analysis.baseline)}, without a correction for multiple comparisons.`,
        ]
      : []),
    `Seeds ${seeds[0]} to ${seeds.at(-1)!} were fixed before the first run; every run is in the tables and figures, none was left out.`,
  ];
}

/** The runs that collapsed or diverged, for the findings. */
export function collapses({ plan, analysis, tasks }: FigureData): string {
  const told = analysis.finals.flatMap(({ arm, collapses: counts, diverged }) => [
    ...tasks
      .filter((task) => counts[task]! > 0)
      .map((task) => `${counts[task]!} of ${plan.seeds.length} in ${task} with ${quoted(arm)}`),
    ...(diverged > 0 ? [`${plural(diverged, "run")} of ${quoted(arm)} diverged`] : []),
  ]);
  const meaning = `A run has collapsed in a task if its last success is below ${COLLAPSE_SHARE * 100}% of its best.`;
  return `${meaning} ${told.length === 0 ? "None did." : `Collapsed: ${listOf(told)}.`}`;
}

function comparison(data: FigureData, arm: string, task: string, probability: Estimate): string {
  const { plan, analysis } = data;
  const { baseline } = analysis;
  const treated = finalOf(analysis, arm).byTask[task]!;
  const untreated = finalOf(analysis, baseline).byTask[task]!;
  const difference = (treated.value - untreated.value) * 100;
  const points = `${difference >= 0 ? "+" : "-"}${Math.abs(difference).toFixed(1)} points`;
  return [
    `${task} (${practised(plan, task)}): ${estimateOf(treated)} with ${quoted(arm)}, ${estimateOf(untreated)} with ${quoted(baseline)}: ${points}.`,
    `A run with ${quoted(arm)} beats one with ${quoted(baseline)} with probability ${probabilityOf(probability)}: ${verdict(probability)}.`,
    speed(analysis, arm, task),
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

/** A probability of improvement in words. */
export function verdict({ low, high }: Estimate): string {
  if (low > 0.5) return "better";
  if (high < 0.5) return "worse";
  return "no clear difference";
}

/** How much earlier an arm reaches the baseline's final success; empty if it does not. */
function speed(analysis: Analysis, arm: string, task: string): string {
  const target = finalOf(analysis, analysis.baseline).byTask[task]!.value;
  const end = analysis.evaluatedAt.at(-1)!;
  const first = curveOf(analysis, arm, task).points.find(({ mean }) => mean.value >= target);
  if (first === undefined || first.decisions === 0 || first.decisions >= end) return "";
  const times = (end / first.decisions).toFixed(1);
  return `It reaches the final success of ${quoted(analysis.baseline)} (${percentOf(target)}) by step ${countOf(first.decisions)} of ${countOf(end)}: ${times} times sooner.`;
}

function alone({ arm, byTask }: FinalScore, tasks: readonly string[]): string {
  return `${quoted(arm)}: ${listOf(tasks.map((task) => `${task} ${estimateOf(byTask[task]!)}`))}. There is no other arm to compare with.`;
}

function finalOf({ finals }: Analysis, arm: string): FinalScore {
  return finals.find((final) => final.arm === arm)!;
}
