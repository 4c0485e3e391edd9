/**
 * Gives Windows the command `exec`, which its shell lacks; part of `npm ci`.
 *
 * `npm start` says `exec node ...`, so that signals to npm reach the server: without it a POSIX shell stays in between,
 * and some swallow SIGINT. Writes a batch file that runs its arguments beside the other programs of npm's scripts.
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

if (process.platform === "win32") {
  writeFileSync(fileURLToPath(new URL("../node_modules/.bin/exec.cmd", import.meta.url)), "@%*\r\n");
}
