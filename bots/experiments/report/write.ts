/** Writes the report of an experiment: report.html, and every figure as SVG and PNG. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { EVALUATION_SEED, evaluate, randomPlayer, scriptedPlayer, scriptedTasks } from "../../run/evaluate.ts";
import { learntTasks, tasksOf } from "../../run/config.ts";
import type { Analysis } from "../analysis.ts";
import type { Session } from "../machine.ts";
import type { ExperimentPlan } from "../plan.ts";
import type { RunResult } from "../results.ts";
import { drawFigures } from "./figures.ts";
import type { FigureData } from "./panels.ts";
import { pageOf } from "./page.ts";
import { pngOf } from "./png.ts";
import { pageTheme, paperTheme } from "./theme.ts";
import { replaceFile } from "../../files/replace-file.ts";

/** A finished experiment. */
export interface ReportData {
  readonly plan: ExperimentPlan;
  readonly results: readonly RunResult[];
  readonly analysis: Analysis;
  readonly sessions: readonly Session[];
}

/** Writes everything into `folder`. Returns the path of report.html. */
export async function writeReport(folder: string, report: ReportData): Promise<string> {
  const { plan } = report;
  const data: FigureData = { ...report, tasks: tasksByPractice(plan), references: playReferences(plan) };
  const plots = join(folder, "plots");
  mkdirSync(plots, { recursive: true });
  for (const { name, svg } of drawFigures(data, { isNarrow: false, theme: paperTheme(plan.arms), isPaper: true })) {
    replaceFile(join(plots, `${name}.svg`), svg);
    replaceFile(join(plots, `${name}.png`), await pngOf(svg));
  }
  const theme = pageTheme(plan.arms);
  const file = join(folder, "report.html");
  const page = pageOf({
    ...report,
    ...data,
    wide: drawFigures(data, { isNarrow: false, theme, isPaper: false }),
    narrow: drawFigures(data, { isNarrow: true, theme, isPaper: false }),
  });
  replaceFile(file, page);
  return file;
}

/** The tasks that are practised least come first: there sharing matters most. */
function tasksByPractice({ common }: ExperimentPlan): string[] {
  return learntTasks(common).toSorted((a, b) => (common.collect[a] ?? 0) - (common.collect[b] ?? 0));
}

/** Success of players that do not learn, in the same drills as the curves. */
function playReferences({ common }: ExperimentPlan): FigureData["references"] {
  const players = { random: randomPlayer(EVALUATION_SEED), scripted: scriptedPlayer };
  const rates = Object.entries(players).map(([name, player]) => {
    const tasks = name === "scripted" ? scriptedTasks(tasksOf(common)) : tasksOf(common);
    const evaluation = evaluate(player, tasks, common.evaluationEpisodes, EVALUATION_SEED);
    const success = Object.entries(evaluation).map(([task, rate]) => [task, rate.success] as const);
    return [name, Object.fromEntries(success)] as const;
  });
  return Object.fromEntries(rates);
}
