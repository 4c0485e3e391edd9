import { describe, expect, it } from "@jest/globals";
import { readdirSync } from "node:fs";
import { blessedText, writeDown } from "../support/golden.ts";
import { GOLDEN_SCRIPTS } from "./scripts.ts";

/** Fewer golden files than this mean that some were lost. */
const LEAST_FILES = 7;
const HERE = new URL(".", import.meta.url);

describe("golden trajectories (rewritten by npm run bless)", () => {
  for (const script of GOLDEN_SCRIPTS) {
    it(`${script.name}: ${script.about}`, () => {
      const actual = writeDown(script);
      expect(actual).toBe(blessedText(new URL(`${script.name}.txt`, HERE), actual));
    });
  }

  it("are all there, and none without a script", () => {
    const files = readdirSync(HERE)
      .filter((name) => name.endsWith(".txt"))
      .toSorted();
    expect(files.length).toBeGreaterThanOrEqual(LEAST_FILES);
    expect(files).toEqual(GOLDEN_SCRIPTS.map((script) => `${script.name}.txt`).toSorted());
  });

  it("contain the events that they were written for", () => {
    const events: Readonly<Record<string, readonly string[]>> = {
      "rush-and-goal": ["release", "goalScored"],
      "passing-play": ["how reception"],
      "body-checks": ["check", "loss"],
      "goalie-freeze": ["how cover", "reason frozen", "faceoff"],
      "scripted-match-3v3": ["goalScored", "periodStarted", "how reception", "save", "gameOver"],
      "overtime-1v1": ["period 2", "goalScored", "gameOver"],
      "round-the-corners": ["boardHit"],
    };
    for (const script of GOLDEN_SCRIPTS) {
      const text = writeDown(script);
      for (const event of events[script.name]!) expect(text).toContain(` ${event}`);
    }
  });
});
