import { describe, expect, it, jest } from "@jest/globals";
import { passWithoutPractice } from "../support/training.ts";

/** Each run makes 10,000 decisions. */
jest.setTimeout(120_000);

describe("passing, never practised", () => {
  // Two seeds: 84.5% and 85.5% with sharing; 10.5% without, 8% with reward 0.
  it("is learnt from shots that are also judged as passes", async () => {
    expect(await passWithoutPractice("all")).toBeGreaterThan(0.6);
  });

  it("is not learnt without sharing, nor from shots stored with reward 0", async () => {
    expect(await passWithoutPractice("none")).toBeLessThan(0.25);
    expect(await passWithoutPractice("uds")).toBeLessThan(0.25);
  });
});
