/**
 * `npm run bench -- match`: full matches of three a side and three minutes. First the same bots play both sides, which
 * shows what the game is like; then the shipped bots play a scripted team, and one of which only the puck carriers act
 * by value, changing sides every match.
 */
import { createBotTeam, loadCheckpoint, SHIPPED_CHECKPOINT, type Checkpoint } from "../../bots/index.ts";
import type { BotTeamOptions } from "../../bots/play/bot-team.ts";
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

/** Per match, of the shipped bots and of their opponents. Matches without a winner after five minutes of overtime are draws. */
export interface Duel {
  readonly matches: number;
  readonly goals: { readonly shipped: number; readonly opponents: number };
  /** Share of the matches that the shipped bots won, with its 95% interval (Wilson), and of the draws. */
  readonly wins: { readonly share: number; readonly low: number; readonly high: number };
  readonly draws: number;
}

/** All figures of the benchmark. */
export type MatchFigures = PlayFigures & {
  readonly againstScripted: Duel;
  /** Against a team whose puck carriers act by value, as the shipped ones do, and whose other players follow the script. */
  readonly againstHybrid: Duel;
};

/** Plays `matches` seeded matches of equal bots, and as many of shipped bots against scripted ones and a hybrid. */
export function benchMatch(matches: number, bots: Bots): MatchFigures {
  const shipped = loadCheckpoint(SHIPPED_CHECKPOINT);
  return {
    ...benchPlay(matches, bots === "shipped" ? shipped : null),
    againstScripted: benchDuel(matches, shipped, { checkpoint: null }),
    againstHybrid: benchDuel(matches, shipped, { checkpoint: shipped, learnt: ["carrier"] }),
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

function benchDuel(matches: number, checkpoint: Checkpoint, opponents: Omit<BotTeamOptions, "skaters">): Duel {
  const goals = [0, 0];
  let wins = 0;
  let draws = 0;
  for (let seed = 0; seed < matches; seed++) {
    const sim = createSim(matchConfig(), seed);
    const skaters = sim.skaters.length;
    const teams = [createBotTeam({ checkpoint, skaters }), createBotTeam({ ...opponents, skaters })];
    /** 0 if `team` is the shipped one in this match, else 1. */
    const side = (team: Team): number => (team + seed) % 2;
    playMatch(sim, ({ team }) => teams[side(team)]!);
    const { score } = sim.referee;
    for (const team of [0, 1] as const) goals[side(team)]! += score[team];
    const shipped: Team = side(0) === 0 ? 0 : 1;
    const lead = score[shipped] - score[shipped === 0 ? 1 : 0];
    if (lead > 0) wins++;
    else if (lead === 0) draws++;
  }
  const { success, low, high } = successRate(wins, matches);
  return {
    matches,
    goals: { shipped: round(goals[0]! / matches), opponents: round(goals[1]! / matches) },
    wins: { share: round(success), low: round(low), high: round(high) },
    draws: round(draws / matches),
  };
}

function round(value: number): number {
  return Number(value.toFixed(3));
}
