/**
 * The referee: goals, whistles, face-offs, clock, periods and overtime.
 *
 * Detects goals from the puck's path within a tick, and keeps phase, clock and score.
 */
import type { WhistleReason } from "../events.ts";
import { FACEOFF_SPOTS, GOAL_HALF_WIDTH, GOAL_LINE_X, nearestFaceoffSpot } from "../rink.ts";
import type { Rng } from "../rng.ts";
import {
  FACEOFF_TICKS,
  GOAL_TICKS,
  GOALIE_HOLD_TICKS,
  INTERMISSION_TICKS,
  PUCK_RADIUS,
  STUCK_DISTANCE,
  STUCK_TICKS,
  WHISTLE_TICKS,
  type Team,
} from "../rules.ts";
import { TICKS_PER_SECOND } from "../units.ts";
import { placeForFaceoff } from "./placement.ts";
import type { Phase, Puck, Sim } from "./world.ts";

/** Greatest speed of a dropped puck along and across the rink [m/s]. */
const DROP_SPEED = 6;
/** Ticks after the drop in which nobody can take the puck. */
const DROP_LOCK_TICKS = 18;
/** The puck is in when all of it is behind the line. */
const SCORE_X = GOAL_LINE_X + PUCK_RADIUS;

/**
 * The team that scored while the puck moved from (fromX, fromY) to its position, or -1. It must have crossed the goal
 * line between the posts, from the front.
 */
export function scoringTeam(sim: Sim, fromX: number, fromY: number): Team | -1 {
  const { x, y } = sim.puck;
  const side = x > 0 ? 1 : -1;
  if (x * side < SCORE_X || fromX * side >= SCORE_X) return -1;
  const share = (side * SCORE_X - fromX) / (x - fromX);
  if (Math.abs(fromY + share * (y - fromY)) > GOAL_HALF_WIDTH) return -1;
  return side > 0 ? 0 : 1;
}

/** Reports the goal and, in a match, counts it and stops play. */
export function awardGoal(sim: Sim, team: Team): void {
  const { puck, skaters, referee } = sim;
  const by = puck.scorer >= 0 && skaters[puck.scorer]!.team === team ? puck.scorer : -1;
  sim.events.push({ kind: "goalScored", tick: sim.tick, team, by, assist: by >= 0 ? puck.assistant : -1 });
  puck.carrier = -1;
  puck.releasedBy = -1;
  if (sim.config.match === null) return;
  referee.score[team]++;
  referee.spot = 0;
  pause(sim, "goal", GOAL_TICKS, "goal");
}

/** Handles pauses, clock and dead pucks; called once at the end of each tick. */
export function supervise(sim: Sim): void {
  if (sim.config.match === null) return;
  const { referee } = sim;
  if (referee.phase === "over") return;
  if (referee.phase !== "playing") {
    if (--referee.pauseTicks <= 0) endPause(sim);
    return;
  }
  if (referee.period > referee.periods) referee.clockTicks++;
  else if (--referee.clockTicks <= 0) {
    endPeriod(sim);
    return;
  }
  watchDeadPuck(sim);
}

/** Puts everybody at centre ice for the first face-off. */
export function openMatch(sim: Sim): void {
  sim.referee.spot = 0;
  faceOff(sim);
  sim.events.push({ kind: "periodStarted", tick: sim.tick, period: 1 });
}

/** Ends a celebration, a stoppage or an intermission with this tick; nothing else is changed. */
export function skipPause(sim: Sim): void {
  const { referee } = sim;
  const isPause = referee.phase === "goal" || referee.phase === "whistle" || referee.phase === "intermission";
  if (isPause) referee.pauseTicks = 1;
}

function pause(sim: Sim, phase: Phase, ticks: number, reason: WhistleReason): void {
  sim.referee.phase = phase;
  sim.referee.pauseTicks = ticks;
  sim.events.push({ kind: "whistle", tick: sim.tick, reason });
}

function endPause(sim: Sim): void {
  const { referee } = sim;
  switch (referee.phase) {
    case "faceoff":
      dropPuck(sim);
      referee.phase = "playing";
      return;
    case "goal":
      // Overtime ends with its first goal. The clock stands still in a pause, so no period can end here.
      if (referee.period > referee.periods) endMatch(sim);
      else faceOff(sim);
      return;
    case "intermission":
      startPeriod(sim);
      return;
    case "whistle":
      faceOff(sim);
      return;
    case "playing":
    case "over":
      return;
  }
}

/** Drops the puck. It slides away before anybody can take it, so that the one who is quick gets it. */
function dropPuck(sim: Sim): void {
  sim.puck.vx = DROP_SPEED * signed(sim.rng);
  sim.puck.vy = DROP_SPEED * signed(sim.rng);
  for (const skater of sim.skaters) skater.lockTicks = DROP_LOCK_TICKS;
}

/** Uniform in (-1, 1); each number and its opposite are equally likely, to the last bit. */
function signed(rng: Rng): number {
  return 2 * rng.next() - 1 + 2 ** -32;
}

function faceOff(sim: Sim): void {
  const { referee } = sim;
  placeForFaceoff(sim, FACEOFF_SPOTS[referee.spot]!);
  referee.phase = "faceoff";
  referee.pauseTicks = FACEOFF_TICKS;
  sim.events.push({ kind: "faceoff", tick: sim.tick, spot: referee.spot });
}

function endPeriod(sim: Sim): void {
  const { referee } = sim;
  const isLast = referee.period >= referee.periods;
  if (isLast && referee.score[0] !== referee.score[1]) endMatch(sim);
  else pause(sim, "intermission", INTERMISSION_TICKS, "period");
}

function startPeriod(sim: Sim): void {
  const { referee } = sim;
  referee.period++;
  const isOvertime = referee.period > referee.periods;
  referee.clockTicks = isOvertime ? 0 : Math.round(sim.config.match!.periodSeconds * TICKS_PER_SECOND);
  referee.spot = 0;
  faceOff(sim);
  sim.events.push({ kind: "periodStarted", tick: sim.tick, period: referee.period });
}

function endMatch(sim: Sim): void {
  const { referee } = sim;
  referee.phase = "over";
  sim.events.push({ kind: "gameOver", tick: sim.tick, winner: referee.score[0] > referee.score[1] ? 0 : 1 });
}

/** Whether the puck is no longer where it lay still. */
function hasLeft({ x, y, stillX, stillY }: Puck): boolean {
  const dx = x - stillX;
  const dy = y - stillY;
  return dx * dx + dy * dy > STUCK_DISTANCE * STUCK_DISTANCE;
}

/** Stops play if a goalie has held the puck, or a loose puck has hardly moved, for too long. */
function watchDeadPuck(sim: Sim): void {
  const { puck, skaters, referee } = sim;
  if (puck.carrier >= 0) {
    puck.stillTicks = 0;
    if (skaters[puck.carrier]!.role !== "goalie" || puck.carriedTicks < GOALIE_HOLD_TICKS) return;
    referee.spot = nearestFaceoffSpot(puck.x, puck.y);
    puck.carrier = -1;
    pause(sim, "whistle", WHISTLE_TICKS, "frozen");
    return;
  }
  if (puck.stillTicks === 0 || hasLeft(puck)) {
    puck.stillTicks = 1;
    puck.stillX = puck.x;
    puck.stillY = puck.y;
    return;
  }
  if (++puck.stillTicks < STUCK_TICKS) return;
  puck.stillTicks = 0;
  referee.spot = nearestFaceoffSpot(puck.x, puck.y);
  pause(sim, "whistle", WHISTLE_TICKS, "stuck");
}
