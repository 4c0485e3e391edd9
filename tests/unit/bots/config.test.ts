import { describe, expect, it } from "@jest/globals";
import { weights, wholeNumber } from "../../../bots/cli/flags.ts";
import { DEFAULT_CONFIG, differences, parseTrainConfig, type TrainConfig } from "../../../bots/run/config.ts";
import { TARGET_ROWS } from "../../../bots/algorithms/q-learning/targets.ts";
import { candidateCount } from "../../../bots/policy/candidates.ts";
import { policyRows } from "../../../bots/policy/q-policy.ts";
import { strategyByName } from "../../../bots/relabel/registry.ts";
import { collectorStates } from "../../../bots/run/collector.ts";
import { taskId } from "../../../bots/tasks/registry.ts";

describe("a training config", () => {
  it("has a default for every setting", () => {
    expect(parseTrainConfig()).toEqual(DEFAULT_CONFIG);
    expect(parseTrainConfig({ seed: 9 })).toEqual({ ...DEFAULT_CONFIG, seed: 9 });
    expect(parseTrainConfig({ decisions: null }).decisions).toBeNull();
  });

  it("names a bad value and what is allowed", () => {
    const bad: [Partial<TrainConfig>, RegExp][] = [
      [{ seed: -1 }, /seed must be a whole number from 0 to 4294967296, not -1/],
      [{ decisions: 0 }, /decisions must be a whole number from 1/],
      [{ sharing: "some" }, /sharing must be one of none, all, success.*, not "some"/],
      [{ collect: { dance: 1 } }, /collect names an unknown task "dance"; known: shoot, pass/],
      [{ collect: { pass: -1 } }, /collect pass must be 0 or more, not -1/],
      [{ collect: { pass: 0 } }, /collect must give at least one of shoot, pass, .* a weight above 0/],
      [{ hidden: [] }, /hidden must name 1 to 8 layers/],
      [{ hidden: [0] }, /hidden must be a whole number from 1/],
      [{ goals: "past" }, /goals must be one of none, final, future.*, not "past"/],
      [{ goalCopies: -1 }, /goalCopies must be a whole number from 0 to 16, not -1/],
      [{ learningRate: Number.NaN }, /learningRate must be from 0 to 1, not NaN/],
      [{ batchSize: 1.5 }, /batchSize must be a whole number/],
      [{ replayCapacity: 1 }, /replayCapacity must be a whole number from 128/],
      [{ epsilonStart: 2 }, /epsilonStart must be from 0 to 1/],
      [{ drills: 0 }, /drills must be a whole number from 1/],
      [{ drills: 1500 }, /drills must be a whole number from 1 to 512/],
      [{ nextReleaseDirections: 300 }, /nextReleaseDirections must be a whole number from 1 to 200/],
      [{ nextSkatingDirections: 0 }, /nextSkatingDirections must be a whole number from 1 to 64/],
      [{ scenarios: { dance: 1 } }, /scenarios names an unknown scenario "dance"; known: attack/],
      [{ scenarios: { match: 1.2 } }, /scenarios must be shares of 1 or less together/],
      [{ opponents: { self: 0, past: 0, script: 0 } }, /opponents must give at least one of self, past, script/],
    ];
    for (const [partial, message] of bad) {
      expect(() => parseTrainConfig(partial)).toThrow(RangeError);
      expect(() => parseTrainConfig(partial)).toThrow(message);
    }
  });
});

describe("the settings of two runs", () => {
  it("differ in what is set differently, but not in how long they are, what computes them, or the order of tasks", () => {
    const there = parseTrainConfig({ seed: 1, collect: { shoot: 1, pass: 2 } });
    const here = parseTrainConfig({ seed: 2, collect: { pass: 2, shoot: 1 }, decisions: null, backend: "plain" });
    expect(differences(there, here)).toEqual(["seed: 1 there, 2 here"]);
  });

  it("can all be used: the largest fit a network's rows", async () => {
    for (const settings of [{ drills: 512 }, { drills: 128, scenarios: { match: 1 } }]) {
      const config = parseTrainConfig(settings);
      expect(policyRows(collectorStates(config, config.drills))).toBeLessThanOrEqual(65_536);
    }
    expect(() => parseTrainConfig({ drills: 129, scenarios: { match: 0.1 } })).toThrow(/drills must be .* 1 to 128/);
    expect(candidateCount(64, 200)).toBeLessThanOrEqual(TARGET_ROWS);
  });
});

describe("names", () => {
  it("that are unknown give an error that lists the known ones", () => {
    expect(() => taskId("dance")).toThrow(/unknown task "dance"; known: shoot, pass/);
    expect(() => strategyByName("some")).toThrow(/unknown sharing "some"; known: none, all, success/);
    expect(taskId("pass")).toBe(1);
    expect(strategyByName("all").name).toBe("all");
  });
});

describe("flags", () => {
  it("read whole numbers, also with underscores, and refuse the rest", () => {
    expect(wholeNumber(1)("300_000")).toBe(300_000);
    for (const text of ["", " ", "1.5", "abc", "-1", "NaN", "Infinity", "0"]) {
      expect(() => wholeNumber(1)(text)).toThrow(/It must be a whole number from 1/);
    }
  });

  it("read task weights and refuse the rest", () => {
    expect(weights("pass=0.1,shoot=0.9")).toEqual({ pass: 0.1, shoot: 0.9 });
    expect(weights("pass=1")).toEqual({ pass: 1 });
    for (const text of ["", "pass", "pass=", "=1", "pass=-1", "pass=x", "pass=1,"]) {
      expect(() => weights(text)).toThrow(/It must look like pass=0\.1,shoot=0\.9/);
    }
  });
});
