import { describe, expect, it } from "@jest/globals";
import { integer, property } from "fast-check";
import { createBotTeam } from "../../bots/index.ts";
import { idleControl, type Control } from "../../shared/control.ts";
import type { GameEvent } from "../../shared/events.ts";
import { createRng } from "../../shared/rng.ts";
import { decidesNow } from "../../shared/sim/decisions.ts";
import { createSim, matchConfig, step, type Sim, type SimConfig } from "../../shared/sim/sim.ts";
import { createTurnedSim, describePlay, describeTurned, turnControls } from "../support/half-turn.ts";
import { anySeed, check } from "../support/properties.ts";
import { createWildPlay } from "../support/wild-play.ts";

const sides = integer({ min: 1, max: 5 });

/** Everything that wild play is to have come through, in all runs together. */
const WANTED = ["faceoff", "goalScored", "save", "check", "loss", "release", "gain", "boardHit", "periodStarted"];

/** Ticks between two comparisons while nothing happens. */
const COMPARE_EVERY = 50;

/** Short periods, so that goals, face-offs and intermissions all happen. */
function configOf(skatersPerTeam: number): SimConfig {
  return matchConfig({ skatersPerTeam, periods: 3, periodSeconds: 8 });
}

/** Plays `ticks` ticks of a match and of the turned one; returns the first tick in which they differ, or -1. */
function firstDifference(
  sim: Sim,
  turned: Sim,
  ticks: number,
  decide: (controls: Control[], turnedControls: Control[]) => void,
  seen: (events: readonly GameEvent[]) => void = () => {},
): number {
  const controls = sim.skaters.map(idleControl);
  const turnedControls = sim.skaters.map(idleControl);
  for (let i = 0; i < ticks; i++) {
    decide(controls, turnedControls);
    const events = step(sim, controls);
    const turnedEvents = step(turned, turnedControls);
    seen(events);
    // Play that differs once stays different, so most ticks need not be compared.
    if (events.length + turnedEvents.length === 0 && i % COMPARE_EVERY !== 0 && i < ticks - 1) continue;
    if (describeTurned(sim, events) !== describePlay(turned, turnedEvents)) return sim.tick;
  }
  return -1;
}

describe("a match turned by half a turn, with the teams exchanged", () => {
  it("is played the same, bit for bit, under wild controls, through face-offs, goals, saves and checks", () => {
    const kinds = new Set<string>();
    check(
      property(anySeed, sides, (seed, skatersPerTeam) => {
        const config = configOf(skatersPerTeam);
        const sim = createSim(config, seed);
        const wild = createWildPlay(sim, createRng(seed).child("wild"));
        const difference = firstDifference(
          sim,
          createTurnedSim(config, seed),
          1200,
          (controls, turnedControls) => {
            wild(controls);
            turnControls(controls, turnedControls);
          },
          (events) => events.forEach(({ kind }) => kinds.add(kind)),
        );
        expect(difference).toBe(-1);
      }),
      10,
    );
    expect([...kinds]).toEqual(expect.arrayContaining(WANTED));
  });

  it("is played the same, bit for bit, by scripted bots, who decide for themselves in both", () => {
    check(
      property(anySeed, sides, (seed, skatersPerTeam) => {
        const config = configOf(skatersPerTeam);
        const sim = createSim(config, seed);
        const turned = createTurnedSim(config, seed);
        const bots = createBotTeam({ checkpoint: null, skaters: sim.skaters.length });
        const decideAll = (rink: Sim, controls: readonly Control[]): void => {
          for (const skater of rink.skaters) {
            if (decidesNow(rink.tick, skater)) bots.decide(rink, skater.id, controls[skater.id]!);
          }
        };
        const difference = firstDifference(sim, turned, 1200, (controls, turnedControls) => {
          decideAll(sim, controls);
          decideAll(turned, turnedControls);
        });
        expect(difference).toBe(-1);
      }),
      6,
    );
  });
});
