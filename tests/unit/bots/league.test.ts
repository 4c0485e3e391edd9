import { describe, expect, it } from "@jest/globals";
import { parseTrainConfig } from "../../../bots/run/config.ts";
import { createLeague, drawOpponent } from "../../../bots/run/league.ts";
import { createRng } from "../../../shared/rng.ts";

function memory() {
  return { past: new Float32Array(1), pastVersion: new Int32Array(1) };
}

describe("the league", () => {
  it("begins with the weights as they are, and later draws from all of the past, not from the latest alone", () => {
    const latest = [0];
    const { past, pastVersion } = memory();
    const league = createLeague(latest, { past, pastVersion }, 0, createRng(1));
    expect([...past]).toEqual([0]);
    const drawn: number[] = [];
    for (let decisions = 1000; decisions <= 2_000_000; decisions += 1000) {
      latest[0] = decisions;
      const version = pastVersion[0]!;
      league.advance(decisions);
      if (pastVersion[0] !== version) drawn.push(past[0]! / decisions);
    }
    expect(drawn.length).toBe(100);
    for (const share of drawn) expect(share).toBeLessThanOrEqual(1);
    // Ages are spread over the whole run.
    for (const [from, to] of [
      [0, 0.25],
      [0.25, 0.5],
      [0.5, 0.75],
      [0.75, 1],
    ] as const) {
      expect(drawn.filter((share) => share >= from && share <= to).length).toBeGreaterThan(8);
    }
  });

  it("of a run that goes on begins with what it goes on from", () => {
    const { past, pastVersion } = memory();
    const league = createLeague([7], { past, pastVersion }, 500_000, createRng(1));
    league.advance(510_000);
    expect([...past]).toEqual([7]);
    expect(pastVersion[0]).toBe(0);
  });

  it("draws opponents by their weights", () => {
    const config = parseTrainConfig({ opponents: { self: 1, past: 0, script: 3 } });
    const rng = createRng(2);
    const drawn = Array.from({ length: 2000 }, () => drawOpponent(config, rng));
    expect(drawn.filter((opponent) => opponent === "script").length / 2000).toBeCloseTo(0.75, 1);
    expect(drawn).not.toContain("past");
  });
});
