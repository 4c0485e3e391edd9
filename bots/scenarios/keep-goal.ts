/** A goalie with one defender against two attackers. */
import type { Rng } from "../../shared/rng.ts";
import type { Sim } from "../../shared/sim/world.ts";
import { GOAL_LINE_X } from "../../shared/rink.ts";
import { driveAttackers } from "./attackers.ts";
import { placeAround, placeCarrier, placeGoalieSomewhere, placeMoving } from "./placing.ts";
import type { Scenario } from "./scenario.ts";

const LEARNER = 0;
const DEFENDER = 1;
const CARRIER = 2;
const MATE = 3;

/** A goalie who has left its goal is not nearer to the carrier than this [m]. */
const CLEAR_OF_CARRIER = 2.5;

export const keepGoal: Scenario = {
  name: "keep-goal",
  summary: "A goalie and a defender against two attackers.",
  config: {
    roster: [
      { team: 0, role: "goalie" },
      { team: 0, role: "skater" },
      { team: 1, role: "skater" },
      { team: 1, role: "skater" },
    ],
    match: null,
  },
  seats: [{ skater: LEARNER, tasks: ["save"] }],
  ice: "defence",
  decisions: 80,
  start,
  drive: driveAttackers,
};

function start(sim: Sim, rng: Rng): void {
  const carrier = { x: rng.range(-20, -4), y: rng.range(-11, 11) };
  do placeGoalieSomewhere(sim, LEARNER, -1, rng);
  while (Math.hypot(sim.skaters[LEARNER]!.x - carrier.x, sim.skaters[LEARNER]!.y - carrier.y) < CLEAR_OF_CARRIER);
  const goalie = sim.skaters[LEARNER]!;
  const mate = placeAround(rng, carrier, { distance: [5, 14], towards: 0, spread: Math.PI }, [goalie]);
  const toGoal = Math.atan2(-carrier.y, -GOAL_LINE_X - carrier.x);
  const defender = placeAround(rng, carrier, { distance: [4, 12], towards: toGoal, spread: 1.8 }, [mate, goalie]);
  placeCarrier(sim, CARRIER, carrier, rng);
  placeMoving(sim, MATE, mate, carrier, rng);
  placeMoving(sim, DEFENDER, defender, carrier, rng);
}
