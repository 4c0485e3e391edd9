/** The server as a user starts it: its own process on a free port, with the built client. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A running server. */
export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  /** Everything it has printed so far. */
  output(): string;
  /** Resolves to its exit code when it has ended by itself. */
  readonly exited: Promise<number | null>;
  /** Ends it as Ctrl-C would; resolves to its exit code. */
  stop(): Promise<number | null>;
  /** Ends it as kill -9 would; resolves when it is gone. Its runs folder stays if it was given in a flag. */
  kill(): Promise<void>;
}

/** Starts `server/main.ts` with more flags; resolves when it says where it is. */
export function startServerProcess(...flags: string[]): Promise<ServerProcess> {
  return startServerProcessIn([], flags);
}

/** The same with flags for Node, e.g. to load a module before the server. */
export function startServerProcessIn(nodeFlags: string[], flags: string[]): Promise<ServerProcess> {
  return start(nodeFlags, flags, process.cwd());
}

/** The same of a copy of the project in `folder`. */
export function startServerProcessAt(folder: string, flags: string[]): Promise<ServerProcess> {
  return start([], flags, folder);
}

async function start(nodeFlags: string[], flags: string[], cwd: string): Promise<ServerProcess> {
  const runs = mkdtempSync(join(tmpdir(), "hockey-e2e-"));
  const own = ["server/main.ts", "--port", "0", "--host", "127.0.0.1", "--runs-dir", runs];
  const child = spawn(process.execPath, [...nodeFlags, ...own, ...flags], { stdio: ["ignore", "pipe", "pipe"], cwd });
  let output = "";
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const found = /Hindsight Hockey is on (\S+)/.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", (code) => reject(new Error(`the server ended with code ${code}:\n${output}`)));
  });
  const exited = once(child, "exit").then(([code]: unknown[]) => (typeof code === "number" ? code : null));
  return {
    url,
    pid: child.pid!,
    exited,
    output: () => output,
    async stop() {
      child.kill("SIGINT");
      const code = await exited;
      rmSync(runs, { recursive: true, force: true });
      return code;
    },
    async kill() {
      child.kill("SIGKILL");
      await exited;
      rmSync(runs, { recursive: true, force: true });
    },
  };
}
