import { describe, expect, it } from "@jest/globals";
import { idleControl } from "../../../shared/control.ts";
import { createRng } from "../../../shared/rng.ts";
import { placePuck, placeSkater } from "../../../shared/sim/placement.ts";
import { skateAlone } from "../../../shared/sim/motion.ts";
import { step } from "../../../shared/sim/sim.ts";
import { idleControls, openRink } from "../../support/rink.ts";
import { createWildPlay } from "../../support/wild-play.ts";

describe("the motion that the browser predicts", () => {
  it("is that of a skater whom nobody touches, bit for bit, in play and in pauses, along boards and goals", () => {
    const sim = openRink("0 skater");
    const skater = sim.skaters[0]!;
    const controls = idleControls(sim);
    const wild = createWildPlay(sim, createRng("alone"));
    const scratch = idleControl();
    for (const [startX, startY] of [
      [20, 10],
      [22, 1],
      [-27, -8],
    ] as const) {
      placeSkater(sim, 0, startX, startY, 1);
      const { x, y, vx, vy, heading } = skater;
      const predicted = { x, y, vx, vy, heading };
      for (let i = 0; i < 300; i++) {
        sim.referee.phase = i % 100 < 80 ? "playing" : "whistle";
        wild(controls);
        skateAlone(predicted, controls[0]!, skater.profile, sim.referee.phase === "playing", scratch);
        // The puck is where the skater cannot be, but is still chased.
        placePuck(sim, -skater.x, skater.y > 0 ? -13 : 13);
        step(sim, controls);
        expect([skater.x, skater.y, skater.vx, skater.vy, skater.heading]).toEqual(Object.values(predicted));
      }
    }
  });
});
