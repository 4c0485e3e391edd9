/**
 * `npm run bench -- league`: the levels of the shipped bots and the script play each other; their ratings, and how a person who
 * plays like the script does in each level's matches.
 *
 * Ratings are OpenSkill's (Plackett-Luce, Joshy 2024), computed in the order of play. All pairs play equally often and change
 * sides every match.
 */
import { ordinal, rate, rating, type Rating } from "openskill";
import { createBotTeam, loadCheckpoint, shippedCheckpoint, type Checkpoint } from "../../bots/index.ts";
import { successRate } from "../../bots/run/success-rate.ts";
import { LEVELS } from "../../shared/levels.ts";
import { createSim, matchConfig, type Sim } from "../../shared/sim/sim.ts";
import { playMatch } from "./play-match.ts";

/** The seeds of these matches begin here: no other benchmark plays them. */
const FIRST_SEED = 50_000;

interface Player {
  readonly name: string;
  readonly checkpoint: Checkpoint | null;
}

/** A share of matches with its 95% interval (Wilson); a draw counts as half a win. */
interface Share {
  readonly share: number;
  readonly low: number;
  readonly high: number;
  readonly matches: number;
}

/** All figures of the benchmark. */
export interface LeagueFigures {
  readonly matches: number;
  /** From the weakest to the strongest level, the script aside: mean, standard deviation, and the rating's safe lower end. */
  readonly ratings: Readonly<Record<string, { readonly mu: number; readonly sigma: number; readonly ordinal: number }>>;
  /** `a v b`: how often a wins, and goals a match of both. */
  readonly pairs: Readonly<Record<string, Share & { readonly goals: readonly [number, number] }>>;
  /** By level: how often a team wins in which the script plays one skater, as a person would, against a full team. */
  readonly asPerson: Readonly<Record<string, Share>>;
}

/** Plays about `matches` matches between levels, and a quarter as many with a scripted person. */
export function benchLeague(matches: number): LeagueFigures {
  const levels: Player[] = LEVELS.map((name) => ({ name, checkpoint: loadCheckpoint(shippedCheckpoint(name)) }));
  const players: Player[] = [{ name: "script", checkpoint: null }, ...levels];
  const pairs = players.flatMap((a, i) => players.slice(i + 1).map((b) => [a, b] as const));
  const rounds = Math.max(1, Math.round(matches / pairs.length));
  const ratings = new Map<string, Rating>(players.map(({ name }) => [name, rating()]));
  const results = new Map(pairs.map((pair) => [pair, { points: 0, goals: [0, 0] as [number, number] }]));
  let seed = FIRST_SEED;
  for (let played = 0; played < rounds; played++) {
    for (const pair of pairs) {
      const [a, b] = pair;
      const isTurned = played % 2 === 1;
      const [ours, theirs] = scoreOf(isTurned ? b : a, isTurned ? a : b, seed++, isTurned);
      const result = results.get(pair)!;
      result.goals[0] += ours;
      result.goals[1] += theirs;
      result.points += ours === theirs ? 0.5 : Number(ours > theirs);
      const [nextA, nextB] = rate([[ratings.get(a.name)!], [ratings.get(b.name)!]], { score: [ours, theirs] });
      ratings.set(a.name, nextA![0]!);
      ratings.set(b.name, nextB![0]!);
    }
  }
  const asPerson = levels.map(
    (level) => [level.name, personShare(level, Math.max(1, Math.round(matches / 4 / levels.length)))] as const,
  );
  return {
    matches: rounds * pairs.length,
    ratings: Object.fromEntries(
      players.map(({ name }) => {
        const { mu, sigma } = ratings.get(name)!;
        return [name, { mu: round(mu), sigma: round(sigma), ordinal: round(ordinal({ mu, sigma })) }];
      }),
    ),
    pairs: Object.fromEntries(
      pairs.map((pair) => {
        const { points, goals } = results.get(pair)!;
        const each = [round(goals[0] / rounds), round(goals[1] / rounds)] as const;
        return [`${pair[0].name} v ${pair[1].name}`, { ...shareOf(points, rounds), goals: each }];
      }),
    ),
    asPerson: Object.fromEntries(asPerson),
  };
}

/** Goals of both in one match of three a side, those of `home` first; those of away first if `isTurned`. */
function scoreOf(home: Player, away: Player, seed: number, isTurned: boolean): readonly [number, number] {
  const sim = createSim(matchConfig(), seed);
  const skaters = sim.skaters.length;
  const teams = [home, away].map(({ checkpoint }) => createBotTeam({ checkpoint, skaters }));
  playMatch(sim, ({ team }) => teams[team]!);
  const [first, second] = sim.referee.score;
  return isTurned ? [second, first] : [first, second];
}

/** How often a team with one scripted skater beats a full team of the same level. */
function personShare({ checkpoint }: Player, matches: number): Share {
  let points = 0;
  for (let match = 0; match < matches; match++) {
    const sim: Sim = createSim(matchConfig(), 2 * FIRST_SEED + match);
    const skaters = sim.skaters.length;
    const level = createBotTeam({ checkpoint, skaters });
    const script = createBotTeam({ checkpoint: null, skaters });
    const team = match % 2 === 0 ? 0 : 1;
    const person = sim.skaters.find((skater) => skater.team === team)!;
    playMatch(sim, (skater) => (skater === person ? script : level));
    const { score } = sim.referee;
    const [ours, theirs] = [score[team], score[team === 0 ? 1 : 0]];
    points += ours === theirs ? 0.5 : Number(ours > theirs);
  }
  return shareOf(points, matches);
}

function shareOf(points: number, matches: number): Share {
  const { success, low, high } = successRate(points, matches);
  return { share: round(success), low: round(low), high: round(high), matches };
}

function round(value: number): number {
  return Number(value.toFixed(3));
}
