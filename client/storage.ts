/**
 * The browser's storage. If it is blocked, nothing is stored and the game works without it.
 *
 * Reads and writes short texts under the game's prefix.
 */

const PREFIX = "hindsight-hockey:";

/** Which storage: "visits" survives closing the browser, "tab" only a reload. */
export type Memory = "visits" | "tab";

/** The text stored under `key`, or "". */
export function recall(memory: Memory, key: string): string {
  try {
    return storeOf(memory).getItem(PREFIX + key) ?? "";
  } catch {
    return "";
  }
}

/** Stores `text` under `key`; an empty text removes it. */
export function remember(memory: Memory, key: string, text: string): void {
  try {
    if (text === "") storeOf(memory).removeItem(PREFIX + key);
    else storeOf(memory).setItem(PREFIX + key, text);
  } catch {
    // Private windows may block storage.
  }
}

function storeOf(memory: Memory): Storage {
  return memory === "visits" ? localStorage : sessionStorage;
}
