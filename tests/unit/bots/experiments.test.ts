import { describe, expect, it } from "@jest/globals";
import { layLegend, moreLegend } from "../../../bots/experiments/report/legend.ts";
import { analyse, curveOf } from "../../../bots/experiments/analysis.ts";
import { commandOf, configOf, jobsOf, makePlan, type PlanRequest } from "../../../bots/experiments/plan.ts";
import { csvOf, type RunResult } from "../../../bots/experiments/results.ts";
import { collapses, findings, verdict } from "../../../bots/experiments/report/reading.ts";
import {
  estimateMean,
  interquartileMean,
  percentile,
  probabilityOfImprovement,
} from "../../../bots/experiments/statistics.ts";
import { sumStored } from "../../../bots/experiments/stored-data.ts";
import { createRng } from "../../../shared/rng.ts";

const rng = () => createRng("test");

describe("the interquartile mean", () => {
  it("is the mean of the middle half, as scipy's trim_mean(values, 0.25)", () => {
    expect(interquartileMean([1, 2, 3, 4, 5, 6, 7, 8])).toBe(4.5);
    expect(interquartileMean([8, 1, 1000, 3, 4, 5, 6, -9])).toBe(4.5);
    // Ten values: 2.5 at each end is rounded down to 2.
    expect(interquartileMean([0, 1, 2, 3, 4, 5, 6, 7, 8, 99])).toBe(4.5);
    expect(interquartileMean([0.25])).toBe(0.25);
    expect(() => interquartileMean([])).toThrow(/at least one number/);
  });
});

describe("a percentile", () => {
  it("is interpolated as numpy does", () => {
    const values = Float64Array.of(0, 10, 20, 30);
    expect([0, 0.5, 1].map((share) => percentile(values, share))).toEqual([0, 15, 30]);
    expect(percentile(values, 0.025)).toBeCloseTo(0.75, 12);
  });
});

describe("a bootstrap interval", () => {
  it("of constants has no width", () => {
    expect(estimateMean([[0.5, 0.5, 0.5]], 200, rng())).toEqual({ value: 0.5, low: 0.5, high: 0.5 });
  });

  it("resamples runs within each task: it has no width if the runs of each task are equal", () => {
    const { low, value, high } = estimateMean(
      [
        [0.1, 0.1],
        [0.9, 0.9],
      ],
      500,
      rng(),
    );
    expect([low, value, high]).toEqual([0.5, 0.5, 0.5]);
  });

  it("of two values spans both, as each is drawn twice with probability 1/4", () => {
    expect(estimateMean([[0, 1]], 5000, rng())).toEqual({ value: 0.5, low: 0, high: 1 });
  });

  it("is the same for the same seed, and covers the estimate", () => {
    const scores = [[0.2, 0.4, 0.5, 0.7, 0.6]];
    const estimate = estimateMean(scores, 2000, rng());
    expect(estimateMean(scores, 2000, rng())).toEqual(estimate);
    expect(estimate.low).toBeLessThan(estimate.value);
    expect(estimate.high).toBeGreaterThan(estimate.value);
  });

  it("covers the true mean in about 95 of 100 experiments of 30 runs", () => {
    const draw = createRng("coverage");
    let covered = 0;
    const experiments = 300;
    for (let i = 0; i < experiments; i++) {
      const runs = Array.from({ length: 30 }, () => draw.normal());
      const { low, high } = estimateMean([runs], 400, draw.child(String(i)));
      if (low <= 0 && 0 <= high) covered++;
    }
    expect(covered / experiments).toBeGreaterThan(0.88);
    expect(covered / experiments).toBeLessThan(0.99);
  });

  it("refuses a task without runs", () => {
    expect(() => estimateMean([[1], []], 10, rng())).toThrow(/at least one run/);
    expect(() => estimateMean([[1]], 0, rng())).toThrow(/draws/);
  });
});

