/** Golden trajectories: seeded scripts of controls, played and recorded as text, with positions in mm and events. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { GameEvent } from "../../shared/events.ts";
import { step, type Sim } from "../../shared/sim/sim.ts";
import type { Control } from "../../shared/control.ts";
import { idleControls } from "./rink.ts";

/** One script: how the rink is set up, everybody's controls before each tick, and the number of ticks. */
export interface GoldenScript {
  readonly name: string;
  /** One sentence for the top of the file. */
  readonly about: string;
  readonly seed: number;
  readonly ticks: number;
  /** Ticks between two lines of positions. */
  readonly every: number;
  readonly open: (seed: number) => Sim;
  readonly orders: (sim: Sim, controls: readonly Control[], tick: number) => void;
}

/** Plays `script` and returns the text of its golden file. */
export function writeDown(script: GoldenScript): string {
  const sim = script.open(script.seed);
  const controls = idleControls(sim);
  const roster = sim.skaters.map(({ id, team, role }) => `${id} ${team === 0 ? "home" : "away"} ${role}`);
  const lines = [`# ${script.about}`, `# seed ${script.seed}; ${roster.join(", ")}; x,y in mm`, positions(sim)];
  for (let tick = 0; tick < script.ticks && sim.referee.phase !== "over"; tick++) {
    script.orders(sim, controls, tick);
    for (const event of step(sim, controls)) lines.push(`  ${describe(event)}`);
    if ((tick + 1) % script.every === 0) lines.push(positions(sim));
  }
  const { score, period, phase } = sim.referee;
  lines.push(`end: ${phase}, score ${score.join(":")}, period ${period}`);
  return `${lines.join("\n")}\n`;
}

/** The content of `file`, "" if it does not exist; with GOLDEN_BLESS=1 `actual` is written to it first. */
export function blessedText(file: URL, actual: string): string {
  if (process.env["GOLDEN_BLESS"] === "1") writeFileSync(file, actual);
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

function positions({ tick, puck, skaters }: Sim): string {
  const at = ({ x, y }: { readonly x: number; readonly y: number }): string => `${mm(x)},${mm(y)}`;
  const carrier = puck.carrier < 0 ? "" : ` with ${puck.carrier}`;
  return `${String(tick).padStart(5)}: puck ${at(puck)}${carrier} | ${skaters.map(at).join(" ")}`;
}

function mm(metres: number): number {
  // Adding 0 turns -0 into 0.
  return Math.round(metres * 1000) + 0;
}

/** The kind of an event, its tick and its numbers: lengths in mm, angles in milliradians. */
function describe(event: GameEvent): string {
  const { kind, tick, ...rest } = event;
  const words = Object.entries(rest).map(
    ([name, value]) => `${name} ${typeof value === "number" && !Number.isInteger(value) ? mm(value) : value}`,
  );
  return [`${tick}`, kind, ...words].join(" ");
}
