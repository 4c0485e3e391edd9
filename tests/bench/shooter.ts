/**
 * `npm run bench -- shooter`: a person who stands still shoots at the goalie alone, from 8 to 16 m and at most 40 degrees
 * from the middle: by keyboard with the assisted aim, by mouse at the far corner, and at the middle of the goal; and by
 * keyboard at once after a pass across the rink, which the goalie has to follow.
 */
import { createBotTeam } from "../../bots/index.ts";
import { shotAim } from "../../client/input/assist.ts";
import { emptyFrame, emptySkater } from "../../client/render/frame.ts";
import { idleControl } from "../../shared/control.ts";
import { GOAL_HALF_WIDTH, GOAL_LINE_X } from "../../shared/rink.ts";
import { createRng } from "../../shared/rng.ts";
import { bladeX, bladeY } from "../../shared/sim/blade.ts";
import { decidesNow } from "../../shared/sim/decisions.ts";
import { placePuck, placeSkater } from "../../shared/sim/placement.ts";
import { createSim, step, type Sim } from "../../shared/sim/sim.ts";

/** Shots that score [%], from each distance [m] and from all. */
export interface ShooterFigures {
  readonly shots: number;
  readonly keyboardPercent: Readonly<Record<string, number>>;
  readonly mousePercent: Readonly<Record<string, number>>;
  readonly middlePercent: Readonly<Record<string, number>>;
  /** By keyboard, at once after a team-mate's pass across. */
  readonly afterPassPercent: Readonly<Record<string, number>>;
}

const DISTANCES = [8, 10, 12, 14, 16];
const GREATEST_ANGLE = (40 * Math.PI) / 180;
/** How far inside the post a person points with the mouse [m]. */
const CORNER_MARGIN = 0.8;
/** Length of the pass across [m]. */
const PASS_DISTANCE = 8;
/** Ticks in which the goalie takes its place, and after which a shot is over. */
const READY_TICKS = 60;
const SHOT_TICKS = 120;

/** Says where a person aims [rad]. */
type Aim = (sim: Sim) => number;

const byKeyboard: Aim = ({ skaters }) => {
  const frame = emptyFrame();
  for (const { x, y, heading, team, role } of skaters) {
    frame.skaters.push({ ...emptySkater(), x, y, heading, team, role });
  }
  return shotAim(frame, frame.skaters[0]!, 0);
};

const byMouse: Aim = ({ skaters: [shooter, goalie] }) => {
  // The corner farther from the goalie, as seen from the shooter.
  const yAtLine = shooter!.y + ((goalie!.y - shooter!.y) / (goalie!.x - shooter!.x)) * (GOAL_LINE_X - shooter!.x);
  const corner = (yAtLine > 0 ? -1 : 1) * (GOAL_HALF_WIDTH - CORNER_MARGIN);
  return Math.atan2(corner - shooter!.y, GOAL_LINE_X - shooter!.x);
};

const atMiddle: Aim = ({ skaters: [shooter] }) => Math.atan2(-shooter!.y, GOAL_LINE_X - shooter!.x);

/** Takes `shots` shots from each distance with each way to aim. */
export function benchShooter(shots: number): ShooterFigures {
  const percent = (aim: Aim, isAfterPass = false): Record<string, number> => {
    const rng = createRng("shooter");
    const scored = DISTANCES.map((distance) => {
      let goals = 0;
      for (let i = 0; i < shots; i++) {
        const angle = rng.range(-GREATEST_ANGLE, GREATEST_ANGLE);
        const off = rng.range(-1, 1);
        const sim = isAfterPass ? placePasser(distance, angle) : placeShooter(distance, angle, off);
        if (scores(sim, aim)) goals++;
      }
      return goals;
    });
    const all = scored.reduce((sum, goals) => sum + goals, 0) / DISTANCES.length;
    const share = (goals: number): number => Number(((100 * goals) / shots).toFixed(1));
    return {
      all: share(all),
      ...Object.fromEntries(DISTANCES.map((distance, i) => [`${distance} m`, share(scored[i]!)])),
    };
  };
  return {
    shots,
    keyboardPercent: percent(byKeyboard),
    mousePercent: percent(byMouse),
    middlePercent: percent(atMiddle),
    afterPassPercent: percent(byKeyboard, true),
  };
}

const SHOOTER = 0;
const GOALIE = 1;
const PASSER = 2;

/** The goalie in place; shooter and, beside the shooter, a passer, both `distance` [m] away. */
function placeAll(distance: number, angle: number, off: number): Sim {
  const roster = [
    { team: 0, role: "skater" },
    { team: 1, role: "goalie" },
    { team: 0, role: "skater" },
  ] as const;
  const sim = createSim({ roster, match: null }, 1);
  const x = GOAL_LINE_X - distance * Math.cos(angle);
  const y = distance * Math.sin(angle);
  placeSkater(sim, SHOOTER, x, y, Math.atan2(-y, GOAL_LINE_X - x) + off);
  placeSkater(sim, GOALIE, GOAL_LINE_X - 1.6, 0, Math.PI);
  const passY = y - (y > 0 ? 1 : -1) * PASS_DISTANCE;
  placeSkater(sim, PASSER, x, passY, Math.atan2(y - passY, 0));
  return sim;
}

/** A shooter at `angle` [rad] from the middle who has the puck and faces `off` [rad] past the goal. */
function placeShooter(distance: number, angle: number, off: number): Sim {
  const sim = placeAll(distance, angle, off);
  const shooter = sim.skaters[SHOOTER]!;
  placePuck(sim, bladeX(shooter), bladeY(shooter), SHOOTER);
  return sim;
}

/** The same shooter, facing the goal; a team-mate across the rink has the puck. */
function placePasser(distance: number, angle: number): Sim {
  const sim = placeAll(distance, angle, 0);
  const passer = sim.skaters[PASSER]!;
  placePuck(sim, bladeX(passer), bladeY(passer), PASSER);
  return sim;
}

/** Plays one shot; the passer passes first if it has the puck. */
function scores(sim: Sim, aim: Aim): boolean {
  const [shooter, goalie, passer] = sim.skaters;
  const bots = createBotTeam({ checkpoint: null, skaters: sim.skaters.length });
  const controls = sim.skaters.map(idleControl);
  for (const { id, heading } of sim.skaters) controls[id]!.aim = heading;
  for (let i = 0; i < READY_TICKS + SHOT_TICKS; i++) {
    if (decidesNow(sim.tick, goalie!)) bots.decide(sim, GOALIE, controls[GOALIE]!);
    if (i >= READY_TICKS) {
      controls[PASSER]!.aim = Math.atan2(bladeY(shooter!) - passer!.y, bladeX(shooter!) - passer!.x);
      controls[PASSER]!.stick = sim.puck.carrier === PASSER ? "pass" : "hold";
      const isReady = sim.puck.carrier === SHOOTER && controls[SHOOTER]!.stick === "hold";
      if (isReady) Object.assign(controls[SHOOTER]!, { stick: "shoot", aim: aim(sim) });
    }
    for (const event of step(sim, controls)) if (event.kind === "goalScored") return true;
  }
  return false;
}
