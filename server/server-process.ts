/**
 * The server's process: settings from flags and environment, an error message when they are wrong, a clean end.
 *
 * Reads the process' arguments, environment and signals; produces a running server or an exit code.
 */
import { startServer, type RunningServer } from "./app.ts";
import { ConfigError, HelpRequested, parseServerConfig, type ServerConfig } from "./config.ts";
import { isEveryAddress } from "./listening.ts";

/** Exit codes: 1 could not run, 2 asked for something impossible. */
const CANNOT_RUN = 1;
const BAD_SETTING = 2;
/** The process has so long to end [ms]. */
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
  if (code === "EACCES") return `Port ${port} may not be opened by this user. Choose one above 1023 with --port.`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND" || code === "EAFNOSUPPORT")
    return `This machine has no network address "${host}" (--host).`;
  return `The server could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

/** Closes the server when the process is told to end, and when something has failed that nobody caught. */
function endWhenTold(server: RunningServer): void {
  let isEnding = false;
  const end = (code: number, reason: string): void => {
    if (isEnding) return;
    isEnding = true;
    // Whatever hangs, the port is free again in time.
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
    // A second Ctrl-C means it.
    if (isEnding) process.exit(CANNOT_RUN);
    process.stdout.write(`${signal}: closing\n`);
    end(0, "The server is closing.");
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal).on("SIGHUP", onSignal);
  process.on("uncaughtException", (error) => {
    server.log.error({ err: error }, "an exception that nobody caught: the server ends");
    end(CANNOT_RUN, "The server is restarting.");
  });
  // A promise that somebody forgot leaves nothing half done, and must not end everybody's match.
  process.on("unhandledRejection", (reason) => server.border.report("a promise that nobody waited for", reason));
}

/** Runs the server in this process; `prepare` is done first, once the settings are known to be right. */
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
