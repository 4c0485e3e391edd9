/**
 * The error boundary around every callback of a socket, a timer or a worker: what the callback throws is logged and
 * counted, and the process continues, because an error in one connection must not end the other matches.
 */
import type { Logger } from "./log.ts";

/** Catches the exceptions of one server. */
export interface Border {
  /** Exceptions caught so far. */
  readonly failures: number;
  /** Wraps `callback` so that it neither throws nor leaves a promise rejected; `where` names it in the log. */
  wrap<Args extends readonly unknown[]>(where: string, callback: (...args: Args) => unknown): (...args: Args) => void;
  /** Logs and counts an `error` that the caller has caught. */
  report(where: string, error: unknown): void;
}

/** A border that writes to `log`. */
export function createBorder(log: Logger): Border {
  let failures = 0;
  const report = (where: string, error: unknown): void => {
    failures++;
    log.error({ err: error }, `${where} failed`);
  };
  return {
    get failures() {
      return failures;
    },
    report,
    wrap:
      (where, callback) =>
      (...args) => {
        try {
          const result = callback(...args);
          if (result instanceof Promise) result.catch((error: unknown) => report(where, error));
        } catch (error) {
          report(where, error);
        }
      },
  };
}
