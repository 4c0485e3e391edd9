/** `npm start` as a hosting panel or a container runs it, to be ended by a signal to npm alone. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
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

/**
 * Starts it on a free port with `shell` as npm's shell, in a copy of the repository at `root`: it builds the client anew
 * while other tests may be using the one that is there.
 */
export async function npmStart(root: string, shell: string, ...flags: string[]): Promise<NpmStart> {
  const copy = mkdtempSync(join(tmpdir(), "hockey-npm-"));
  const isSource = (path: string): boolean => path !== join(root, "client", "dist");
  for (const part of ["package.json", "tsconfig.json", "server", "shared", "bots", "client"]) {
    cpSync(join(root, part), join(copy, part), { recursive: true, filter: isSource });
  }
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
