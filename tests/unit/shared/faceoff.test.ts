import { describe, expect, it } from "@jest/globals";
import { FACEOFF_SPOTS, nearestFaceoffSpot } from "../../../shared/rink.ts";
import { FACEOFF_TICKS } from "../../../shared/rules.ts";
import { placeForFaceoff } from "../../../shared/sim/placement.ts";
import { createSim, matchConfig } from "../../../shared/sim/sim.ts";
import { distanceToBoards, distanceToNetting, isInNet } from "../../support/geometry.ts";
import { idleControls, ofKind, play, speedOf } from "../../support/rink.ts";
import { step } from "../../../shared/sim/sim.ts";

const SIDES = [1, 2, 3, 4, 5];

describe("a face-off formation", () => {
  it("leaves everybody room at every spot, for 1 to 5 a side", () => {
    for (const skatersPerTeam of SIDES) {
      const sim = createSim(matchConfig({ skatersPerTeam }), 1);
      for (const spot of FACEOFF_SPOTS) {
        placeForFaceoff(sim, spot);
        for (const [i, a] of sim.skaters.entries()) {
          const who = `skater ${i} of ${skatersPerTeam} a side at ${spot.x}, ${spot.y}`;
          expect([who, distanceToBoards(a.x, a.y) >= a.radius]).toEqual([who, true]);
          expect([who, isInNet(a.x, a.y) || distanceToNetting(a.x, a.y) < a.radius]).toEqual([who, false]);
          for (const b of sim.skaters.slice(0, i)) {
            const gap = Math.hypot(a.x - b.x, a.y - b.y) - a.radius - b.radius;
            expect([who, b.id, gap > 0]).toEqual([who, b.id, true]);
          }
        }
      }
    }
  });

  it("is the same for both teams, turned about the spot", () => {
    for (const skatersPerTeam of SIDES) {
      const sim = createSim(matchConfig({ skatersPerTeam }), 1);
      for (let id = 0; id <= skatersPerTeam; id++) {
        const home = sim.skaters[id]!;
        const away = sim.skaters[id + skatersPerTeam + 1]!;
        expect(away.x).toBeCloseTo(-home.x, 10);
        expect(away.y).toBeCloseTo(-home.y, 10);
        expect(away.role).toBe(home.role);
        expect(home.heading).toBe(0);
      }
    }
  });

  it("keeps every team on its own side of the spot, with the puck out of everybody's reach", () => {
    const sim = createSim(matchConfig({ skatersPerTeam: 5 }), 1);
    for (const skater of sim.skaters) expect(Math.sign(skater.x)).toBe(skater.team === 0 ? -1 : 1);
    expect(ofKind(play(sim, FACEOFF_TICKS), "gain")).toEqual([]);
  });

  it("starts a new epoch, so that players are not drawn gliding to it", () => {
    const sim = createSim(matchConfig(), 1);
    const { epoch } = sim;
    placeForFaceoff(sim, FACEOFF_SPOTS[3]!);
    expect(sim.epoch).toBeGreaterThan(epoch);
  });
});

describe("the drop", () => {
  it("differs from seed to seed and repeats for a seed", () => {
    const drop = (seed: number): number[] => {
      const sim = createSim(matchConfig(), seed);
      const controls = idleControls(sim);
      while (sim.referee.phase === "faceoff") step(sim, controls);
      expect(speedOf(sim.puck)).toBeLessThan(9);
      return [sim.puck.vx, sim.puck.vy];
    };
    expect(drop(1)).toEqual(drop(1));
    expect(drop(1)).not.toEqual(drop(2));
  });
});

describe("the nearest face-off spot", () => {
  it("is the spot itself at a spot, and the corner spot behind a goal", () => {
    FACEOFF_SPOTS.forEach((spot, i) => expect(nearestFaceoffSpot(spot.x, spot.y)).toBe(i));
    expect(FACEOFF_SPOTS[nearestFaceoffSpot(29, 1)]).toEqual({ x: 18.5, y: 7 });
    expect(FACEOFF_SPOTS[nearestFaceoffSpot(-29, -1)]).toEqual({ x: -18.5, y: -7 });
  });
});
