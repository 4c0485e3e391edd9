/**
 * Bounds what is written of one kind of message, so that nobody can fill the disk by provoking warnings.
 *
 * Reads the texts of messages; tells which to write, and how many of a kind were left out in a minute that has ended.
 */

/** Messages of one kind that are written in a minute. */
export const LINES_PER_MINUTE = 10;
/** Kinds that are told apart in a minute; those beyond count as one. */
export const MAX_KINDS = 30;
const WINDOW_MS = 60_000;
const OTHERS = "other messages";

/** Decides which messages are written. */
export interface LogLimit {
  /** Whether a message of this kind is written now. */
  admit(kind: string): boolean;
}

/** A limit that tells `onLeftOut` at the end of each minute how many messages of a kind were not written. */
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

/** What a message is about: its first line without the names, numbers and addresses in it. */
export function kindOf(message: string): string {
  const [line = ""] = message.slice(0, 200).split("\n");
  const words = line.split(/\s+/).filter((word) => /^["'([]?[a-z]+['")\].,:;]*$/i.test(word));
  return words.slice(0, 8).join(" ");
}
