/** Plays wild matches and checks the physics by independent means. */
import type { GameEvent } from "../../shared/events.ts";
import { GOAL_HALF_WIDTH, GOAL_LINE_X } from "../../shared/rink.ts";
import { createRng } from "../../shared/rng.ts";
import { PUCK_RADIUS, STUCK_DISTANCE } from "../../shared/rules.ts";
import { createSim, matchConfig, step, type Sim } from "../../shared/sim/sim.ts";
import { distanceToBoards, isInNet } from "./geometry.ts";
import { idleControls } from "./rink.ts";
import { createWildPlay } from "./wild-play.ts";

const ROUNDING = 1e-9;

/** What was found in a wild match, by code that is independent of the simulation. */
export interface Findings {
  readonly complaints: string[];
  goals: number;
  whistles: number;
  longestStill: number;
}

/** Plays `ticks` ticks of a wild match and checks each of them. */
export function watchMatch(skatersPerTeam: number, ticks: number): Findings {
  const sim = createSim(matchConfig({ skatersPerTeam, periodSeconds: 3600 }), skatersPerTeam);
  const controls = idleControls(sim);
  const wild = createWildPlay(sim, createRng(skatersPerTeam).child("wild"));
  const findings: Findings = { complaints: [], goals: 0, whistles: 0, longestStill: 0 };
  const judge = createGoalJudge();
  const stillness = createStillnessClock();
  for (let i = 0; i < ticks; i++) {
    wild(controls);
    const wasPlaying = sim.referee.phase === "playing";
    const { epoch } = sim;
    const events = step(sim, controls);
    const where = `${skatersPerTeam} a side, tick ${sim.tick}`;
    const trouble = findTrouble(sim);
    if (trouble !== "") findings.complaints.push(`${where}: ${trouble}`);
    const wrong = judge(sim, events, wasPlaying && epoch === sim.epoch);
    if (wrong !== "") findings.complaints.push(`${where}: ${wrong}`);
    findings.longestStill = Math.max(findings.longestStill, stillness(sim));
    for (const event of events) {
      if (event.kind === "goalScored") findings.goals++;
      if (event.kind === "whistle") findings.whistles++;
    }
  }
  return findings;
}

/** A number that is not finite, a body through the boards, or a player in a net, in words; "" if there is none. */
function findTrouble(sim: Sim): string {
  for (const { x, y, vx, vy, radius } of [...sim.skaters, sim.puck]) {
    if (!Number.isFinite(x + y + vx + vy)) return "a number is not finite";
    if (distanceToBoards(x, y) < radius - ROUNDING) return `through the boards at ${x}, ${y}`;
  }
  const trapped = sim.skaters.find(({ x, y }) => isInNet(x, y));
  return trapped === undefined ? "" : `skater ${trapped.id} is in the net`;
}

/**
 * Compares goalScored events with the position of the puck: a goal is expected when it is wholly behind the line
 * between the posts and was not before. Only positions at the ends of ticks are known. A puck can cross the line and
 * come out again within a tick, so a reported goal near the mouth is accepted, and none is expected.
 */
function createGoalJudge(): (sim: Sim, events: readonly GameEvent[], isCounting: boolean) => string {
  let wasIn = false;
  return ({ puck }, events, isCounting) => {
    const isIn = Math.abs(puck.x) >= GOAL_LINE_X + PUCK_RADIUS && isInNet(puck.x, puck.y);
    const goal = events.find((event) => event.kind === "goalScored");
    const isNew = isIn && !wasIn;
    wasIn = isIn;
    if (!isCounting) return "";
    if (isNew && goal === undefined) return `a goal was missed at ${puck.x}, ${puck.y}`;
    if (goal === undefined) return "";
    const side = goal.team === 0 ? 1 : -1;
    // The puck moves at most 1 m per tick: if it has come out again, it is still near the mouth.
    const isNear = puck.x * side > GOAL_LINE_X - 1.5 && Math.abs(puck.y) < GOAL_HALF_WIDTH + 1;
    return isNear ? "" : `a goal was given at ${puck.x}, ${puck.y}`;
  };
}

/** Counts the ticks for which a loose puck in play has stayed within a small circle. */
function createStillnessClock(): (sim: Sim) => number {
  let ticks = 0;
  let x = 0;
  let y = 0;
  return ({ puck, referee }) => {
    const hasMoved = Math.hypot(puck.x - x, puck.y - y) > STUCK_DISTANCE;
    if (referee.phase === "playing" && puck.carrier < 0 && !hasMoved) return ++ticks;
    x = puck.x;
    y = puck.y;
    ticks = 0;
    return ticks;
  };
}
