/** The carrier attacks with a team-mate against one defender and a goalie: passing, shooting, carrying and placing. */
import { GOAL_LINE_X } from "../../shared/rink.ts";
import type { Rng } from "../../shared/rng.ts";
import type { Sim } from "../../shared/sim/world.ts";
import { driveByScript } from "../policy/scripted/drive.ts";
import { placeAround, placeCarrier, placeGoalie, placeMoving } from "./placing.ts";
import type { Scenario } from "./scenario.ts";

/** Indices in the roster. The carrier attacks to the right. */
export const CARRIER = 0;
export const MATE = 1;
export const DEFENDER = 2;
export const GOALIE = 3;

/** The part of the ice in which the carrier starts [m]. */
const LEAST_X = 2;
const MOST_X = 20;
const MOST_Y = 11;

export const attack: Scenario = {
  name: "attack",
  summary: "The puck carrier and a team-mate attack one defender and a goalie.",
  config: {
    roster: [
      { team: 0, role: "skater" },
      { team: 0, role: "skater" },
      { team: 1, role: "skater" },
      { team: 1, role: "goalie" },
    ],
    match: null,
  },
  seats: [{ skater: CARRIER, tasks: ["shoot", "pass", "carry", "place"] }],
  ice: "attack",
  decisions: 50,
  start: startAttack,
  drive: driveByScript,
};

/** Places the four players at random; the defender is on the side of the goal. */
export function startAttack(sim: Sim, rng: Rng): void {
  const carrier = { x: rng.range(LEAST_X, MOST_X), y: rng.range(-MOST_Y, MOST_Y) };
  const mate = placeAround(rng, carrier, { distance: [5, 16], towards: 0, spread: Math.PI });
  const toGoal = Math.atan2(-carrier.y, GOAL_LINE_X - carrier.x);
  const defender = placeAround(rng, carrier, { distance: [4, 10], towards: toGoal, spread: 1.4 }, [mate]);
  placeCarrier(sim, CARRIER, carrier, rng);
  placeMoving(sim, MATE, mate, carrier, rng);
  placeMoving(sim, DEFENDER, defender, carrier, rng);
  placeGoalie(sim, GOALIE, 1, rng);
}
