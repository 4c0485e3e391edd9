/** Paths as the person who typed them means them. */
import { realpathSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";

/**
 * The folder in which the command was typed. npm runs scripts in the project's folder and tells the other one in INIT_CWD;
 * a value left by an npm of another project does not count.
 */
export function callersFolder(env: NodeJS.ProcessEnv = process.env, folder = process.cwd()): string {
  const { INIT_CWD: typedIn, npm_package_json: manifest } = env;
  return typedIn !== undefined && manifest !== undefined && isSameFolder(dirname(manifest), folder) ? typedIn : folder;
}

/** The absolute path of what somebody named as `path`, in a flag or a setting. */
export function callersPath(path: string): string {
  return resolve(callersFolder(), path);
}

/** `path` as the same person would name it: from their folder if it is inside, else from the root. */
export function shownPath(path: string): string {
  const inside = relative(callersFolder(), path);
  return inside.startsWith("..") ? resolve(path) : inside || ".";
}

function isSameFolder(a: string, b: string): boolean {
  try {
    return realpathSync(a) === realpathSync(b);
  } catch {
    return false;
  }
}
