/** A goalie with one defender against two attackers. */
import type { Rng } from "../../shared/rng.ts";
import type { Sim } from "../../shared/sim/world.ts";
import { GOAL_LINE_X } from "../../shared/rink.ts";
import { driveAttackers } from "./attackers.ts";
import { placeAround, placeCarrier, placeGoalie, placeMoving } from "./placing.ts";
import type { Scenario } from "./scenario.ts";

const LEARNER = 0;
const DEFENDER = 1;
const CARRIER = 2;
const MATE = 3;

/** Share of starts in which the goalie has left its goal. */
const AWAY_SHARE = 0.2;

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
  const mate = placeAround(rng, carrier, { distance: [5, 14], towards: 0, spread: Math.PI });
  const toGoal = Math.atan2(-carrier.y, -GOAL_LINE_X - carrier.x);
  const defender = placeAround(rng, carrier, { distance: [4, 12], towards: toGoal, spread: 1.8 }, [mate]);
  placeCarrier(sim, CARRIER, carrier, rng);
  placeMoving(sim, MATE, mate, carrier, rng);
  placeMoving(sim, DEFENDER, defender, carrier, rng);
  placeGoalie(sim, LEARNER, -1, rng);
  if (rng.next() >= AWAY_SHARE) return;
  // As after a rebound or a long way for a loose puck.
  const goalie = sim.skaters[LEARNER]!;
  goalie.x += rng.range(0, 4);
  goalie.y += rng.range(-4, 4);
}
