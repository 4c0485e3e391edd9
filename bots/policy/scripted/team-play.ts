/**
 * Assigns each player without the puck a job: chase, receive, cover, get open, or goalie.
 *
 * Separate from learnt play, so that learnt tasks can replace it.
 */
import type { Control } from "../../../shared/control.ts";
import { attackSide, GOAL_LINE_X } from "../../../shared/rink.ts";
import type { Sim, Skater } from "../../../shared/sim/world.ts";
import { playGoalie } from "./goalie.ts";
import { chase, cover, getOpen, receive } from "./off-puck.ts";
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

  if (puck.carrier < 0) {
    if (isNearestToPuck(sim, skater)) {
      if (isOurs) receive(sim, skater, control);
      else chase(sim, skater, control);
      return isOurs ? "receive" : "chase";
    }
  } else if (!isOurs && isNearestToPuck(sim, skater)) {
    chase(sim, skater, control);
    return "chase";
  }
  if (isOurs) {
    getOpen(sim, skater, control);
    return "open";
  }
  const mark = findMark(sim, skater);
  if (mark === null) {
    getOpen(sim, skater, control);
    return "open";
  }
  cover(sim, skater, mark, control);
  return "cover";
}

/** Whether `skater` gets to the puck first in its team, not counting those who just released or lost it. */
function isNearestToPuck(sim: Sim, skater: Readonly<Skater>): boolean {
  let best = -1;
  let bestSeconds = Infinity;
  let bestDistance = Infinity;
  for (const mate of sim.skaters) {
    if (mate.team !== skater.team || mate.role === "goalie" || mate.lockTicks > 0) continue;
    const distance = Math.hypot(mate.x - sim.puck.x, mate.y - sim.puck.y);
    let seconds = 0;
    if (sim.puck.carrier < 0) {
      meetPuck(sim, mate, meeting);
      seconds = meeting.seconds;
    }
    if (seconds < bestSeconds || (seconds === bestSeconds && distance < bestDistance)) {
      bestSeconds = seconds;
      bestDistance = distance;
      best = mate.id;
    }
  }
  return best === skater.id;
}

/** The opponent to mark: near, dangerous to the goal, and preferably with no team-mate nearer to it. */
function findMark(sim: Sim, skater: Readonly<Skater>): Skater | null {
  const goalX = -attackSide(skater) * GOAL_LINE_X;
  let best: Skater | null = null;
  let bestCost = Infinity;
  for (const opponent of sim.skaters) {
    if (opponent.team === skater.team || opponent.role === "goalie" || opponent.id === sim.puck.carrier) continue;
    const mine = Math.hypot(opponent.x - skater.x, opponent.y - skater.y);
    const danger = Math.hypot(opponent.x - goalX, opponent.y);
    let isTaken = false;
    for (const mate of sim.skaters) {
      if (mate.team !== skater.team || mate.id === skater.id || mate.role === "goalie") continue;
      if (isNearestToPuck(sim, mate)) continue;
      if (Math.hypot(opponent.x - mate.x, opponent.y - mate.y) < mine) isTaken = true;
    }
    const cost = mine + danger * 0.5 + (isTaken ? 20 : 0);
    if (cost < bestCost) {
      bestCost = cost;
      best = opponent;
    }
  }
  return best;
}
