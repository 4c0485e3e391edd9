import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { createLog, type Logger } from "../../../server/log.ts";
import { LINES_PER_MINUTE, MAX_KINDS } from "../../../server/log-limit.ts";

let lines: { msg: string; count?: number; level: number }[];
let log: Logger;
beforeEach(() => {
  jest.useFakeTimers();
  lines = [];
  log = createLog("info", { write: (line) => void lines.push(JSON.parse(line)) });
});
afterEach(() => void jest.useRealTimers());

describe("the log", () => {
  it("writes some messages of one kind a minute, and then how many there were", () => {
    for (let i = 0; i < 5000; i++) log.warn({ address: `1.2.3.${i}` }, "refused: too many handshakes");
    log.error("something else");
    expect(lines).toHaveLength(LINES_PER_MINUTE + 1);
    jest.advanceTimersByTime(60_000);
    expect(lines.at(-1)).toMatchObject({ count: 5000 - LINES_PER_MINUTE });
    log.warn("refused: too many handshakes");
    expect(lines).toHaveLength(LINES_PER_MINUTE + 3);
  });

  it("distinguishes kinds by their words, not by the names and numbers in them", () => {
    for (let i = 0; i < 100; i++) log.error(`Error: seat of x${i}Q is gone\n    at line ${i}`);
    expect(lines).toHaveLength(LINES_PER_MINUTE);
  });

  it("stays small however many kinds there are", () => {
    const letters = (i: number): string => String.fromCodePoint(97 + (i % 26), 97 + Math.floor(i / 26));
    for (let i = 0; i < 600; i++) for (let j = 0; j < 20; j++) log.warn(`kind ${letters(i)}`);
    expect(lines.length).toBeLessThanOrEqual((MAX_KINDS + 1) * LINES_PER_MINUTE);
  });

  it("of an error alone is written too", () => {
    log.error(new Error("broken"));
    expect(lines).toHaveLength(1);
  });

  it("leaves nothing out at the level debug", () => {
    const all: string[] = [];
    const verbose = createLog("debug", { write: (line) => void all.push(line) });
    for (let i = 0; i < 100; i++) verbose.debug("a message");
    expect(all).toHaveLength(100);
  });
});
