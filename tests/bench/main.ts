/** `npm run bench -- [name]`: the figures of the README, measured. Benchmarks record; no test asserts a time. */
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { endOnClosedPipe } from "../../bots/cli/closed-pipe.ts";
import { BOTS, type Bots } from "./match-bots.ts";

/** Flags that only some benchmarks take. */
interface Sizes {
  readonly seconds: number;
  readonly rooms: number;
  readonly clients: number;
  readonly minutes: number;
  readonly matches: number;
  readonly shots: number;
  readonly seeds: number;
  readonly bots: Bots;
}

interface Benchmark {
  readonly about: string;
  /** The flags that it takes, and what they are if not given. */
  readonly defaults: Partial<Sizes>;
  /** Loads what it needs by itself, so that the others run without. */
  run(sizes: Sizes): Promise<unknown>;
}

const BENCHMARKS: Readonly<Record<string, Benchmark>> = {
  sim: {
    about: "throughput of the world on one core",
    defaults: { seconds: 12 },
    run: async ({ seconds }) => (await import("./sim.ts")).benchSim(seconds),
  },
  learner: {
    about: "gradient steps and forward passes of each backend, and of PyTorch where there is one",
    defaults: { seconds: 60 },
    run: async ({ seconds }) => (await import("./learner.ts")).benchLearner({ seconds }),
  },
  train: {
    about: "time to pass 80% and shoot 60% from scratch, 5 seeds",
    defaults: {},
    run: async () => (await import("./train.ts")).benchTrain(5),
  },
  goals: {
    about: "carrying and placing the puck after 40,000 decisions, with HER and without",
    defaults: { seeds: 10 },
    run: async ({ seeds }) => (await import("./goals.ts")).benchGoals(seeds),
  },
  bitflip: {
    about: "steps to flip 8 to 50 bits, with HER and without, 3 seeds",
    defaults: {},
    run: async () => (await import("./bitflip.ts")).benchBitflip(),
  },
  match: {
    about: "what matches of equal bots are like, and how many goals the shipped bots score against scripted ones",
    defaults: { matches: 200, bots: "shipped" },
    run: async ({ matches, bots }) => (await import("./match.ts")).benchMatch(matches, bots),
  },
  league: {
    about:
      "ratings of the shipped levels and the script, and how a person who plays like the script does at each level",
    defaults: { matches: 400 },
    run: async ({ matches }) => (await import("./league.ts")).benchLeague(matches),
  },
  shooter: {
    about: "shots of a person who stands still at the goalie alone: keyboard, mouse, the middle of the goal",
    defaults: { shots: 200 },
    run: async ({ shots }) => (await import("./shooter.ts")).benchShooter(shots),
  },
  server: {
    about: "rooms of bots and clients: processor, late ticks, bytes",
    defaults: { seconds: 20, rooms: 20, clients: 2 },
    run: async ({ seconds, rooms, clients }) =>
      (await import("./server.ts")).benchServer({ seconds, rooms, clientsPerRoom: clients }),
  },
  soak: {
    about: "people come and go for minutes: memory and its slope, rooms and handles left over",
    defaults: { minutes: 10 },
    run: async ({ minutes }) => (await import("./soak.ts")).benchSoak(minutes),
  },
};

function takers(flag: keyof Sizes): string {
  return Object.keys(BENCHMARKS)
    .filter((name) => BENCHMARKS[name]!.defaults[flag] !== undefined)
    .join(", ");
}

function wholeNumber(most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= 1 && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${most}.`);
  };
}

const program = new Command("bench")
  .description("Measure the figures of the README.")
  .argument("[name]", `one of ${Object.keys(BENCHMARKS).join(", ")}; default: all`, (name: string) => {
    if (Object.hasOwn(BENCHMARKS, name)) return name;
    throw new InvalidArgumentError(`It must be one of ${Object.keys(BENCHMARKS).join(", ")}.`);
  })
  .option("--seconds <number>", `measure for about so long (${takers("seconds")})`, (text) => {
    const seconds = Number(text);
    if (seconds > 0 && seconds < Infinity) return seconds;
    throw new InvalidArgumentError("It must be a number above 0.");
  })
  .option("--rooms <number>", `matches at a time (${takers("rooms")})`, wholeNumber(1000))
  .option("--clients <number>", `people in each room, bots being the rest (${takers("clients")})`, wholeNumber(8))
  .option("--minutes <number>", `go on for so long (${takers("minutes")})`, wholeNumber(10_000))
  .option("--matches <number>", `matches to play (${takers("matches")})`, wholeNumber(100_000))
  .option("--seeds <number>", `runs of each arm (${takers("seeds")})`, wholeNumber(1000))
  .option("--shots <number>", `from each distance (${takers("shots")})`, wholeNumber(100_000))
  .addOption(new Option("--bots <who>", `who plays both sides (${takers("bots")})`).choices(BOTS))
  .option("--json", "print one JSON object on the last line")
  .exitOverride()
  .showHelpAfterError("(--help lists the flags)");

/** @throws CommanderError if a flag was given that the benchmark `name` does not take */
function checkTaken(name: string, given: Partial<Sizes>): void {
  for (const flag of ["seconds", "rooms", "clients", "minutes", "matches", "bots", "shots", "seeds"] as const) {
    if (given[flag] === undefined || BENCHMARKS[name]!.defaults[flag] !== undefined) continue;
    program.error(`error: option '--${flag}' does not concern the benchmark ${name}, only ${takers(flag)}.`);
  }
}

endOnClosedPipe();
try {
  program.parse();
  const { json, ...given } = program.opts<Partial<Sizes> & { json?: true }>();
  const name: string | undefined = program.processedArgs[0];
  if (name !== undefined) checkTaken(name, given);
  const results: Record<string, unknown> = {};
  for (const each of name === undefined ? Object.keys(BENCHMARKS) : [name]) {
    const benchmark = BENCHMARKS[each]!;
    const figures = await benchmark.run({
      seconds: 0,
      rooms: 0,
      clients: 0,
      minutes: 0,
      matches: 0,
      shots: 0,
      seeds: 0,
      bots: "shipped",
      ...benchmark.defaults,
      ...given,
    });
    results[each] = figures;
    process.stdout.write(`${each}: ${benchmark.about}\n${JSON.stringify(figures, null, 2)}\n`);
  }
  if (json) process.stdout.write(`${JSON.stringify(name === undefined ? results : results[name])}\n`);
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : 2;
}
