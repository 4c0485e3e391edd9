/**
 * Limits how many messages of one kind are logged, so that nobody can fill the disk by provoking warnings.
 *
 * Reads the texts of messages; decides which to log, and reports each minute how many of a kind were omitted.
 */

/** Messages of one kind that are logged per minute. */
export const LINES_PER_MINUTE = 10;
/** Kinds that are counted separately within a minute; all others count as one. */
export const MAX_KINDS = 30;
const WINDOW_MS = 60_000;
const OTHERS = "other messages";

/** Decides which messages are logged. */
export interface LogLimit {
  /** Whether to log a message of this kind now; counts it. */
  admit(kind: string): boolean;
}

/** A limit that calls `onLeftOut` at the end of each minute with the number of omitted messages of each kind. */
export function createLogLimit(onLeftOut: (kind: string, count: number) => void): LogLimit {
  let counts = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;

  const endWindow = (): void => {
    timer = undefined;
    const ended = counts;
    counts = new Map();
    for (const [kind, count] of ended) if (count > LINES_PER_MINUTE) onLeftOut(kind, count - LINES_PER_MINUTE);
  };
  return {
    admit(kind) {
      const isKnown = counts.has(kind) || counts.size < MAX_KINDS;
      const key = isKnown ? kind : OTHERS;
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      timer ??= setTimeout(endWindow, WINDOW_MS).unref();
      return count <= LINES_PER_MINUTE;
    },
  };
}

/** The kind of a message: its first line without names, numbers and addresses. */
export function kindOf(message: string): string {
  const [line = ""] = message.slice(0, 200).split("\n");
  const words = line.split(/\s+/).filter((word) => /^["'([]?[a-z]+['")\].,:;]*$/i.test(word));
  return words.slice(0, 8).join(" ");
}
