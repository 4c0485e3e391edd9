/** A defender wins the puck from two attackers, with its own goalie behind it. */
import { GOAL_LINE_X } from "../../shared/rink.ts";
import type { Rng } from "../../shared/rng.ts";
import type { Sim } from "../../shared/sim/world.ts";
import { driveAttackers } from "./attackers.ts";
import { placeAround, placeCarrier, placeGoalie, placeMoving } from "./placing.ts";
import type { Scenario } from "./scenario.ts";

const LEARNER = 0;
const GOALIE = 1;
const CARRIER = 2;
const MATE = 3;

export const defend: Scenario = {
  name: "defend",
  summary: "A defender wins the puck from two attackers.",
  config: {
    roster: [
      { team: 0, role: "skater" },
      { team: 0, role: "goalie" },
      { team: 1, role: "skater" },
      { team: 1, role: "skater" },
    ],
    match: null,
  },
  seats: [{ skater: LEARNER, tasks: ["steal"] }],
  ice: "defence",
  decisions: 80,
  start,
  drive: driveAttackers,
};

/** The attackers come from the neutral zone; the defender is between them and its goal. */
function start(sim: Sim, rng: Rng): void {
  const carrier = { x: rng.range(-16, 4), y: rng.range(-11, 11) };
  const mate = placeAround(rng, carrier, { distance: [5, 14], towards: 0, spread: Math.PI });
  const toGoal = Math.atan2(-carrier.y, -GOAL_LINE_X - carrier.x);
  const defender = placeAround(rng, carrier, { distance: [4, 12], towards: toGoal, spread: 1.2 }, [mate]);
  placeCarrier(sim, CARRIER, carrier, rng);
  placeMoving(sim, MATE, mate, carrier, rng);
  placeMoving(sim, LEARNER, defender, carrier, rng);
  placeGoalie(sim, GOALIE, -1, rng);
}
