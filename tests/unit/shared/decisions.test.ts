import { describe, expect, it } from "@jest/globals";
import { decidesNow } from "../../../shared/sim/decisions.ts";
import { createSim, matchConfig } from "../../../shared/sim/sim.ts";

describe("decisions of bots", () => {
  it("come ten times a second, for the same places of both teams in the same ticks", () => {
    const sim = createSim(matchConfig({ skatersPerTeam: 5 }), 1);
    const ticksOf = (id: number) =>
      Array.from({ length: 60 }, (_, tick) => tick).filter((tick) => decidesNow(tick, sim.skaters[id]!));
    for (let id = 0; id < 6; id++) {
      expect(ticksOf(id)).toHaveLength(10);
      expect(ticksOf(id + 6)).toEqual(ticksOf(id));
    }
    expect(ticksOf(0)).not.toEqual(ticksOf(1));
  });
});
