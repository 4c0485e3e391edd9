/** Why files cannot be written, in words for people. Reads errors of the file system. */

/** Ends of sentences, by the error's code. */
const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: "The disk is full",
  EDQUOT: "The disk quota is used up",
  EACCES: "The folder may not be written",
  EPERM: "The folder may not be written",
  EROFS: "The disk is read-only",
  EMFILE: "Too many files are open",
  ENFILE: "Too many files are open",
  EFBIG: "The file is too large for this disk",
  EIO: "The disk has failed",
  ENOENT: "The folder is gone",
  ENOTDIR: "The folder is a file",
  EEXIST: "The folder is a file",
};

/** The code of an error of the system, e.g. "ENOSPC"; empty for any other error. */
export function errorCode(error: unknown): string {
  // By its form: errors of Node's own modules have a class of their own where tests run.
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : "";
  return typeof code === "string" ? code : "";
}

/** The code of `error` or of what caused it. */
export function rootCode(error: unknown): string {
  const own = errorCode(error);
  if (own !== "") return own;
  return error instanceof Error && error.cause !== undefined ? rootCode(error.cause) : "";
}

/** One sentence on why nothing can be saved, or null if `error` does not come from the file system. */
export function diskProblem(error: unknown): string | null {
  const code = rootCode(error);
  if (!/^E[A-Z0-9]+$/.test(code)) return null;
  return `${REASONS[code] ?? `Files cannot be written (${code})`}: learning goes on but is not saved.`;
}
