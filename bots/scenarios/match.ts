/**
 * Two full teams play, and everybody learns. Each stretch of play begins at a moment as they occur in matches: somebody has the
 * puck anywhere, or it is loose, or it lies on a face-off spot. It ends with a goal, or after some seconds.
 */
import { FACEOFF_SPOTS, GOAL_LINE_X, HALF_LENGTH, HALF_WIDTH, type Point } from "../../shared/rink.ts";
import type { Rng } from "../../shared/rng.ts";
import { bladeX, bladeY } from "../../shared/sim/blade.ts";
import { placeForFaceoff, placePuck } from "../../shared/sim/placement.ts";
import { matchConfig, type Sim } from "../../shared/sim/world.ts";
import { driveByScript } from "../policy/scripted/drive.ts";
import { placeAround, placeCarrier, placeGoalieSomewhere, placeMoving } from "./placing.ts";
import type { Scenario } from "./scenario.ts";

/** Shares of the starts; in the others the puck is loose. */
const FACEOFF_SHARE = 0.15;
const CARRIED_SHARE = 0.65;
/** The fastest loose puck [m/s]. */
const LOOSE_SPEED = 12;
/** Share of skaters who wait on the side of their own goal, seen from the puck; the others are anywhere around it. */
const BEHIND_SHARE = 0.6;

const { roster } = matchConfig();

export const match: Scenario = {
  name: "match",
  summary: "Two full teams play; everybody learns.",
  config: { roster, match: null },
  seats: roster.map(({ role }, skater) => ({
    skater,
    tasks: role === "goalie" ? ["save", "pass"] : ["shoot", "pass", "open", "steal", "cover"],
  })),
  league: 1,
  ice: "whole",
  decisions: 80,
  start,
  drive: driveByScript,
};

function start(sim: Sim, rng: Rng): void {
  const kind = rng.next();
  if (kind < FACEOFF_SHARE) {
    placeForFaceoff(sim, FACEOFF_SPOTS[rng.int(FACEOFF_SPOTS.length)]!);
    return;
  }
  const puck = { x: rng.range(8 - GOAL_LINE_X, GOAL_LINE_X - 8), y: rng.range(2 - HALF_WIDTH, HALF_WIDTH - 2) };
  const carrier = kind < FACEOFF_SHARE + CARRIED_SHARE ? rng.int(roster.length) : -1;
  for (const { id, role, team } of sim.skaters) {
    if (role === "goalie") placeGoalieSomewhere(sim, id, team === 0 ? -1 : 1, rng);
  }
  const goalies = sim.skaters.filter(({ role }) => role === "goalie");
  const taken: Point[] = [puck, ...goalies];
  for (const { id, role, team } of sim.skaters) {
    if (role === "goalie" || id === carrier) continue;
    const ownSide = team === 0 ? -1 : 1;
    const towards = Math.atan2(-puck.y, ownSide * HALF_LENGTH - puck.x);
    const spread = rng.next() < BEHIND_SHARE ? 1 : Math.PI;
    const place = placeAround(rng, puck, { distance: [3, 18], towards, spread }, taken);
    taken.push(place);
    placeMoving(sim, id, place, puck, rng);
  }
  if (carrier >= 0 && sim.skaters[carrier]!.role === "skater") placeCarrier(sim, carrier, puck, rng);
  else if (carrier >= 0) giveToGoalie(sim, carrier);
  else {
    placePuck(sim, puck.x, puck.y);
    const angle = rng.range(-Math.PI, Math.PI);
    const speed = rng.range(0, LOOSE_SPEED);
    sim.puck.vx = speed * Math.cos(angle);
    sim.puck.vy = speed * Math.sin(angle);
  }
}

/** The goalie has the puck on its blade. */
function giveToGoalie(sim: Sim, id: number): void {
  placePuck(sim, bladeX(sim.skaters[id]!), bladeY(sim.skaters[id]!), id);
}
