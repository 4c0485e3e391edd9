import { describe, expect, it } from "@jest/globals";
import { createPracticeRecord, createRunningMean } from "../../../bots/run/metrics.ts";
import { successRate } from "../../../bots/run/success-rate.ts";

describe("a success rate", () => {
  // Source: Wilson score intervals as computed by R's prop.test(correct = FALSE) and statsmodels.
  it("has Wilson's interval", () => {
    const known = [
      { successes: 8, episodes: 10, low: 0.490162, high: 0.943318 },
      { successes: 50, episodes: 100, low: 0.403832, high: 0.596168 },
      { successes: 0, episodes: 20, low: 0, high: 0.161125 },
      { successes: 20, episodes: 20, low: 0.838875, high: 1 },
      { successes: 1, episodes: 1000, low: 0.000177, high: 0.005643 },
    ];
    for (const { successes, episodes, low, high } of known) {
      const rate = successRate(successes, episodes);
      expect(rate.success).toBe(successes / episodes);
      expect(rate.low).toBeCloseTo(low, 5);
      expect(rate.high).toBeCloseTo(high, 5);
    }
  });

  it("covers the true rate about 95 times in 100, averaged over true rates", () => {
    const episodes = 80;
    let covered = 0;
    const truths = Array.from({ length: 91 }, (_, i) => 0.05 + i / 100);
    for (const truth of truths) {
      let chance = (1 - truth) ** episodes;
      for (let successes = 0; successes <= episodes; successes++) {
        const { low, high } = successRate(successes, episodes);
        if (low <= truth && truth <= high) covered += chance / truths.length;
        chance *= ((episodes - successes) / (successes + 1)) * (truth / (1 - truth));
      }
    }
    expect(covered).toBeCloseTo(0.95, 2);
  });

  it("has the interval from 0 to 1 without episodes, and refuses more successes than episodes", () => {
    expect(successRate(0, 0)).toEqual({ success: 0, low: 0, high: 1, episodes: 0 });
    expect(() => successRate(3, 2)).toThrow(/successes must be 0 to 2, not 3/);
    expect(() => successRate(Number.NaN, 2)).toThrow(RangeError);
  });
});

describe("the practice record", () => {
  it("counts the latest episodes of each task, the learner's own alone", () => {
    const record = createPracticeRecord([0, 1], 4);
    for (const isSuccess of [true, true, true, false, false, false]) {
      record.add({ collectedFor: 1, origin: "practice" }, isSuccess);
    }
    for (const origin of ["past-self", "script"] as const) record.add({ collectedFor: 1, origin }, true);
    expect(record.rates()["pass"]).toMatchObject({ success: 0.25, episodes: 4 });
    expect(record.rates()["shoot"]).toMatchObject({ success: 0, episodes: 0 });
  });
});

describe("a running mean", () => {
  it("starts again when it is taken, and is null without values", () => {
    const mean = createRunningMean();
    expect(mean.take()).toBeNull();
    mean.add(1);
    mean.add(3);
    expect(mean.take()).toBe(2);
    expect(mean.take()).toBeNull();
  });
});
