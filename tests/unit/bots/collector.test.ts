import { describe, expect, it } from "@jest/globals";
import { createUntrainedPolicy } from "../../../bots/play/inference.ts";
import type { QPolicy } from "../../../bots/policy/q-policy.ts";
import { factsOf } from "../../../bots/replay/episode.ts";
import { collectRounds, createCollector, createEpisodeSlots, type Collector } from "../../../bots/run/collector.ts";
import { parseTrainConfig } from "../../../bots/run/config.ts";
import { MOST_DECISIONS } from "../../../bots/scenarios/registry.ts";
import { TASK_NAMES, TASKS } from "../../../bots/tasks/registry.ts";
import { GLIDE } from "../../../bots/viewpoint/actions.ts";
import { OBS_SIZE } from "../../../bots/viewpoint/entries.ts";
import { situationOf } from "../../../bots/viewpoint/situation.ts";
import { createRng } from "../../../shared/rng.ts";

const STATIONS = [0, 1, 2];
const ROUNDS = 6;
const EVERY_TASK = Object.fromEntries(TASK_NAMES.map((name) => [name, 1]));

/** A policy that glides, so that the collector's own bookkeeping is all that is tested. */
const gliding: QPolicy = {
  ...createUntrainedPolicy(1),
  actions: Array.from({ length: 64 }, () => ({ kind: GLIDE, angle: 0 })),
  ask: () => undefined,
  answer: () => undefined,
};

function collectorOf(collect: Readonly<Record<string, number>>, scenarios: Readonly<Record<string, number>> = {}) {
  const config = parseTrainConfig({ collect, scenarios });
  const slots = createEpisodeSlots(config, STATIONS.length, ROUNDS);
  const policies = { self: gliding, past: gliding };
  const collector: Collector = createCollector(STATIONS, slots, policies, config, createRng(1));
  return { slots, collector };
}

describe("collecting", () => {
  it("overwrites no episode before the next cycle, whichever scenarios its stations play", () => {
    const { slots, collector } = collectorOf(EVERY_TASK, { match: 0.5 });
    for (let cycle = 0; cycle < 120; cycle++) {
      const { finished } = collectRounds(collector, 1, ROUNDS);
      const places = finished.map(({ station, lane, slot }) => `${station} ${lane} ${slot}`);
      expect(new Set(places).size).toBe(places.length);
      for (const { station, lane, slot, length, collectedFor, isTruncated } of finished) {
        const episode = slots[station]![lane]![slot]!;
        expect([episode.length, episode.collectedFor, episode.isTruncated]).toEqual([
          length,
          collectedFor,
          isTruncated,
        ]);
        expect(length).toBeLessThanOrEqual(MOST_DECISIONS);
      }
    }
  });

  it("begins each episode in a situation of its task, and ends it where the task is over, or when time is", () => {
    const { slots, collector } = collectorOf(EVERY_TASK, { match: 0.3 });
    const seen = new Set<number>();
    for (let cycle = 0; cycle < 150; cycle++) {
      for (const { station, lane, slot, isTruncated } of collectRounds(collector, 1, ROUNDS).finished) {
        const episode = slots[station]![lane]![slot]!;
        const task = TASKS[episode.collectedFor]!;
        seen.add(episode.collectedFor);
        expect(task.situations).toContain(situationOf(episode.observations, 0));
        const ends = Array.from({ length: episode.length }, (_, t) =>
          task.terminated(factsOf(episode, t), episode.goal, 0),
        );
        expect(ends.slice(0, -1)).not.toContain(true);
        expect(ends.at(-1)).toBe(!isTruncated);
        expect(episode.observations.subarray(0, OBS_SIZE).every(Number.isFinite)).toBe(true);
      }
    }
    expect(seen.size).toBe(TASKS.length);
  });

  it("counts the orders that it gave", () => {
    const { collector } = collectorOf({ shoot: 1, pass: 1 });
    for (let cycle = 0; cycle < 10; cycle++) {
      expect(collectRounds(collector, 1, ROUNDS).decisions).toBe(STATIONS.length * ROUNDS);
    }
  });

  it("practises tasks as often as their weights say", () => {
    const { collector } = collectorOf({ shoot: 3, pass: 1, save: 0 });
    const counts = TASKS.map(() => 0);
    for (let cycle = 0; cycle < 120; cycle++) {
      for (const { collectedFor } of collectRounds(collector, 1, ROUNDS).finished) counts[collectedFor]!++;
    }
    const total = counts.reduce((sum, count) => sum + count, 0);
    expect(total).toBeGreaterThan(150);
    expect(counts[TASK_NAMES.indexOf("shoot")]! / total).toBeCloseTo(0.75, 1);
    expect(counts[TASK_NAMES.indexOf("save")]).toBe(0);
  });

  it("plays scenarios for their share of the decisions, against all opponents of the league", () => {
    const { collector, slots } = collectorOf(EVERY_TASK, { match: 0.5 });
    const byOrigin: Record<string, number> = {};
    let inMatches = 0;
    let total = 0;
    for (let cycle = 0; cycle < 300; cycle++) {
      const before = collector.stations.map(({ playing }) => playing.stage.scenario.name);
      for (const { origin, length, station, lane, slot } of collectRounds(collector, 1, ROUNDS).finished) {
        byOrigin[origin] = (byOrigin[origin] ?? 0) + 1;
        expect(slots[station]![lane]![slot]!.origin).toBe(origin);
        total += length;
        if (before[station] === "match") inMatches += length;
      }
    }
    expect(Math.abs(inMatches / total - 0.5)).toBeLessThan(0.1);
    // Home is the learner, and away in half of the matches; a third of the other halves is the script's.
    expect(byOrigin["past-self"]! + byOrigin["script"]!).toBeGreaterThan(0.1 * byOrigin["practice"]!);
    expect(byOrigin["practice"]).toBeGreaterThan(byOrigin["past-self"]! + byOrigin["script"]!);
  });
});
