/**
 * The animation behind the lobby: skaters circle and pass the puck.
 *
 * Reads the time, produces a `RinkFrame`. Decoration only: there is no simulation.
 */
import { GOAL_LINE_X } from "../shared/rink.ts";
import type { Team } from "../shared/rules.ts";
import { bladeX, bladeY } from "../shared/sim/blade.ts";
import { wrapAngle } from "../shared/units.ts";
import { emptyFrame, emptySkater, type RinkFrame, type SkaterFigure } from "./render/frame.ts";

/** The elliptical path of one skater: centre and semi-axes [m], rate, and phase as a share of a turn. */
interface Path {
  readonly team: Team;
  readonly number: number;
  readonly x: number;
  readonly y: number;
  readonly halfX: number;
  readonly halfY: number;
  readonly turnsPerSecond: number;
  readonly phase: number;
}

const PATHS: readonly Path[] = [
  { team: 0, number: 9, x: 4, y: -3, halfX: 12, halfY: 7, turnsPerSecond: 0.11, phase: 0 },
  { team: 1, number: 17, x: -2, y: 2, halfX: 14, halfY: 8, turnsPerSecond: -0.09, phase: 0.3 },
  { team: 0, number: 14, x: -6, y: 4, halfX: 10, halfY: 6, turnsPerSecond: 0.1, phase: 0.45 },
  { team: 1, number: 3, x: 8, y: -1, halfX: 9, halfY: 8, turnsPerSecond: -0.12, phase: 0.7 },
  { team: 0, number: 22, x: 10, y: 3, halfX: 8, halfY: 7, turnsPerSecond: -0.1, phase: 0.2 },
  { team: 1, number: 8, x: -12, y: -2, halfX: 9, halfY: 9, turnsPerSecond: 0.1, phase: 0.85 },
];
/** How long a skater keeps the puck, and how long a pass takes [s]. */
const KEEP_SECONDS = 1.5;
const PASS_SECONDS = 0.75;
/** Order in which the skaters have the puck, as indices in `PATHS`. */
const ORDER = [0, 2, 4, 1, 3, 5] as const;

/** The animation. */
export class Demonstration {
  readonly #frame: RinkFrame = emptyFrame();

  constructor() {
    for (const path of PATHS) {
      this.#frame.skaters.push({ ...emptySkater(), team: path.team, number: path.number });
    }
    for (const team of [0, 1] as const) {
      const side = team === 0 ? -1 : 1;
      const goalie = { ...emptySkater(), team, number: team === 0 ? 30 : 31, role: "goalie" as const };
      goalie.x = side * (GOAL_LINE_X - 2);
      goalie.heading = team === 0 ? 0 : Math.PI;
      this.#frame.skaters.push(goalie);
    }
  }

  /** The frame at `nowMs`; the object is reused. */
  advance(nowMs: number): RinkFrame {
    const seconds = nowMs / 1000;
    const frame = this.#frame;
    PATHS.forEach((path, index) => placeOn(path, seconds, frame.skaters[index]!));
    const cycle = KEEP_SECONDS + PASS_SECONDS;
    const turn = Math.floor(seconds / cycle);
    const from = frame.skaters[ORDER[turn % ORDER.length]!]!;
    const to = frame.skaters[ORDER[(turn + 1) % ORDER.length]!]!;
    const into = seconds - turn * cycle;
    const isKept = into < KEEP_SECONDS;
    const share = isKept ? 0 : (into - KEEP_SECONDS) / PASS_SECONDS;
    const puck = frame.puck;
    const x = bladeX(from) + (bladeX(to) - bladeX(from)) * share;
    const y = bladeY(from) + (bladeY(to) - bladeY(from)) * share;
    puck.vx = isKept ? 0 : (bladeX(to) - bladeX(from)) / PASS_SECONDS;
    puck.vy = isKept ? 0 : (bladeY(to) - bladeY(from)) / PASS_SECONDS;
    puck.x = x;
    puck.y = y;
    puck.carrier = isKept ? frame.skaters.indexOf(from) : -1;
    for (const goalie of frame.skaters.slice(PATHS.length)) {
      goalie.y += (Math.max(-3, Math.min(3, y * 0.4)) - goalie.y) * 0.06;
      goalie.heading = Math.atan2(y - goalie.y, x - goalie.x);
    }
    return frame;
  }
}

function placeOn(path: Path, seconds: number, skater: SkaterFigure): void {
  const rate = 2 * Math.PI * path.turnsPerSecond;
  const angle = rate * seconds + 2 * Math.PI * path.phase;
  skater.x = path.x + path.halfX * Math.cos(angle);
  skater.y = path.y + path.halfY * Math.sin(angle);
  skater.vx = -path.halfX * rate * Math.sin(angle);
  skater.vy = path.halfY * rate * Math.cos(angle);
  skater.heading = wrapAngle(Math.atan2(skater.vy, skater.vx));
}
