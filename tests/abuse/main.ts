/**
 * `npm run test:abuse`: attacks and accidents against a real server. In most of them an honest player must keep
 * receiving patches meanwhile. Prints one line per scenario with its figure as it ends; exit code 1 if one fails.
 */
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { createRng } from "../../shared/rng.ts";
import { startServerProcess } from "../support/server-process.ts";
import { joinHonestly, LONGEST_GAP_MS, type HonestPlayer } from "./honest-player.ts";
import { SCENARIOS } from "./registry.ts";
import { check, SkippedError, type Arena, type Scenario } from "./scenario.ts";

interface Result {
  readonly name: string;
  readonly outcome: "passed" | "failed" | "skipped";
  readonly seconds: number;
  readonly figure: string;
}

/** Scenarios that run at the same time: most of them wait, each has a server of its own. */
const AT_A_TIME = 3;

const NAMES = SCENARIOS.map(({ name }) => name);

const program = new Command("test:abuse")
  .description("Attack a real server, and check that an honest player does not notice.")
  .argument("[names...]", `scenarios: ${NAMES.join(", ")}; default: all`)
  .option("--seed <number>", "seed of everything random; printed at the start", (text) => {
    if (/^\d{1,9}$/.test(text)) return Number(text);
    throw new InvalidArgumentError("It must be a whole number from 0 to 999999999.");
  })
  .option("--json", "print one JSON object on the last line")
  .exitOverride()
  .showHelpAfterError("(--help lists the flags)");

try {
  program.parse();
  const unknown = program.args.filter((name) => !NAMES.includes(name));
  if (unknown.length > 0) program.error(`error: no scenario ${unknown.join(", ")}; there are ${NAMES.join(", ")}.`);
  const { seed = 1, json } = program.opts<{ seed?: number; json?: true }>();
  process.stdout.write(`seed ${seed}\n`);
  const waiting = SCENARIOS.filter(({ name }) => program.args.length === 0 || program.args.includes(name));
  const results: Result[] = [];
  const playNext = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) results.push(await play(next, seed));
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, playNext));
  const count = (outcome: Result["outcome"]): number => results.filter((result) => result.outcome === outcome).length;
  process.stdout.write(`abuse: ${count("passed")} passed, ${count("failed")} failed, ${count("skipped")} skipped\n`);
  if (json) process.stdout.write(`${JSON.stringify({ seed, results })}\n`);
  process.exit(count("failed") === 0 ? 0 : 1);
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : 2;
}

async function play(scenario: Scenario, seed: number): Promise<Result> {
  const begunAt = performance.now();
  const ends: (() => unknown)[] = [];
  const honest: HonestPlayer[] = [];
  const arena: Arena = {
    rng: createRng(`${seed}/${scenario.name}`),
    afterwards: (end) => void ends.push(end),
    async startServer(...flags) {
      const server = await startServerProcess(...flags);
      ends.push(() => server.stop());
      return server;
    },
    async joinHonestly(url) {
      const player = await joinHonestly(url);
      honest.push(player);
      ends.push(() => player.leave());
      return player;
    },
  };
  let outcome: Result["outcome"] = "passed";
  let figure: string;
  try {
    figure = await scenario.run(arena);
    for (const player of honest) figure += `; ${await honestFigure(player)}`;
  } catch (error) {
    outcome = error instanceof SkippedError ? "skipped" : "failed";
    figure = error instanceof Error ? error.message : String(error);
  }
  for (const end of ends.toReversed()) await end();
  const seconds = Number(((performance.now() - begunAt) / 1000).toFixed(1));
  process.stdout.write(`${outcome} ${scenario.name} (${seconds} s): ${scenario.claim}: ${figure}\n`);
  return { name: scenario.name, outcome, seconds, figure };
}

/** @throws Error if the honest player was not served throughout */
async function honestFigure(player: HonestPlayer): Promise<string> {
  const { patches, longestGapMs, isSeated, closed } = await player.report();
  check(closed === null, `the honest player was disconnected: ${closed ?? ""}`);
  check(isSeated, "the honest player lost its place");
  check(longestGapMs < LONGEST_GAP_MS, `the honest player got no patch for ${Math.round(longestGapMs)} ms`);
  return `honest player: ${patches} patches, longest gap ${Math.round(longestGapMs)} ms`;
}
