/**
 * Tells a process from another one that got its number later: by its number, its start, and the system it runs in.
 *
 * Reads /proc where there is one.
 */
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { errorCode } from "./disk-problem.ts";

/** What a process is known by. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in the system's own unit; empty where that cannot be known. */
  readonly started: string;
  /** Where its number counts: a machine since its start, or a container. */
  readonly system: string;
}

/** This process. */
export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, started: startOf(process.pid), system: thisSystem() };
}

/** Whether the process is alive; "unknown" where its number alone does not say so. */
export function isAlive({ pid, started, system }: ProcessIdentity): boolean | "unknown" {
  if (system !== thisSystem()) return "unknown";
  if (!isRunning(pid)) return false;
  const startedHere = startOf(pid);
  if (started === "" || startedHere === "") return "unknown";
  return started === startedHere;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user is there all the same.
    return errorCode(error) === "EPERM";
  }
}

/** Source: proc(5): the fields of /proc/PID/stat after the name; the first is the state, the twentieth the start. */
function startOf(pid: number): string {
  const stat = contentOf(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  // A zombie has ended; only its number is still taken.
  return fields[0] === "Z" || fields[0] === "X" ? "ended" : (fields[19] ?? "");
}

function thisSystem(): string {
  return `${hostname()} ${contentOf("/proc/sys/kernel/random/boot_id")} ${namespaceOf("/proc/self/ns/pid")}`.trim();
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return "";
  }
}

function namespaceOf(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return "";
  }
}
