/** The machines that an experiment ran on, for its report: `sessions.jsonl`, one line per invocation of the command. */
import { execFileSync } from "node:child_process";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { arch, cpus, platform } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** One invocation of the command. */
export interface Session {
  readonly seconds: number;
  /** Number of training runs at a time. */
  readonly jobs: number;
  readonly processor: string;
  readonly node: string;
  /** Commit of the code, with `-dirty` after changes to bots/ or shared/; empty where git does not know. */
  readonly code: string;
}

export function addSession(folder: string, seconds: number, jobs: number): void {
  const processor = `${cpus().length} x ${cpus()[0]?.model.trim() ?? "processor"} (${platform()} ${arch()})`;
  const session: Session = { seconds, jobs, processor, node: process.version, code: codeVersion() };
  appendFileSync(join(folder, "sessions.jsonl"), `${JSON.stringify(session)}\n`);
}

export function readSessions(folder: string): Session[] {
  const file = join(folder, "sessions.jsonl");
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.flatMap((line) => {
    try {
      return line === "" ? [] : [JSON.parse(line)];
    } catch {
      // A kill cut this line short.
      return [];
    }
  });
}

function codeVersion(): string {
  try {
    const commit = git("rev-parse", "--short", "HEAD");
    return git("status", "--porcelain", "--", "bots", "shared") === "" ? commit : `${commit}-dirty`;
  } catch {
    // There is no git, or the code is a copy without its history.
    return "";
  }
}

function git(...words: string[]): string {
  const cwd = fileURLToPath(new URL("../..", import.meta.url));
  return execFileSync("git", words, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
}
