/** `report.html`: one self-contained file with findings, figures, tables, settings and limits. */
import { STRATEGIES } from "../../relabel/registry.ts";
import type { Session } from "../machine.ts";
import { commandOf, isPreliminary } from "../plan.ts";
import type { RunResult } from "../results.ts";
import type { FigureData } from "./panels.ts";
import { bulletList, element, escape, paragraph } from "./markup.ts";
import { practised } from "./practised.ts";
import { collapses, findings, limits } from "./reading.ts";
import { STYLE } from "./style.ts";
import type { Figure } from "./svg.ts";
import { curveTable, finalTable, improvementTable, seedTable, settingsTable, storedTable } from "./tables.ts";
import { countOf, durationOf, listOf, plural, quoted } from "./words.ts";

/** What a report is written from. */
export interface PageData extends FigureData {
  readonly results: readonly RunResult[];
  readonly sessions: readonly Session[];
  /** The same figures twice: for wide and for narrow windows. */
  readonly wide: readonly Figure[];
  readonly narrow: readonly Figure[];
}

export function pageOf(data: PageData): string {
  const { plan, analysis, tasks } = data;
  const label = isPreliminary(plan) ? "Preliminary: " : "";
  const title = `${label}does sharing data across tasks help?`;
  const heading = title[0]!.toUpperCase() + title.slice(1);
  const lead = `Hindsight Hockey: ${listOf(plan.arms.map(quoted))}, ${plural(plan.seeds.length, "seed")} each, ${countOf(plan.common.decisions!)} environment steps, ${listOf(tasks.map((task) => `${task} ${practised(plan, task)}`))}.`;
  const sections = [
    section("Findings", bulletList(findings(data)) + paragraph(collapses(data))),
    section("Learning curves", figureOf(data, "curves") + fold("The curves as numbers", curveTable(data))),
    section(
      "Final success",
      figureOf(data, "final") + finalTable(data) + fold("Every seed as numbers", seedTable(data)),
    ),
    analysis.improvements.length === 0
      ? ""
      : section(
          `Probability of improvement over ${analysis.baseline}`,
          figureOf(data, "improvement") + improvementTable(data),
        ),
    section("Every seed", figureOf(data, "seeds")),
    section("Where the data came from", paragraph(STORED) + storedTable(data)),
    section("What was run", whatWasRun(data)),
    section("What this does not show", bulletList(limits(data))),
  ];
  const badge = isPreliminary(plan) ? element("p", { class: "preliminary" }, "Preliminary: fewer than 10 seeds") : "";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(heading)}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escape(heading)}</h1>
${paragraph(lead, "lead")}
${badge}
${sections.join("\n")}
</main>
</body>
</html>
`;
}

const STORED =
  "Every episode is stored for the task it was collected for. Sharing stores copies of it for other tasks, with reward and " +
  "termination recomputed for them (relabelling). Gradient steps draw the same number of transitions of every task that has any.";

function whatWasRun(data: PageData): string {
  const { plan, results, sessions } = data;
  const arms = STRATEGIES.filter(({ name }) => plan.arms.includes(name)).map(
    ({ name, summary }) => `${name}: ${summary}`,
  );
  const learning = results.reduce((sum, { end }) => sum + end.seconds, 0);
  const wall = sessions.reduce((sum, { seconds }) => sum + seconds, 0);
  const interrupted = results.filter(({ resumedAt }) => resumedAt.length > 0);
  const facts: Readonly<Record<string, string>> = {
    runs: `${results.length} (${plural(plan.arms.length, "arm")}, seeds ${plan.seeds[0]} to ${plan.seeds.at(-1)!} in each)`,
    time: `${durationOf(wall)}; ${durationOf(learning)} summed over runs`,
    machine: unique(sessions.map(({ processor, jobs }) => `${processor}, ${plural(jobs, "run")} at a time`)),
    backend: unique(results.map(({ end }) => end.backend)),
    code: unique(sessions.map(({ code, node }) => `${code === "" ? "version unknown" : code}, Node ${node}`)),
    interrupted:
      interrupted.length === 0
        ? "no run was interrupted"
        : `${listOf(interrupted.map(({ arm, seed, resumedAt }) => `${arm}, seed ${seed} at ${listOf(resumedAt.map(countOf))} steps`))}: resumed from a checkpoint with an empty replay buffer`,
  };
  const list = Object.entries(facts).map(([name, text]) => `<dt>${escape(name)}</dt><dd>${escape(text)}</dd>`);
  return [
    element("pre", {}, element("code", {}, escape(commandOf(plan)))),
    bulletList(arms),
    element("dl", {}, list.join("")),
    settingsTable(data),
  ].join("");
}

function unique(texts: readonly string[]): string {
  return [...new Set(texts)].join("; ");
}

function section(heading: string, markup: string): string {
  return element("section", {}, element("h2", {}, escape(heading)) + markup);
}

function fold(summary: string, markup: string): string {
  return element("details", {}, element("summary", {}, escape(summary)) + markup);
}

/** A figure in both layouts. CSS hides one of the two, also from screen readers. */
function figureOf({ wide, narrow }: PageData, name: string): string {
  const variants = { wide, narrow };
  const drawn = Object.entries(variants).map(([layout, figures]) => {
    const found = figures.find((figure) => figure.name === name);
    return element("div", { class: layout }, found?.svg ?? "");
  });
  return element("figure", {}, drawn.join(""));
}
