/**
 * The server's log: one line a message for people at a terminal, one JSON object a line for machines. Warnings and
 * errors of one kind are written a few times a minute and then counted, so that its size is bounded under attack.
 */
import { pino, type Logger, type LoggerOptions } from "pino";
import pretty from "pino-pretty";
import { createLogLimit, kindOf } from "./log-limit.ts";

export type { Logger } from "pino";

/** Makes the log. Messages less serious than `level` are dropped; `stream` is where it writes in tests. */
export function createLog(level: string, stream?: { write(line: string): void }): Logger {
  const options: LoggerOptions = { name: "hockey", level };
  if (level !== "debug" && level !== "trace") options.hooks = { logMethod: limited() };
  if (stream !== undefined) return pino(options, stream);
  if (!process.stdout.isTTY) return pino(options);
  return pino(options, pretty({ colorize: true, ignore: "pid,hostname,name", translateTime: "HH:MM:ss" }));
}

/** Nothing was logged yet that a summary could follow. */
function noLog(_kind: string, _count: number): void {}

/** A hook of pino that lets through what the limit admits. The counts at the end of a minute pass by it. */
function limited(): NonNullable<NonNullable<LoggerOptions["hooks"]>["logMethod"]> {
  let summarize = noLog;
  const limit = createLogLimit((kind, count) => summarize(kind, count));
  return function logMethod(args, method) {
    summarize = (kind, count) => method.call(this, { kind, count }, "more messages of one kind were left out");
    const message = args.find((part: unknown) => typeof part === "string");
    if (limit.admit(kindOf(message ?? "an error without a message"))) method.apply(this, args);
  };
}

/** What Colyseus wants of a logger, writing to ours; its chatter becomes debug messages. */
export function colyseusLogger(log: Logger): Record<"debug" | "error" | "info" | "trace" | "warn", LogFunction> {
  const at =
    (level: "debug" | "error" | "trace" | "warn"): LogFunction =>
    (...parts) =>
      log[level](parts.map(String).join(" "));
  return { debug: at("debug"), error: at("error"), info: at("debug"), trace: at("trace"), warn: at("warn") };
}

type LogFunction = (...parts: unknown[]) => void;
