/**
 * A copy of the project to which a task and a scenario were added as the README says: one file and one line each. The
 * task is to dump the puck: it crosses the far blue line.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "./lint.ts";

const TASK = `/** The carrier dumps the puck: reward 1 when it crosses the far blue line; over when somebody else has it. */
import { BLUE_LINE_X } from "../../shared/rink.ts";
import { any, DEAD, GAIN_MATE, GAIN_THEIRS, RELEASE_SELF, STOPPED } from "./facts.ts";
import type { HockeyTask } from "./task.ts";

export const dump: HockeyTask = {
  name: "dump",
  situations: ["carrier"],
  gamma: 0.9,
  reward: ({ events, after }) => (any(events, RELEASE_SELF) && after.puckX > BLUE_LINE_X ? 1 : 0),
  terminated: ({ events }) => any(events, RELEASE_SELF | GAIN_MATE | GAIN_THEIRS | STOPPED | DEAD),
};
`;

const SCENARIO = `/** The carrier gets rid of the puck in the neutral zone, with one opponent ahead. */
import { driveByScript } from "../policy/scripted/drive.ts";
import { placeAround, placeCarrier, placeMoving } from "./placing.ts";
import type { Scenario } from "./scenario.ts";

export const neutralZone: Scenario = {
  name: "neutral-zone",
  summary: "The puck carrier dumps the puck from the neutral zone.",
  config: {
    roster: [
      { team: 0, role: "skater" },
      { team: 1, role: "skater" },
    ],
    match: null,
  },
  seats: [{ skater: 0, tasks: ["dump"] }],
  ice: "whole",
  decisions: 40,
  start(sim, rng) {
    const carrier = { x: rng.range(-14, -4), y: rng.range(-10, 10) };
    const opponent = placeAround(rng, carrier, { distance: [5, 10], towards: 0, spread: 1 });
    placeCarrier(sim, 0, carrier, rng);
    placeMoving(sim, 1, opponent, carrier, rng);
  },
  drive: driveByScript,
};
`;

/** The folder of the copy, and how to remove it. */
export interface ProjectCopy {
  readonly folder: string;
  remove(): void;
}

/** Makes the copy; packages and the built client are those of the project. */
export function copyWithDump(): ProjectCopy {
  const folder = mkdtempSync(join(tmpdir(), "hockey-dump-"));
  for (const name of ["shared", "bots", "server", "client", "package.json"]) {
    cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  }
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"), "dir");
  writeFileSync(join(folder, "bots/tasks/dump.ts"), TASK);
  writeFileSync(join(folder, "bots/scenarios/neutral-zone.ts"), SCENARIO);
  addToRegistry(join(folder, "bots/tasks/registry.ts"), "./dump.ts", "dump", "TASKS");
  addToRegistry(join(folder, "bots/scenarios/registry.ts"), "./neutral-zone.ts", "neutralZone", "SCENARIOS");
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Adds `name` to the end of the list `list`, and its import. */
function addToRegistry(file: string, from: string, name: string, list: string): void {
  const text = readFileSync(file, "utf8");
  const entry = new RegExp(`(export const ${list}: [^=]*= \\[[^\\]]*)\\]`);
  if (!entry.test(text)) throw new Error(`${file} has no list ${list}`);
  writeFileSync(file, `import { ${name} } from "${from}";\n${text.replace(entry, `$1, ${name}]`)}`);
}
