/**
 * The server's process: reads settings, reports wrong ones, and shuts down cleanly.
 *
 * Reads the process' arguments, environment and signals; produces a running server or an exit code.
 */
import { startServer, type RunningServer } from "./app.ts";
import { ConfigError, HelpRequested, parseServerConfig, type ServerConfig } from "./config.ts";
import { isEveryAddress } from "./listening.ts";

/** Exit codes: 1 the server could not run, 2 a setting is wrong. */
const CANNOT_RUN = 1;
const BAD_SETTING = 2;
/** The process exits after this long, even if closing has not finished [ms]. */
const EXIT_MS = 1900;

function readConfig(): ServerConfig | null {
  try {
    return parseServerConfig(process.argv.slice(2), process.env);
  } catch (error) {
    if (error instanceof HelpRequested) {
      process.stdout.write(`${error.message}\n`);
      return null;
    }
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\nAll settings: npm start -- --help\n`);
    process.exitCode = BAD_SETTING;
    return null;
  }
}

function explain(error: unknown, { port, host }: ServerConfig): string {
  const code = error instanceof Error && "code" in error ? error.code : "";
  if (code === "EADDRINUSE") return `Port ${port} is in use by another program. Free it or choose one with --port.`;
  if (code === "EACCES") return `Port ${port} cannot be opened by this user. Choose one above 1023 with --port.`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND" || code === "EAFNOSUPPORT")
    return `This machine has no network address "${host}" (--host).`;
  return `The server could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

/** Closes the server at a signal to end and at an uncaught exception. */
function endWhenTold(server: RunningServer): void {
  let isEnding = false;
  const end = (code: number, reason: string): void => {
    if (isEnding) return;
    isEnding = true;
    // Even if closing hangs, the port must become free.
    setTimeout(() => process.exit(code), EXIT_MS);
    server.close(reason).then(
      () => process.exit(code),
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        process.exit(CANNOT_RUN);
      },
    );
  };
  const onSignal = (signal: string): void => {
    // A second signal ends the process at once.
    if (isEnding) process.exit(CANNOT_RUN);
    process.stdout.write(`${signal}: closing\n`);
    end(0, "The server is closing.");
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal).on("SIGHUP", onSignal);
  process.on("uncaughtException", (error) => {
    server.log.error({ err: error }, "uncaught exception: the server ends");
    end(CANNOT_RUN, "The server is restarting.");
  });
  // Unlike an uncaught exception, a rejected promise does not interrupt other work, so the matches can continue.
  process.on("unhandledRejection", (reason) => server.border.report("a promise without a handler", reason));
}

/** Runs the server in this process. `prepare` runs before it starts, once the settings have been checked. */
export async function runServer(prepare: () => Promise<unknown> = () => Promise.resolve()): Promise<void> {
  const config = readConfig();
  if (config === null) return;
  try {
    await prepare();
    const server = await startServer(config);
    endWhenTold(server);
    const shown = isEveryAddress(config.host) ? `http://localhost:${server.port}` : server.url;
    process.stdout.write(`Hindsight Hockey is on ${shown}${config.base === "/" ? "" : config.base}\n`);
  } catch (error) {
    const isBadSetting = error instanceof ConfigError;
    process.stderr.write(`${isBadSetting ? error.message : explain(error, config)}\n`);
    process.exit(isBadSetting ? BAD_SETTING : CANNOT_RUN);
  }
}
