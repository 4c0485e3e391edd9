import { describe, expect, it, jest } from "@jest/globals";
import { shootAtEmptyNet, solveChain } from "../support/toys.ts";

/** These runs take seconds on a busy machine. */
jest.setTimeout(120_000);

describe("two states in a chain", () => {
  it("get their known values for both tasks, passing from relabelled shots alone", async () => {
    const gamma = 0.9;
    const values = await solveChain(gamma);
    for (const [task, scoring, losing] of [
      ["shoot", "shoot", "pass"],
      ["pass", "pass", "shoot"],
    ] as const) {
      const known: Record<string, number> = {
        [`near ${scoring}`]: 1,
        [`near ${losing}`]: 0,
        "near glide": gamma,
        "near skate": gamma,
        "far skate": gamma,
        "far glide": gamma ** 2,
        "far pass": gamma ** 2,
        "far shoot": gamma ** 2,
      };
      for (const [name, value] of Object.entries(known)) {
        const error = Math.abs(values[`${task} ${name}`]! - value);
        expect([task, name, error < 0.06]).toEqual([task, name, true]);
      }
    }
  });
});

describe("an empty net", () => {
  it("is hit by more than 90% of greedy shots after learning from random ones", async () => {
    const result = await shootAtEmptyNet(1500, 1200);
    expect(result.before).toBeLessThan(0.5);
    expect(result.after).toBeGreaterThan(0.9);
  });
});
