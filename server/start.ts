/**
 * What `npm start` runs: builds the client, then serves it from this same process, which ends with the npm above it.
 */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { runServer } from "./server-process.ts";

/** How often to look whether npm is still there [ms]. */
const LOOK_MS = 250;

/** In a process of its own, because Vite would keep 200 MB of memory. */
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

/** npm passes on SIGINT and SIGTERM, but it cannot when it is killed, and does not when it is hung up. */
function endWithParent(): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, "SIGHUP");
  }, LOOK_MS).unref();
}

// A server that was started by hand in the background may well outlive its parent.
if (process.env["npm_lifecycle_event"] === "start") endWithParent();
await runServer(buildClient);
