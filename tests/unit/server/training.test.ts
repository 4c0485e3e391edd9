import { describe, expect, it } from "@jest/globals";
import { createPersonDriver, drivePerson } from "../../../server/match/person-driver.ts";
import {
  addPoint,
  addRelabels,
  createRunRecord,
  MAX_POINTS,
  MAX_RELABELS,
} from "../../../server/training/run-record.ts";
import { parseMetrics, parseStatus } from "../../../server/training/trainer-messages.ts";
import type { RunStatus } from "../../../shared/net/telemetry.ts";
import { pointAt, relabelOf } from "../../support/telemetry.ts";

const STATUS: RunStatus = {
  runId: "r",
  phase: "learning",
  detail: "",
  backend: "",
  sharing: "all",
  tasks: ["shoot", "pass"],
  seed: 1,
  budget: 1,
  restarts: 0,
};

describe("a run's record", () => {
  it("stays small, in order, and keeps its first and newest points and its evaluations", () => {
    const record = createRunRecord(STATUS);
    for (let i = 1; i <= 5000; i++) {
      addPoint(record, pointAt(i, i % 100 === 0));
      expect(record.history.length).toBeLessThanOrEqual(MAX_POINTS);
      expect(record.history.at(-1)!.decisions).toBe(i);
    }
    const decisions = record.history.map((point) => point.decisions);
    expect(decisions).toEqual(decisions.toSorted((a, b) => a - b));
    expect(decisions[0]).toBe(1);
    expect(record.history.filter((point) => point.evaluation !== null).length).toBe(50);
  });

  it("drops the points that were lost when a run resumes from an earlier checkpoint", () => {
    const record = createRunRecord(STATUS);
    for (const decisions of [10, 20, 30, 40]) addPoint(record, pointAt(decisions));
    addPoint(record, pointAt(25));
    expect(record.history.map((point) => point.decisions)).toEqual([10, 20, 25]);
  });

  it("keeps the newest relabelled episodes, newest first", () => {
    const record = createRunRecord(STATUS);
    for (let i = 0; i < 40; i++) addRelabels(record, [relabelOf(2 * i), relabelOf(2 * i + 1)]);
    expect(record.relabels.length).toBe(MAX_RELABELS);
    expect(record.relabels.slice(0, 2).map(({ episode }) => episode)).toEqual([79, 78]);
  });
});

describe("trainers' messages", () => {
  it("are accepted when complete and refused otherwise", () => {
    expect(parseStatus(STATUS)).toEqual(STATUS);
    expect(parseStatus({ ...STATUS, phase: "unknown" })).toBeNull();
    expect(parseStatus({ ...STATUS, runId: "../../etc" })).toBeNull();
    expect(parseMetrics(pointAt(5, true))).toEqual(pointAt(5, true));
    expect(parseMetrics({ ...pointAt(5), loss: Number.NaN })).toBeNull();
    expect(parseMetrics(null)).toBeNull();
  });
});

describe("a person's control", () => {
  it("lasts briefly without input, then fades; the stick is neutral at once", () => {
    const driver = createPersonDriver();
    Object.assign(driver.control, { moveX: 1, stick: "shoot" });
    const silent: Parameters<typeof drivePerson>[1] = { size: 0, next: () => undefined };
    drivePerson(driver, silent);
    expect(driver.control).toMatchObject({ moveX: 1, stick: "hold" });
    for (let i = 0; i < 60; i++) drivePerson(driver, silent);
    expect(driver.control.moveX).toBeLessThan(0.01);
  });

  it("skips an input when a backlog lasts", () => {
    const driver = createPersonDriver();
    let size = 5;
    const input = { moveX: 0, moveY: 0, aim: 0, stick: 0 };
    const steady: Parameters<typeof drivePerson>[1] = {
      get size() {
        return size;
      },
      next() {
        size--;
        return input;
      },
    };
    for (let i = 0; i < 600; i++) {
      drivePerson(driver, steady);
      size++;
    }
    expect(size).toBe(2);
  });
});