describe("the probability of improvement", () => {
  const of = (x: number[][], y: number[][]) => probabilityOfImprovement(x, y, 500, rng());

  it("is 1 for separated samples, 0 the other way round, 1/2 for identical constants", () => {
    expect(of([[3, 4]], [[1, 2]])).toEqual({ value: 1, low: 1, high: 1 });
    expect(of([[1, 2]], [[3, 4]])).toEqual({ value: 0, low: 0, high: 0 });
    expect(of([[5, 5]], [[5, 5]])).toEqual({ value: 0.5, low: 0.5, high: 0.5 });
    expect(of([[1, 2, 3]], [[1, 2, 3]]).value).toBeCloseTo(0.5, 12);
  });

  it("counts pairs, ties half (U = 7.5 of 12), and averages over tasks", () => {
    expect(of([[1, 4, 6]], [[0, 2, 4, 9]]).value).toBeCloseTo((1 + 2.5 + 3) / 12, 12);
    expect(of([[3], [1]], [[1], [3]]).value).toBe(0.5);
    expect(() => of([[1]], [[1], [2]])).toThrow(/same tasks/);
  });
});

const REQUEST: PlanRequest = {
  arms: ["none", "all"],
  seeds: 2,
  seed: 4,
  decisions: 1000,
  collect: { pass: 0, shoot: 1 },
  backend: "plain",
  evaluations: 2,
  drills: 10,
};

describe("a plan", () => {
  it("gives every arm the same seeds and all else equal", () => {
    const plan = makePlan(REQUEST);
    expect(jobsOf(plan)).toEqual([
      { arm: "none", seed: 4 },
      { arm: "all", seed: 4 },
      { arm: "none", seed: 5 },
      { arm: "all", seed: 5 },
    ]);
    const [first, second] = jobsOf(plan).map((job) => configOf(plan, job));
    expect({ ...first, sharing: "", runId: "" }).toEqual({ ...second, sharing: "", runId: "" });
    expect(first).toMatchObject({ evaluateEvery: 500, evaluationEpisodes: 10, sharing: "none", seed: 4 });
  });

  it("gives the command that repeats it", () => {
    expect(commandOf(makePlan(REQUEST))).toBe(
      "npm run sharing -- --arms none,all --seeds 2 --seed 4 --decisions 1000 --collect shoot=1,pass=0 --evaluations 2 --drills 10 --backend plain",
    );
  });

  it("refuses what cannot be run", () => {
    expect(() => makePlan({ ...REQUEST, arms: ["some"] })).toThrow(/unknown arm "some".*none, all/);
    expect(() => makePlan({ ...REQUEST, arms: ["all", "all"] })).toThrow(/once/);
    expect(() => makePlan({ ...REQUEST, evaluations: 2000 })).toThrow(/at most 1000/);
    expect(() => makePlan({ ...REQUEST, collect: { dance: 1 } })).toThrow(/unknown task "dance"/);
  });
});

/** Runs whose pass success goes 0.1 -> 0.6 -> `last` and whose shoot success stays 0.3. */
function resultsOf(last: Readonly<Record<string, number>>): RunResult[] {
  return jobsOf(makePlan(REQUEST)).map(({ arm, seed }) => ({
    arm,
    seed,
    end: { decisions: 1000, seconds: 1, backend: "plain", failure: null },
    resumedAt: [],
    stored: [{ collectedFor: "shoot", storedFor: "shoot", episodes: 4, transitions: 10, successes: 1 }],
    evaluations: [0.1, 0.6, last[arm]!].flatMap((pass, i) => [
      { arm, seed, task: "shoot", decisions: i * 500, success: 0.3, episodes: 10 },
      { arm, seed, task: "pass", decisions: i * 500, success: pass, episodes: 10 },
    ]),
  }));
}

