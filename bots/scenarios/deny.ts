/** A defender takes away passes and shots of three attackers, while a team-mate presses the carrier. */
import { GOAL_LINE_X } from "../../shared/rink.ts";
import type { Rng } from "../../shared/rng.ts";
import type { Sim } from "../../shared/sim/world.ts";
import { driveAttackers } from "./attackers.ts";
import { placeAround, placeCarrier, placeGoalie, placeMoving } from "./placing.ts";
import type { Scenario } from "./scenario.ts";

const LEARNER = 0;
const MATE = 1;
const GOALIE = 2;
const CARRIER = 3;
const OTHERS = [4, 5] as const;

export const deny: Scenario = {
  name: "deny",
  summary: "A defender takes away the passes and shots of three attackers, while a team-mate presses the carrier.",
  config: {
    roster: [
      { team: 0, role: "skater" },
      { team: 0, role: "skater" },
      { team: 0, role: "goalie" },
      { team: 1, role: "skater" },
      { team: 1, role: "skater" },
      { team: 1, role: "skater" },
    ],
    match: null,
  },
  seats: [{ skater: LEARNER, tasks: ["cover"] }],
  ice: "whole",
  decisions: 60,
  start,
  drive: driveAttackers,
};

/** The attackers are spread around the carrier; both defenders are on the side of their goal, the team-mate nearer. */
function start(sim: Sim, rng: Rng): void {
  const carrier = { x: rng.range(-16, 8), y: rng.range(-11, 11) };
  const first = placeAround(rng, carrier, { distance: [6, 16], towards: Math.PI, spread: 2.2 });
  const others = [first, placeAround(rng, carrier, { distance: [6, 16], towards: Math.PI, spread: 2.2 }, [first])];
  const towards = Math.atan2(-carrier.y, -GOAL_LINE_X - carrier.x);
  const mate = placeAround(rng, carrier, { distance: [3, 6], towards, spread: 1 }, others);
  const learner = placeAround(rng, carrier, { distance: [6, 14], towards, spread: 1.4 }, [...others, mate]);
  placeCarrier(sim, CARRIER, carrier, rng);
  OTHERS.forEach((id, i) => placeMoving(sim, id, others[i]!, carrier, rng));
  placeMoving(sim, MATE, mate, carrier, rng);
  placeMoving(sim, LEARNER, learner, carrier, rng);
  placeGoalie(sim, GOALIE, -1, rng);
}
