import { describe, expect, it, jest } from "@jest/globals";
import { STUCK_TICKS } from "../../shared/rules.ts";
import { watchMatch } from "../support/wild-match.ts";

/** Each match takes seconds on a busy machine. */
jest.setTimeout(120_000);

/** Ticks of each of five matches, 1 to 5 a side: 210,000 together, an hour of play. */
const TICKS = 42_000;

describe("an hour of wild play", () => {
  for (const skatersPerTeam of [1, 2, 3, 4, 5]) {
    it(`has no escape, no missed or false goal and no stuck puck, ${skatersPerTeam} a side`, () => {
      const found = watchMatch(skatersPerTeam, TICKS);
      expect(found.complaints.slice(0, 5)).toEqual([]);
      expect(found.longestStill).toBeLessThanOrEqual(STUCK_TICKS);
      // Goals and whistles show that play went on and did not end in a heap.
      expect(found.goals).toBeGreaterThan(10);
      expect(found.whistles).toBeGreaterThanOrEqual(found.goals);
    });
  }
});
