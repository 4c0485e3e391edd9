import { describe, expect, it } from "@jest/globals";
import { parseTrainConfig } from "../../../bots/run/config.ts";
import { TASKS } from "../../../bots/tasks/registry.ts";
import { epsilonAt, samplingAt } from "../../../bots/algorithms/q-learning/schedule.ts";

const config = parseTrainConfig({ epsilonStart: 0.9, epsilonEnd: 0.1, epsilonDecisions: 1000, successShare: 0.4 });

describe("the early phase of a run", () => {
  it("is over after epsilonDecisions, and stays over", () => {
    expect([0, 500, 1000, 10 ** 9].map((at) => epsilonAt(config, at))).toEqual([0.9, 0.5, 0.1, 0.1]);
    expect([0, 500, 1000, 10 ** 9].map((at) => samplingAt(config, at).successShare)).toEqual([0.4, 0.2, 0, 0]);
  });

  it("draws from successes also where exploration does not change", () => {
    const steady = { ...config, epsilonStart: 0.1 };
    expect(epsilonAt(steady, 500)).toBe(0.1);
    expect(samplingAt(steady, 500).successShare).toBe(0.2);
  });

  it("leaves each task's discount, and mirroring, as they are set", () => {
    const { gammas, isMirroring } = samplingAt({ ...config, mirror: false }, 0);
    expect(gammas).toEqual(TASKS.map(({ gamma }) => gamma));
    expect(isMirroring).toBe(false);
  });
});
