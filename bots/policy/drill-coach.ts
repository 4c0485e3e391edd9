/**
 * The coach of checkpoints that have met drills alone: chooses the task of the puck carrier in a match, and its action.
 *
 * From one multi-task Q-function it computes the value of shooting, V(s, shoot), and of passing to each team-mate m:
 * that of the pass arriving times that of m's shot from there, V(s, pass to m) V(s_m, shoot). It acts for the greatest.
 * Spectators are shown V(s, shoot) and the greatest V(s, pass to m), as "shoot 0.62, pass 0.48". Each question shows only as
 * many players as the drill has (see viewpoint/focus.ts).
 */
import { attackSide, GOAL_LINE_X } from "../../shared/rink.ts";
import type { Control } from "../../shared/control.ts";
import type { Sim, Skater } from "../../shared/sim/world.ts";
import { taskId } from "../tasks/registry.ts";
import { controlFromAction } from "../viewpoint/actions.ts";
import { GOAL_SIZE } from "../viewpoint/action-frame.ts";
import { MATES, OBS_SIZE, SELF_PLACE } from "../viewpoint/entries.ts";
import { focus } from "../viewpoint/focus.ts";
import { LENGTH_SCALE, observe, observeWithPuck, SPEED_SCALE } from "../viewpoint/observation.ts";
import type { QPolicy } from "./q-policy.ts";
import { COACH_QUESTIONS } from "./team-coach.ts";
import { shotOrPass } from "./shot-or-pass.ts";
import type { Thought } from "./thought.ts";

const SHOOT = taskId("shoot");
const PASS = taskId("pass");

const NO_GOAL = new Float32Array(GOAL_SIZE);

/** Decides for puck carriers. */
export interface DrillCoach {
  /** Writes the control of carrier `id` of `sim`, and its thought. */
  act(sim: Sim, id: number, control: Control, thought: Thought): void;
}

/** Makes a coach on `policy`, which must be able to answer COACH_QUESTIONS states at once. */
export function createDrillCoach(policy: QPolicy): DrillCoach {
  const observation = new Float32Array(OBS_SIZE);

  /** What is seen of a shot: the opponent in the way to the goal. */
  const lookAtGoal = (): void => {
    const { at } = SELF_PLACE;
    focus(observation, GOAL_LINE_X * LENGTH_SCALE - observation[at]!, -observation[at + 1]!);
  };

  /** Asks about a shot, and about a pass to each team-mate and that team-mate's shot. Returns the number of questions. */
  const ask = (sim: Sim, self: Skater): number => {
    const side = attackSide(self);
    observe(sim, self.id, observation);
    lookAtGoal();
    policy.ask(0, observation, 0, SHOOT, NO_GOAL);
    let questions = 1;
    for (const mate of sim.skaters) {
      if (mate.team !== self.team || mate.id === self.id || mate.role === "goalie") continue;
      if (questions + 2 > COACH_QUESTIONS) break;
      observe(sim, self.id, observation);
      const x = side * (mate.x - self.x) * LENGTH_SCALE;
      const y = side * (mate.y - self.y) * LENGTH_SCALE;
      focus(observation, x, y);
      const { isThere, place, velocity } = MATES[0]!;
      observation[isThere.at] = 1;
      observation.set([x, y], place.at);
      observation.set([side * mate.vx * SPEED_SCALE, side * mate.vy * SPEED_SCALE], velocity.at);
      policy.ask(questions, observation, 0, PASS, NO_GOAL);
      observeWithPuck(sim, mate.id, observation);
      lookAtGoal();
      policy.ask(questions + 1, observation, 0, SHOOT, NO_GOAL);
      questions += 2;
    }
    return questions;
  };

  return {
    act(sim, id, control, thought) {
      const questions = ask(sim, sim.skaters[id]!);
      policy.answer(questions);
      const best = shotOrPass(policy.values, questions, thought);
      controlFromAction(policy.actions[best]!, sim, id, control);
    },
  };
}
