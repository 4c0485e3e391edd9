/**
 * The program of `npm start`: builds the client, then runs the server in this process, which ends when npm ends.
 */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { runServer } from "./server-process.ts";

/** How often to check that npm is still running [ms]. */
const LOOK_MS = 250;

/** Builds in a child process, because Vite would keep 200 MB of memory. */
async function buildClient(): Promise<void> {
  const vite = pathOf("../node_modules/vite/bin/vite.js");
  const config = pathOf("../client/vite.config.ts");
  const build = promisify(execFile)(process.execPath, [vite, "build", "--config", config, "--logLevel", "warn"]);
  const { stdout, stderr } = await build;
  process.stderr.write(stdout + stderr);
}

function pathOf(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url));
}

/** Ends this process when npm has ended: npm forwards SIGINT and SIGTERM, but not SIGHUP, and nothing when killed. */
function endWithParent(): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, "SIGHUP");
  }, LOOK_MS).unref();
}

// A server that was started directly in the background may outlive its parent.
if (process.env["npm_lifecycle_event"] === "start") endWithParent();
await runServer(buildClient);
