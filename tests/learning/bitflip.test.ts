import { describe, expect, it, jest } from "@jest/globals";
import { runBitFlip } from "../bench/bitflip.ts";

/** These runs take seconds on a busy machine. */
jest.setTimeout(120_000);

/** Three times as many decisions as 8 bits take with relabelled goals, on each of three seeds. */
const WITHIN = { seed: 1, decisions: 1500 };

describe("flipping bits towards a random goal", () => {
  it("is learnt for 8 bits from relabelled goals", async () => {
    expect((await runBitFlip({ bits: 8, her: true, ...WITHIN })).stepsTo95).not.toBeNull();
  });

  it("is not learnt for 15 bits without them in the same time", async () => {
    expect((await runBitFlip({ bits: 15, her: false, ...WITHIN })).stepsTo95).toBeNull();
  });
});
