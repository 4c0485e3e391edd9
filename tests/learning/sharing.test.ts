import { describe, expect, it, jest } from "@jest/globals";
import { runOutside } from "../support/outside.ts";

/** Each run makes 10,000 decisions with the default settings. */
jest.setTimeout(120_000);

const MODULE = new URL("../support/training.ts", import.meta.url);

/** Success in 200 held-out passing drills after practising nothing but shooting. */
function passWithoutPractice(sharing: string): Promise<number> {
  return runOutside(MODULE, "passWithoutPractice", sharing);
}

describe("passing, never practised", () => {
  // Ten seeds: 86.8% with sharing and 6.5% without after 40,000 decisions; about 80% and 6% after these 10,000.
  it("is learnt from shots that are also judged as passes", async () => {
    expect(await passWithoutPractice("all")).toBeGreaterThan(0.6);
  });

  it("is not learnt without sharing, nor from shots stored with reward 0", async () => {
    expect(await passWithoutPractice("none")).toBeLessThan(0.25);
    expect(await passWithoutPractice("uds")).toBeLessThan(0.25);
  });
});
