/**
 * The border around every callback of a socket, a timer or a worker: what it throws is logged and counted, and the
 * process goes on, because a fault in one connection must not end everybody's match.
 */
import type { Logger } from "./log.ts";

/** Stops exceptions of one server. */
export interface Border {
  /** Exceptions that were stopped so far. */
  readonly failures: number;
  /** `callback` as a function that neither throws nor leaves a rejection behind; `where` names it in the log. */
  wrap<Args extends readonly unknown[]>(where: string, callback: (...args: Args) => unknown): (...args: Args) => void;
  /** Logs and counts `error`, for places that catch by themselves. */
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