describe("the analysis", () => {
  const plan = makePlan(REQUEST);
  const results = resultsOf({ none: 0.2, all: 0.9 });
  const analysis = analyse(plan, results);
  const data = { plan, analysis, tasks: ["pass", "shoot"], references: {} };

  it("has curves, final figures and comparisons with the baseline", () => {
    expect(analysis.baseline).toBe("none");
    expect(curveOf(analysis, "all", "pass").points.map(({ mean }) => mean.value)).toEqual([0.1, 0.6, 0.9]);
    expect(analysis.finals.map(({ byTask }) => byTask["pass"]!.value)).toEqual([0.2, 0.9]);
    expect(analysis.improvements).toMatchObject([
      { arm: "all", byTask: { pass: { value: 1 }, shoot: { value: 0.5 } }, overall: { value: 0.75 } },
    ]);
    expect(analysis.stored[0]!.counts).toMatchObject([{ episodes: 8, transitions: 20, successes: 2 }]);
  });

  it("counts collapses: 0.2 after 0.6 is one, 0.9 is none", () => {
    expect(analysis.finals.map((final) => final.collapses)).toEqual([
      { shoot: 0, pass: 2 },
      { shoot: 0, pass: 0 },
    ]);
    expect(collapses(data)).toContain(`2 of 2 in pass with "none"`);
  });

  it("is put into sentences, and called preliminary below ten seeds", () => {
    const [pass, shoot, preliminary] = findings(data);
    expect(pass).toMatch(/pass \(never practised\): 90\.0% .* "all", 20\.0% .* "none": \+70\.0 points\..*: better\./);
    expect(shoot).toMatch(/no clear difference/);
    expect(preliminary).toMatch(/Preliminary: 2 seeds/);
    expect(verdict({ value: 0.2, low: 0.1, high: 0.4 })).toBe("worse");
  });

  it("refuses an experiment with a run missing, and counts a diverged run as failure", () => {
    expect(() => analyse(plan, results.slice(1))).toThrow(/none, seed 4 is not finished/);
    const diverged = results.map((run, i) =>
      i === 0
        ? Object.assign({}, run, {
            end: { ...run.end, failure: "loss is NaN" },
            evaluations: run.evaluations.slice(0, 4),
          })
        : run,
    );
    const { finals } = analyse(plan, diverged);
    expect(finals[0]).toMatchObject({ diverged: 1, byTask: { pass: { value: 0.1 } } });
  });

  it("is written as comma-separated values, every evaluation of every seed", () => {
    const lines = csvOf(results).trim().split("\n");
    expect(lines[0]).toBe("arm,seed,task,decisions,success,episodes");
    expect(lines).toHaveLength(1 + 4 * 3 * 2);
    expect(lines).toContain("all,5,pass,1000,0.9,10");
  });
});

describe("where data came from", () => {
  it("is summed over runs by the task it was collected and stored for", () => {
    const count = { collectedFor: "shoot", storedFor: "pass", episodes: 2, transitions: 5, successes: 1 };
    expect(sumStored([[count], [count], []])).toEqual([{ ...count, episodes: 4, transitions: 10, successes: 2 }]);
  });
});

describe("the legend of a figure", () => {
  const arms = ["none", "all", "success", "random", "advantage", "hipi", "cds", "uds"];

  it("is one line where there is room", () => {
    const places = layLegend(arms, 960);
    expect(moreLegend(places)).toBe(0);
    expect(places.map(({ x }) => x)).toEqual(places.map(({ x }) => x).toSorted((a, b) => a - b));
  });

  it("has more lines where there is not, and every name is within the figure", () => {
    const places = layLegend(arms, 350);
    expect(places.map(({ arm, line }) => `${arm} ${line}`)).toEqual(arms.map((arm, i) => `${arm} ${i < 4 ? 0 : 1}`));
    expect(places[4]!.x).toBe(0);
    for (const { arm, x } of places) expect(x + 15 + arm.length * 7).toBeLessThan(350);
    expect(moreLegend(places)).toBeGreaterThan(0);
  });
});
