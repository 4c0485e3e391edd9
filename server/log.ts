/**
 * The server's log: one line per message at a terminal, else one JSON object per line. Only the first few messages of
 * one kind are logged each minute, the others are counted, so that the log's size is bounded under attack.
 */
import { pino, type Logger, type LoggerOptions } from "pino";
import pretty from "pino-pretty";
import { createLogLimit, kindOf } from "./log-limit.ts";

export type { Logger } from "pino";

/** Creates the log. Messages below `level` are dropped; `stream` replaces the standard output in tests. */
export function createLog(level: string, stream?: { write(line: string): void }): Logger {
  const options: LoggerOptions = { name: "hockey", level };
  if (level !== "debug" && level !== "trace") options.hooks = { logMethod: limited() };
  if (stream !== undefined) return pino(options, stream);
  if (!process.stdout.isTTY) return pino(options);
  return pino(options, pretty({ colorize: true, ignore: "pid,hostname,name", translateTime: "HH:MM:ss" }));
}

/** Used until the first message: there is nothing to summarise. */
function noLog(_kind: string, _count: number): void {}

/** A pino hook that logs what the limit admits. The counts at the end of a minute are not limited. */
function limited(): NonNullable<NonNullable<LoggerOptions["hooks"]>["logMethod"]> {
  let summarize = noLog;
  const limit = createLogLimit((kind, count) => summarize(kind, count));
  return function logMethod(args, method) {
    summarize = (kind, count) => method.call(this, { kind, count }, "more messages of this kind were omitted");
    const message = args.find((part: unknown) => typeof part === "string");
    if (limit.admit(kindOf(message ?? "an error without a message"))) method.apply(this, args);
  };
}

/** The logger interface of Colyseus, writing to our log; its info messages become debug messages. */
export function colyseusLogger(log: Logger): Record<"debug" | "error" | "info" | "trace" | "warn", LogFunction> {
  const at =
    (level: "debug" | "error" | "trace" | "warn"): LogFunction =>
    (...parts) =>
      log[level](parts.map(String).join(" "));
  return { debug: at("debug"), error: at("error"), info: at("debug"), trace: at("trace"), warn: at("warn") };
}

type LogFunction = (...parts: unknown[]) => void;
