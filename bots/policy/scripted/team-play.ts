/**
 * Assigns each player without the puck a job: chase (also to receive a pass), cover, get open, or goalie.
 *
 * Separate from learnt play, so that learnt tasks can replace it.
 */
import type { Control } from "../../../shared/control.ts";
import { attackSide, GOAL_LINE_X } from "../../../shared/rink.ts";
import type { Team } from "../../../shared/rules.ts";
import type { Sim, Skater } from "../../../shared/sim/world.ts";
import { TICKS_PER_SECOND } from "../../../shared/units.ts";
import { playGoalie } from "./goalie.ts";
import { chase, cover, getOpen, guard } from "./off-puck.ts";
import { meetPuck, type Meeting } from "./steering.ts";

/** What a skater without the puck is doing; shown to spectators. */
export type OffPuckJob = "goalie" | "chase" | "receive" | "cover" | "open";

const meeting: Meeting = { x: 0, y: 0, seconds: 0 };

/** Writes the control of skater `id`, who does not have the puck. Returns its job. */
export function playOffPuck(sim: Sim, id: number, control: Control): OffPuckJob {
  const skater = sim.skaters[id]!;
  const { puck } = sim;
  if (skater.role === "goalie") {
    playGoalie(sim, id, control);
    return "goalie";
  }
  const holder = puck.carrier >= 0 ? puck.carrier : puck.releasedBy;
  const isOurs = holder >= 0 && sim.skaters[holder]!.team === skater.team;
  const isCarried = isOurs && puck.carrier >= 0;
  const chaser = isCarried ? -1 : firstToPuck(sim, skater.team);
  if (chaser === id) {
    chase(sim, skater, control);
    return isOurs ? "receive" : "chase";
  }
  if (isOurs) {
    getOpen(sim, skater, control);
    return "open";
  }
  const mark = findMark(sim, skater, chaser);
  if (mark === null) guard(sim, skater, control);
  else cover(sim, skater, mark, control);
  return "cover";
}

/** The skater of `team` who can have the puck first, not counting the one who has just released it; -1: none. */
function firstToPuck(sim: Sim, team: Team): number {
  let best = -1;
  let bestSeconds = Infinity;
  let bestDistance = Infinity;
  for (const mate of sim.skaters) {
    if (mate.team !== team || mate.role === "goalie" || mate.id === sim.puck.releasedBy) continue;
    const distance = Math.hypot(mate.x - sim.puck.x, mate.y - sim.puck.y);
    let seconds = mate.lockTicks / TICKS_PER_SECOND;
    if (sim.puck.carrier < 0) {
      meetPuck(sim, mate, meeting);
      seconds = Math.max(seconds, meeting.seconds);
    }
    if (seconds < bestSeconds || (seconds === bestSeconds && distance < bestDistance)) {
      bestSeconds = seconds;
      bestDistance = distance;
      best = mate.id;
    }
  }
  return best;
}

/**
 * The opponent whom `skater` marks, so that no two team-mates mark the same one: the opponents, those nearest to the goal
 * first, each get the nearest team-mate left. `chaser` and whoever has or meets the puck are left out. Null: nobody left.
 */
function findMark(sim: Sim, skater: Readonly<Skater>, chaser: number): Skater | null {
  const goalX = -attackSide(skater) * GOAL_LINE_X;
  const theirs: Team = skater.team === 0 ? 1 : 0;
  const busy = sim.puck.carrier >= 0 ? sim.puck.carrier : firstToPuck(sim, theirs);
  const danger = ({ x, y }: Skater): number => Math.hypot(x - goalX, y);
  const marks = sim.skaters
    .filter(({ id, team, role }) => team === theirs && role === "skater" && id !== busy)
    .toSorted((a, b) => danger(a) - danger(b));
  const free = sim.skaters.filter(({ id, team, role }) => team === skater.team && role === "skater" && id !== chaser);
  for (const mark of marks) {
    const distance = ({ x, y }: Skater): number => Math.hypot(x - mark.x, y - mark.y);
    const nearest = free.toSorted((a, b) => distance(a) - distance(b))[0];
    if (nearest === skater) return mark;
    if (nearest !== undefined) free.splice(free.indexOf(nearest), 1);
  }
  return null;
}
