/** An attacker without the puck gets open for a carrier who is looking for a pass, against two defenders. */
import { GOAL_LINE_X } from "../../shared/rink.ts";
import type { Rng } from "../../shared/rng.ts";
import type { Sim } from "../../shared/sim/world.ts";
import { playCarrier } from "../policy/scripted/carrier.ts";
import { driveByScript } from "../policy/scripted/drive.ts";
import { placeAround, placeCarrier, placeGoalie, placeMoving } from "./placing.ts";
import type { Scenario } from "./scenario.ts";

const CARRIER = 0;
const LEARNER = 1;
const FIRST_DEFENDER = 2;
const SECOND_DEFENDER = 3;
const GOALIE = 4;

/** Share of episodes in which the carrier also shoots when it can. */
const SHOOTING_SHARE = 0.25;

export const getOpen: Scenario = {
  name: "get-open",
  summary: "An attacker gets open for a team-mate's pass against two defenders.",
  config: {
    roster: [
      { team: 0, role: "skater" },
      { team: 0, role: "skater" },
      { team: 1, role: "skater" },
      { team: 1, role: "skater" },
      { team: 1, role: "goalie" },
    ],
    match: null,
  },
  seats: [{ skater: LEARNER, tasks: ["open"] }],
  ice: "whole",
  decisions: 60,
  start,
  drive(sim, id, control, mood) {
    if (sim.puck.carrier === id && id === CARRIER) {
      playCarrier(sim, id, control, mood < SHOOTING_SHARE ? "both" : "pass");
    } else driveByScript(sim, id, control, mood);
  },
};

/** One defender stands between the carrier and the learner, the other one presses the carrier. */
function start(sim: Sim, rng: Rng): void {
  const carrier = { x: rng.range(-8, 14), y: rng.range(-10, 10) };
  const learner = placeAround(rng, carrier, { distance: [6, 16], towards: 0, spread: 2 });
  const towards = Math.atan2(learner.y - carrier.y, learner.x - carrier.x);
  const first = placeAround(rng, carrier, { distance: [4, 7], towards, spread: 0.3 }, [learner]);
  const toGoal = Math.atan2(-carrier.y, GOAL_LINE_X - carrier.x);
  const second = placeAround(rng, carrier, { distance: [5, 10], towards: toGoal, spread: 1.5 }, [learner, first]);
  placeCarrier(sim, CARRIER, carrier, rng);
  placeMoving(sim, LEARNER, learner, carrier, rng);
  placeMoving(sim, FIRST_DEFENDER, first, carrier, rng);
  placeMoving(sim, SECOND_DEFENDER, second, carrier, rng);
  placeGoalie(sim, GOALIE, 1, rng);
}
