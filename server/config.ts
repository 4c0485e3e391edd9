/**
 * Settings of the server: flags override environment variables, which override the defaults; every value is checked.
 *
 * Reads an argument list and an environment, produces a `ServerConfig` or a `ConfigError` with one plain sentence.
 */
import { randomBytes } from "node:crypto";
import { Command, CommanderError } from "commander";
import { z } from "zod";
import { BACKEND_NAMES, callersPath, STRATEGY_NAMES, TASK_NAMES } from "../bots/index.ts";
import { basePath, oneOf, onOff, origins, taskWeights, text, trust, whole } from "./setting-values.ts";
import { DEFAULT_LEVEL, LEVELS, type Level } from "../shared/levels.ts";
import { MAX_SKATERS, MIN_SKATERS, PERIODS, PERIOD_SECONDS } from "../shared/rules.ts";

/** A value that cannot be used; the message names it and what is allowed. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

/** `--help` was given: print the text and exit with code 0. */
export class HelpRequested extends Error {
  override name = "HelpRequested";
}

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

interface Setting<T> {
  /** Name of the environment variable; the flag is the same in lower case with dashes. */
  readonly env: string;
  /** Name of the value in `--help`. */
  readonly value: string;
  readonly help: string;
  readonly schema: z.ZodType<T>;
  /** The default, as it would be given in a flag. */
  readonly fallback: string;
}

const SETTINGS = {
  port: setting(
    "PORT",
    "number",
    "TCP port for pages, matches and telemetry; 0 picks a free one",
    whole(0, 65_535),
    2567,
  ),
  host: setting(
    "HOST",
    "address",
    "network address to listen on, else all of them; 127.0.0.1 for this machine only",
    text(),
    "",
  ),
  publicAddress: setting("PUBLIC_ADDRESS", "host", "how clients reach this process behind a proxy", text(), ""),
  base: setting("BASE", "path", "path under which a proxy serves the game, e.g. /hockey/", basePath(), "/"),
  trustProxy: setting(
    "TRUST_PROXY",
    "proxies",
    "proxies whose X-Forwarded headers are trusted: their addresses, their number, or none",
    trust(),
    "loopback",
  ),
  allowOrigin: setting(
    "ALLOW_ORIGIN",
    "origins",
    "other sites whose pages may connect, e.g. https://game.example; may be repeated",
    origins(),
    "",
  ),
  maxConnections: setting("MAX_CONNECTIONS", "number", "open connections in total", whole(1, 1_000_000), 4000),
  maxConnectionsPerAddress: setting(
    "MAX_CONNECTIONS_PER_ADDRESS",
    "number",
    "WebSockets per address, and as many other connections",
    whole(1, 1_000_000),
    200,
  ),
  skaters: setting(
    "SKATERS",
    "number",
    "skaters per team, not counting the goalie",
    whole(MIN_SKATERS, MAX_SKATERS),
    3,
  ),
  periods: setting("PERIODS", "number", "periods of a match", whole(1, 20), PERIODS),
  periodSeconds: setting("PERIOD_SECONDS", "seconds", "length of a period", whole(5, 3600), PERIOD_SECONDS),
  maxRooms: setting("MAX_ROOMS", "number", "matches at the same time", whole(1, 10_000), 50),
  checkpoint: setting(
    "CHECKPOINT",
    "file",
    "checkpoint that the bots in matches play with at every level (the shipped ones if not given)",
    text(),
    "",
  ),
  level: setting(
    "LEVEL",
    "name",
    "how well bots play in matches that people join without choosing",
    oneOf<Level>(LEVELS),
    DEFAULT_LEVEL,
  ),
  practiceRinks: setting("PRACTICE_RINKS", "number", "practice rinks of each learner", whole(1, 64), 4),
  training: setting("TRAINING", "on|off", "whether the server runs a learner", onOff(), "on"),
  trainingBudget: setting(
    "TRAINING_BUDGET",
    "decisions",
    "length of the learner's run",
    whole(1, 1_000_000_000),
    300_000,
  ),
  trainingIdleSeconds: setting(
    "TRAINING_IDLE_SECONDS",
    "seconds",
    "the learner pauses when nobody has watched for this long",
    whole(0, 1_000_000),
    300,
  ),
  trainingFresh: setting(
    "TRAINING_FRESH",
    "on|off",
    "whether the learner begins a new run instead of resuming the newest",
    onOff(),
    "off",
  ),
  trainingSeed: setting("TRAINING_SEED", "number", "seed of the learner's run", whole(0, 2 ** 32), 1),
  trainingTasks: setting(
    "TRAINING_TASKS",
    "weights",
    "the tasks that the learner learns, and how often each is practised",
    taskWeights(TASK_NAMES),
    "shoot=1,pass=1",
  ),
  learnFromMatches: setting(
    "LEARN_FROM_MATCHES",
    "on|off",
    "whether the learner also learns from matches, from people and bots; people are told",
    onOff(),
    "off",
  ),
  sharing: setting("SHARING", "strategy", "how the learner shares data across tasks", oneOf(STRATEGY_NAMES), "all"),
  backend: setting("BACKEND", "name", "what computes the learner's network", oneOf(["auto", ...BACKEND_NAMES]), "auto"),
  runsDir: setting("RUNS_DIR", "folder", "where the learner's checkpoints are saved", text(), "runs"),
  trainerToken: setting("TRAINER_TOKEN", "secret", "token that trainers must send; random if not given", text(), ""),
  logLevel: setting(
    "LOG_LEVEL",
    "level",
    "lowest severity of the messages that are printed",
    oneOf(LOG_LEVELS),
    "info",
  ),
} as const;

