/**
 * Adds the command `exec`, which the shell of Windows lacks; part of `npm ci`.
 *
 * `npm start` runs `exec node ...`, so that signals to npm reach the server: without it, a POSIX shell stays between
 * them, and some shells swallow SIGINT. Writes a batch file that runs its arguments into the folder of npm's programs.
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

if (process.platform === "win32") {
  writeFileSync(fileURLToPath(new URL("../node_modules/.bin/exec.cmd", import.meta.url)), "@%*\r\n");
}
