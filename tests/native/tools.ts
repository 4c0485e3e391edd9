/** Programs that the native test runs, and the plain words for what is missing. */
import { spawnSync } from "node:child_process";

/** This machine cannot run the test; the message says why. */
export class CannotRun extends Error {
  override name = "CannotRun";
}

/** How to run a program. */
export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program and shows what it prints. @throws Error if it fails */
export function run(program: string, args: readonly string[], { cwd, env }: RunOptions): void {
  process.stdout.write(`$ ${program} ${args.join(" ")}\n`);
  const { status, error } = spawnSync(program, args, { cwd, stdio: "inherit", env: { ...process.env, ...env } });
  if (error !== undefined) throw new Error(`${program} cannot be run`, { cause: error });
  if (status !== 0) throw new Error(`${program} ended with code ${status}`);
}

/** Fetches something with a package client. @throws CannotRun if it cannot be had */
export function fetchWith(program: string, args: readonly string[], options: RunOptions): void {
  try {
    run(program, args, options);
  } catch (error) {
    throw new CannotRun(`${program} ${args[0]} failed: is the package registry reachable?`, { cause: error });
  }
}

/** @throws CannotRun if one of the programs is not installed */
export function demand(programs: Readonly<Record<string, readonly string[]>>): void {
  for (const [program, args] of Object.entries(programs)) {
    const { status } = spawnSync(program, args, { stdio: "ignore" });
    if (status !== 0) throw new CannotRun(`it needs ${program}, which is not installed`);
  }
}