/** Checked settings of one server process. */
export type ServerConfig = {
  readonly [Key in keyof typeof SETTINGS]: z.output<(typeof SETTINGS)[Key]["schema"]>;
};

/**
 * Reads the settings.
 *
 * @param argv arguments after the program's name
 * @throws ConfigError naming the flag or variable, its value and what is allowed; HelpRequested with the help text
 */
export function parseServerConfig(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): ServerConfig {
  const flags = parseFlags(argv);
  const givenAs = ({ env: name }: Setting<unknown>): string | undefined =>
    flags[keyOf(name)] ?? (env[name] === "" ? undefined : env[name]);
  const read = <T>(wanted: Setting<T>): T => {
    const given = givenAs(wanted) ?? wanted.fallback;
    const result = wanted.schema.safeParse(given);
    if (result.success) return result.data;
    const allowed = result.error.issues[0]?.message ?? "something else";
    const name = flags[keyOf(wanted.env)] === undefined ? wanted.env : flagOf(wanted.env);
    throw new ConfigError(`${name} must be ${allowed}, not "${given}"`);
  };
  /** A given path is relative to the caller's folder, although npm changes it; a default to the project's. */
  const readPath = (wanted: Setting<string>): string =>
    givenAs(wanted) === undefined ? read(wanted) : callersPath(read(wanted));
  return {
    port: read(SETTINGS.port),
    host: read(SETTINGS.host),
    publicAddress: read(SETTINGS.publicAddress),
    base: read(SETTINGS.base),
    trustProxy: read(SETTINGS.trustProxy),
    allowOrigin: read(SETTINGS.allowOrigin),
    maxConnections: read(SETTINGS.maxConnections),
    maxConnectionsPerAddress: read(SETTINGS.maxConnectionsPerAddress),
    skaters: read(SETTINGS.skaters),
    periods: read(SETTINGS.periods),
    periodSeconds: read(SETTINGS.periodSeconds),
    maxRooms: read(SETTINGS.maxRooms),
    checkpoint: readPath(SETTINGS.checkpoint),
    level: read(SETTINGS.level),
    practiceRinks: read(SETTINGS.practiceRinks),
    training: read(SETTINGS.training),
    trainingBudget: read(SETTINGS.trainingBudget),
    trainingIdleSeconds: read(SETTINGS.trainingIdleSeconds),
    trainingFresh: read(SETTINGS.trainingFresh),
    trainingSeed: read(SETTINGS.trainingSeed),
    trainingTasks: read(SETTINGS.trainingTasks),
    learnFromMatches: read(SETTINGS.learnFromMatches),
    sharing: read(SETTINGS.sharing),
    backend: read(SETTINGS.backend),
    runsDir: readPath(SETTINGS.runsDir),
    trainerToken: read(SETTINGS.trainerToken) || randomBytes(24).toString("base64url"),
    logLevel: read(SETTINGS.logLevel),
  };
}

/** The defaults, with some values replaced; for tests and benchmarks. */
export function serverConfig(overrides: Partial<ServerConfig> = {}): ServerConfig {
  return { ...parseServerConfig([], {}), ...overrides };
}

function parseFlags(argv: readonly string[]): Readonly<Record<string, string | undefined>> {
  let output = "";
  const write = (part: string): void => {
    output += part;
  };
  const command = new Command("npm start --")
    .description("Serves the game, the training page and, unless turned off, a learner that anybody can watch.")
    .configureOutput({ writeOut: write, writeErr: write, outputError: (part) => write(part) })
    .allowExcessArguments(false)
    .exitOverride();
  for (const { env, value, help, fallback } of Object.values(SETTINGS)) {
    const shown = fallback === "" || env === "CHECKPOINT" ? "" : `, default ${fallback}`;
    const option = command.createOption(`${flagOf(env)} <${value}>`, `${help} (${env}${shown})`);
    if (env === SETTINGS.allowOrigin.env) option.argParser((next, before?: string) => [before ?? "", next].join(","));
    command.addOption(option);
  }
  try {
    command.parse([...argv], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) throw new HelpRequested(output.trimEnd());
    throw new ConfigError(error.message.replace(/^error: /, ""));
  }
  return command.opts<Record<string, string | undefined>>();
}

function flagOf(env: string): string {
  return `--${env.toLowerCase().replaceAll("_", "-")}`;
}

/** The key under which commander stores the value of a flag. */
function keyOf(env: string): string {
  return env.toLowerCase().replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}

function setting<T>(
  env: string,
  value: string,
  help: string,
  schema: z.ZodType<T>,
  fallback: string | number,
): Setting<T> {
  return { env, value, help, schema, fallback: String(fallback) };
}
