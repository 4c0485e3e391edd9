/**
 * The coach of a team in a match: chooses the task of each of its skaters by value, and the action for it.
 *
 * All values are of one multi-task Q-function, V(s, task) = max_a Q(s, a, task):
 *
 *     with the puck       V(s, shoot)  against  Q(s, pass to m, pass) V(s_m, shoot)  for each team-mate m
 *     puck with a mate    open
 *     otherwise           steal for the skater of the team whose V(s, steal) is greatest; for the others open if the own team
 *                         has released the puck, else cover
 *     goalie              save; with the puck, pass
 *
 * A pass is worth what it leads to: that it arrives, and then the team-mate's shot from there. A shot that is hardly worth anything
 * is not taken.
 */
import { attackSide } from "../../shared/rink.ts";
import type { Control } from "../../shared/control.ts";
import { PASS_SPEED } from "../../shared/rules.ts";
import type { Sim, Skater } from "../../shared/sim/world.ts";
import { TASK_NAMES, taskId } from "../tasks/registry.ts";
import { controlFromAction, isRelease, PASS as PASS_KIND } from "../viewpoint/actions.ts";
import { GOAL_SIZE } from "../viewpoint/action-frame.ts";
import { OBS_SIZE, OUR_RELEASE } from "../viewpoint/entries.ts";
import { observe, observeWithPuck } from "../viewpoint/observation.ts";
import { situationOf } from "../viewpoint/situation.ts";
import type { QPolicy } from "./q-policy.ts";
import { shotOrPass } from "./shot-or-pass.ts";
import type { Thought } from "./thought.ts";

const SHOOT = taskId("shoot");
const PASS = taskId("pass");
const OPEN = taskId("open");
const STEAL = taskId("steal");
const COVER = taskId("cover");
const SAVE = taskId("save");

/**
 * A carrier does not shoot, but skates on, while a shot is worth less than this: small values are overrated, because they are the
 * greatest of many. Measured on 10 matches each against a scripted team, with the newest checkpoints of one run: without it 0.9 : 0.3 goals and shots from
 * 17 m, with 0.2 1.8 : 0.1 and 14 m, with 0.3 2.1 : 0.5 and 12 m.
 */
const LEAST_SHOT = 0.3;

/** The tasks that a checkpoint must have learnt for all skaters to act by its values. */
export const TEAM_TASKS: readonly string[] = ["shoot", "pass", "open", "steal", "cover", "save"];

/** The most questions of one decision: shooting, then a pass to each of four team-mates and that team-mate's shot. */
export const COACH_QUESTIONS = 1 + 2 * 4;
const NO_GOAL = new Float32Array(GOAL_SIZE);

/** Decides for the skaters of a team, one at a time. */
export interface TeamCoach {
  /** Writes the control of skater `id` of `sim`, and its thought. */
  act(sim: Sim, id: number, control: Control, thought: Thought): void;
}

/** Makes a coach on `policy`, which must be able to answer COACH_QUESTIONS states at once. */
export function createTeamCoach(policy: QPolicy): TeamCoach {
  const observation = new Float32Array(OBS_SIZE);
  const { actions, values } = policy;

  /** Acts for the only task that there is to choose from. */
  const actFor = (task: number): number => {
    policy.ask(0, observation, 0, task, NO_GOAL);
    policy.answer(1);
    return 0;
  };

  /** Asks about a shot, and about a pass to each team-mate and that team-mate's shot; returns the best question. */
  const attack = (sim: Sim, self: Skater, thought: Thought): number => {
    policy.ask(0, observation, 0, SHOOT, NO_GOAL);
    let questions = 1;
    for (const mate of sim.skaters) {
      if (mate.team !== self.team || mate === self || mate.role === "goalie") continue;
      if (questions + 2 > COACH_QUESTIONS) break;
      policy.askRelease(questions, observation, 0, PASS, NO_GOAL, PASS_KIND, leadAngle(sim, self, mate));
      observeWithPuck(sim, mate.id, fromMate);
      policy.ask(questions + 1, fromMate, 0, SHOOT, NO_GOAL);
      questions += 2;
    }
    policy.answer(questions);
    const best = shotOrPass(values, questions, thought);
    if (best === 0 && values[0]! < LEAST_SHOT && isRelease(actions[0]!.kind)) policy.bestSkate(0, actions[0]!);
    return best;
  };
  const fromMate = new Float32Array(OBS_SIZE);

  /**
   * One skater of the team goes for a puck that no team-mate carries, the others do `other`. Asks about both, and about the
   * team-mates going for it; returns the best question.
   */
  const contest = (sim: Sim, self: Skater, other: number, thought: Thought): number => {
    policy.ask(1, observation, 0, other, NO_GOAL);
    seeLoosePuck(observation);
    policy.ask(0, observation, 0, STEAL, NO_GOAL);
    let questions = 2;
    for (const mate of sim.skaters) {
      if (mate.team !== self.team || mate === self || mate.role === "goalie") continue;
      if (questions === COACH_QUESTIONS) break;
      observe(sim, mate.id, fromMate);
      seeLoosePuck(fromMate);
      policy.ask(questions++, fromMate, 0, STEAL, NO_GOAL);
    }
    policy.answer(questions);
    thought.values[STEAL] = values[0]!;
    thought.values[other] = values[1]!;
    let isFirst = true;
    for (let i = 2; i < questions; i++) isFirst &&= values[0]! >= values[i]!;
    thought.task = TASK_NAMES[isFirst ? STEAL : other]!;
    return isFirst ? 0 : 1;
  };

  /** Chooses the task, asks, and returns the question whose answer is the best action. */
  const choose = (sim: Sim, self: Skater, thought: Thought): number => {
    const situation = situationOf(observation);
    if (situation === "carrier" && self.role === "skater") return attack(sim, self, thought);
    if (situation === "defender") return contest(sim, self, COVER, thought);
    if (situation === "attacker" && sim.puck.carrier < 0) return contest(sim, self, OPEN, thought);
    const task = situation === "carrier" ? PASS : situation === "goalie" ? SAVE : OPEN;
    const best = actFor(task);
    thought.values[task] = values[0]!;
    thought.task = TASK_NAMES[task]!;
    return best;
  };

  return {
    act(sim, id, control, thought) {
      thought.values.fill(Number.NaN);
      observe(sim, id, observation);
      const best = choose(sim, sim.skaters[id]!, thought);
      controlFromAction(actions[best]!, sim, id, control);
    },
  };
}

/** To win a loose puck, it does not matter which team has released it; `steal` has only met the opponents' and nobody's. */
function seeLoosePuck(observation: Float32Array): void {
  observation[OUR_RELEASE.at] = 0;
}

/** The direction [rad], attack to the right, in which a pass meets `mate` if it skates on. */
function leadAngle({ puck }: Sim, self: Readonly<Skater>, mate: Readonly<Skater>): number {
  const seconds = Math.hypot(mate.x - puck.x, mate.y - puck.y) / PASS_SPEED;
  const side = attackSide(self);
  return Math.atan2(side * (mate.y + mate.vy * seconds - puck.y), side * (mate.x + mate.vx * seconds - puck.x));
}
