/** `npm start` as a hosting panel or a container runs it, to be ended by a signal to npm alone. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A running `npm start`. */
export interface NpmStart {
  readonly url: string;
  readonly port: number;
  /** Sends a signal to npm alone; resolves to the milliseconds until nothing listens on the port any more. */
  end(signal: NodeJS.Signals): Promise<number>;
}

/** What `npm start` needs of the repository, but for the client. */
const PARTS = [
  "package.json",
  "tsconfig.json",
  "server",
  "shared",
  "bots",
  "client/index.html",
  "client/tsconfig.json",
  "client/vite.config.ts",
];

/**
 * Starts it on a free port with `shell` as npm's shell, in a copy of the repository at `root` whose client is empty: it is
 * built anew at each start, and how npm ends does not depend on what it shows.
 */
export async function npmStart(root: string, shell: string, ...flags: string[]): Promise<NpmStart> {
  const copy = mkdtempSync(join(tmpdir(), "hockey-npm-"));
  for (const part of PARTS) cpSync(join(root, part), join(copy, part), { recursive: true });
  writeFileSync(join(copy, "client", "main.ts"), "");
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"), "dir");
  const all = ["start", "--silent", "--", "--port", "0", ...flags];
  const env = { ...process.env, npm_config_script_shell: shell };
  const npm = spawn("npm", all, { cwd: copy, env, stdio: ["ignore", "pipe", "pipe"] });
  const port = await portOf(npm);
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    async end(signal) {
      const begun = performance.now();
      npm.kill(signal);
      // Output ends when npm and everything it started have ended.
      await Promise.all([once(npm, "close"), portToBeFree(port)]);
      rmSync(copy, { recursive: true, force: true });
      return performance.now() - begun;
    },
  };
}

function portOf(npm: ChildProcess): Promise<number> {
  let output = "";
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const port = /Hindsight Hockey is on \S+:(\d+)/.exec(output)?.[1];
      if (port !== undefined) resolve(Number(port));
    };
    npm.stdout?.on("data", read);
    npm.stderr?.on("data", read);
    npm.once("exit", (code) => reject(new Error(`npm ended with code ${code}:\n${output}`)));
  });
}

/** Resolves when nothing listens on `port`. */
async function portToBeFree(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    });
    socket.destroy();
    if (!isOpen) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}
