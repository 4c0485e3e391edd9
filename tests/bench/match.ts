/**
 * `npm run bench -- match`: full matches of three a side and three minutes. First the same bots play both sides, which
 * shows what the game is like; then the shipped bots play a team whose puck carriers follow the script, changing sides
 * every match.
 */
import { createBotTeam, loadCheckpoint, SHIPPED_CHECKPOINT, type Checkpoint } from "../../bots/index.ts";
import { successRate } from "../../bots/run/success-rate.ts";
import type { Team } from "../../shared/rules.ts";
import { createSim, matchConfig } from "../../shared/sim/sim.ts";
import type { Bots } from "./match-bots.ts";
import { noCounts, watchMatch } from "./match-watch.ts";
import { playMatch } from "./play-match.ts";

/** What matches of equal teams are like. */
export interface PlayFigures {
  readonly matches: number;
  readonly goalsPerMatch: number;
  /** Of the shots on goal: saves / (saves + goals). */
  readonly savePercent: number;
  readonly shotsPerMatch: number;
  readonly passesPerMatch: number;
  /** From where the puck was shot to the middle of the goal line [m]. */
  readonly shotDistanceMedian: number;
  /** Share of the goals before which the team had completed a pass in the attacking half since it won the puck. */
  readonly passesBeforeGoalShare: number;
  /** Share of the goals that fall within six seconds of a face-off. */
  readonly faceoffGoalShare: number;
  /** Share of playing time and teams in which two team-mates, goalies not counted, were within 2.5 m of each other. */
  readonly crowdedPercent: number;
  /** Share of a match in which play is stopped. */
  readonly waitingPercent: number;
  /** Share of the matches that home won, with its 95% interval (Wilson). */
  readonly homeWinShare: { readonly share: number; readonly low: number; readonly high: number };
  /** Share of the skaters' and goalies' decisions in play that come from the Q-function. */
  readonly learntDecisionsPercent: number;
}

/** Per match, of the learnt and of the scripted team. */
export interface AgainstScripted {
  readonly matches: number;
  readonly goals: { readonly learnt: number; readonly scripted: number };
  readonly wins: { readonly learnt: number; readonly scripted: number };
}

/** All figures of the benchmark. */
export type MatchFigures = PlayFigures & { readonly againstScripted: AgainstScripted };

/** Plays `matches` seeded matches of equal bots, and a fifth as many of shipped bots against scripted ones. */
export function benchMatch(matches: number, bots: Bots): MatchFigures {
  const shipped = loadCheckpoint(SHIPPED_CHECKPOINT);
  return {
    ...benchPlay(matches, bots === "shipped" ? shipped : null),
    againstScripted: benchAgainstScripted(Math.max(1, Math.round(matches / 5)), shipped),
  };
}

function benchPlay(matches: number, checkpoint: Checkpoint | null): PlayFigures {
  const counts = noCounts();
  for (let seed = 0; seed < matches; seed++) {
    const sim = createSim(matchConfig(), seed);
    const team = createBotTeam({ checkpoint, skaters: sim.skaters.length });
    playMatch(sim, () => team, watchMatch(counts));
  }
  const { success, low, high } = successRate(counts.homeWins, matches);
  const distances = counts.shotDistances.toSorted((a, b) => a - b);
  return {
    matches,
    goalsPerMatch: round(counts.goals / matches),
    savePercent: round((100 * counts.saves) / (counts.saves + counts.goals)),
    shotsPerMatch: round(distances.length / matches),
    passesPerMatch: round((counts.passes[0] + counts.passes[1]) / matches),
    shotDistanceMedian: round(distances[distances.length >> 1] ?? 0),
    passesBeforeGoalShare: round(counts.goalsAfterPass / counts.goals),
    faceoffGoalShare: round(counts.goalsFromFaceoff / counts.goals),
    crowdedPercent: round((100 * counts.crowdedTicks) / (2 * counts.playingTicks)),
    waitingPercent: round(100 * (1 - counts.playingTicks / counts.ticks)),
    homeWinShare: { share: round(success), low: round(low), high: round(high) },
    learntDecisionsPercent: round((100 * counts.learntDecisions) / counts.decisions),
  };
}

function benchAgainstScripted(matches: number, checkpoint: Checkpoint): AgainstScripted {
  const totals = { goals: [0, 0], wins: [0, 0] };
  for (let seed = 0; seed < matches; seed++) {
    const sim = createSim(matchConfig(), seed);
    const skaters = sim.skaters.length;
    const teams = [createBotTeam({ checkpoint, skaters }), createBotTeam({ checkpoint: null, skaters })];
    /** 0 if `team` is the learnt one in this match, else 1. */
    const side = (team: Team): number => (team + seed) % 2;
    playMatch(sim, ({ team }) => teams[side(team)]!);
    const { score } = sim.referee;
    for (const team of [0, 1] as const) totals.goals[side(team)]! += score[team];
    if (score[0] !== score[1]) totals.wins[side(score[0] > score[1] ? 0 : 1)]!++;
  }
  const each = ([learnt, scripted]: number[]): { learnt: number; scripted: number } => ({
    learnt: round(learnt! / matches),
    scripted: round(scripted! / matches),
  });
  return { matches, goals: each(totals.goals), wins: each(totals.wins) };
}

function round(value: number): number {
  return Number(value.toFixed(3));
}
