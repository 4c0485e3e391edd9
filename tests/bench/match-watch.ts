/**
 * Watches one match tick by tick and counts what the benchmark reports: shots, saves, passes before goals, crowding,
 * waiting, decisions.
 */
import type { BotThought } from "../../bots/index.ts";
import type { GameEvent } from "../../shared/events.ts";
import { GOAL_LINE_X } from "../../shared/rink.ts";
import type { Team } from "../../shared/rules.ts";
import { TICKS_PER_SECOND } from "../../shared/units.ts";
import type { Sim } from "../../shared/sim/sim.ts";

/** Team-mates nearer to each other than this are crowded [m]. */
const CROWDED_DISTANCE = 2.5;

/** A goal within so many ticks of the drop comes from the face-off. */
const SET_PLAY_TICKS = 6 * TICKS_PER_SECOND;

/** Counts over the matches watched so far. */
export interface MatchCounts {
  matches: number;
  ticks: number;
  playingTicks: number;
  /** Playing ticks times team in which two skaters of that team were crowded. */
  crowdedTicks: number;
  goals: number;
  /** Goals after a pass, see `watchPasses`. */
  goalsAfterPass: number;
  /** Goals within `SET_PLAY_TICKS` of the drop of the puck. */
  goalsFromFaceoff: number;
  saves: number;
  homeWins: number;
  decisions: number;
  learntDecisions: number;
  /** Releases by kind and team (home, away). */
  readonly passes: [number, number];
  readonly shots: [number, number];
  /** Distance of each shot from the middle of the goal line [m]. */
  readonly shotDistances: number[];
}

/** Counts of nothing. */
export function noCounts(): MatchCounts {
  return {
    matches: 0,
    ticks: 0,
    playingTicks: 0,
    crowdedTicks: 0,
    goals: 0,
    goalsAfterPass: 0,
    goalsFromFaceoff: 0,
    saves: 0,
    homeWins: 0,
    decisions: 0,
    learntDecisions: 0,
    passes: [0, 0],
    shots: [0, 0],
    shotDistances: [],
  };
}

/** Watches one match from its beginning to its end. */
export interface MatchWatch {
  /** Counts a bot's decision, from what it thought afterwards. */
  noteDecision(sim: Sim, thought: BotThought): void;
  /** Counts what happened in a tick. */
  noteTick(sim: Sim, events: readonly GameEvent[]): void;
}

/** A watch over a match that begins, adding to `counts`. */
export function watchMatch(counts: MatchCounts): MatchWatch {
  const hasPassed = watchPasses();
  let droppedAt = 0;
  counts.matches++;
  return {
    noteDecision({ referee }, thought) {
      if (referee.phase !== "playing") return;
      counts.decisions++;
      // Only a Q-function has values: a scripted decision leaves them empty.
      if (thought.valueShoot !== null || thought.valuePass !== null) counts.learntDecisions++;
    },
    noteTick(sim, events) {
      counts.ticks++;
      if (sim.referee.phase === "playing") {
        counts.playingTicks++;
        for (const team of [0, 1] as const) if (isCrowded(sim, team)) counts.crowdedTicks++;
      }
      if (sim.referee.phase === "faceoff") droppedAt = sim.tick;
      for (const event of events) {
        const isAfterPass = hasPassed(sim, event);
        if (event.kind === "save") counts.saves++;
        else if (event.kind === "release") noteRelease(counts, sim, event.by, event.stick);
        else if (event.kind === "gameOver" && event.winner === 0) counts.homeWins++;
        else if (event.kind === "goalScored") {
          counts.goals++;
          if (isAfterPass) counts.goalsAfterPass++;
          if (sim.tick - droppedAt <= SET_PLAY_TICKS) counts.goalsFromFaceoff++;
        }
      }
    },
  };
}

function noteRelease(counts: MatchCounts, sim: Sim, by: number, stick: "pass" | "shoot"): void {
  const { team } = sim.skaters[by]!;
  if (stick === "pass") counts.passes[team]++;
  else {
    counts.shots[team]++;
    const goalX = team === 0 ? GOAL_LINE_X : -GOAL_LINE_X;
    counts.shotDistances.push(Math.hypot(goalX - sim.puck.x, sim.puck.y));
  }
}

/** Whether two skaters of `team`, its goalie not counted, are crowded. */
function isCrowded({ skaters }: Sim, team: Team): boolean {
  return skaters.some(
    (a) =>
      a.team === team &&
      a.role === "skater" &&
      skaters.some(
        (b) =>
          b.id > a.id && b.team === team && b.role === "skater" && Math.hypot(a.x - b.x, a.y - b.y) < CROWDED_DISTANCE,
      ),
  );
}

/**
 * Follows the events of a match. The returned function takes one event and says whether the team that scored had
 * completed a pass in the attack: one of its skaters received a team-mate's puck in the attacking half, and since then
 * no opponent has controlled the puck and no face-off been held. Rebounds do not end an attack.
 */
function watchPasses(): (sim: Sim, event: GameEvent) => boolean {
  let passedBy: Team | -1 = -1;
  return ({ skaters, puck }, event) => {
    if (event.kind === "faceoff") passedBy = -1;
    else if (event.kind === "goalScored") return event.team === passedBy;
    else if (event.kind === "gain") {
      const { team, role } = skaters[event.by]!;
      const isInAttack = puck.x * (team === 0 ? 1 : -1) > 0;
      if (event.how === "reception" && role === "skater" && isInAttack) passedBy = team;
      else if (team !== passedBy) passedBy = -1;
    }
    return false;
  };
}
