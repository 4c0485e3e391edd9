/** Numbers and lists as the report writes them. */
import type { Estimate } from "../statistics.ts";

/** `0.853` as `85.3%`. */
export function percentOf(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}

/** `0.853` with its interval as `85.3% (80.1 to 88.0)`. */
export function estimateOf({ value, low, high }: Estimate): string {
  return `${percentOf(value)} (${(low * 100).toFixed(1)} to ${(high * 100).toFixed(1)})`;
}

/** A probability with its interval as `0.91 (0.80 to 1.00)`. */
export function probabilityOf({ value, low, high }: Estimate): string {
  return `${value.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}

/** `40000` as `40,000`. */
export function countOf(count: number): string {
  return Math.round(count).toLocaleString("en-US");
}

/** `75` seconds as `1 min 15 s`. */
export function durationOf(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listOf(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)!}`;
}

/** The name of an arm in a sentence. */
export function quoted(arm: string): string {
  return `"${arm}"`;
}

/** `1 run`, `2 runs`. */
export function plural(count: number, word: string): string {
  return `${countOf(count)} ${word}${count === 1 ? "" : "s"}`;
}
