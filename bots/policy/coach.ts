/**
 * The coach: chooses the task of the puck carrier in a match, and its action.
 *
 * From one multi-task Q-function it computes the value of shooting, V(s, shoot), and of passing to each team-mate m:
 * that of the best pass that points to m, times that of m's shot from there, max_a Q(s, a, pass) V(s_m, shoot). It acts for
 * the greatest. Spectators are shown V(s, shoot) and V(s, pass), as "shoot 0.62, pass 0.48".
 */
import { attackSide } from "../../shared/rink.ts";
import type { Control } from "../../shared/control.ts";
import type { Sim, Skater } from "../../shared/sim/world.ts";
import { N_TASKS, taskId } from "../tasks/registry.ts";
import { controlFromAction, PASS as PASS_KIND, type Action } from "../viewpoint/actions.ts";
import { GOAL_SIZE } from "../viewpoint/action-frame.ts";
import { OBS_SIZE } from "../viewpoint/entries.ts";
import { observe, observeWithPuck } from "../viewpoint/observation.ts";
import type { QPolicy } from "./q-policy.ts";

const SHOOT = taskId("shoot");
const PASS = taskId("pass");

/** The most questions of one decision: shooting, passing, and the shot of each of four team-mates. */
export const COACH_QUESTIONS = 2 + 4;
/** A pass that points at most this far away from a team-mate is meant for it [rad]. */
const AIM_SPREAD = 0.4;
const NO_GOAL = new Float32Array(GOAL_SIZE);

/** For spectators: the task a bot plays, and its value of each task, by identifier; NaN: not computed. */
export interface Thought {
  task: string;
  readonly values: Float32Array;
}

/** A thought without task and values. */
export function createThought(): Thought {
  return { task: "", values: new Float32Array(N_TASKS).fill(Number.NaN) };
}

/** Decides for puck carriers. */
export interface Coach {
  /** Writes the control of carrier `id` of `sim`, and its thought. */
  act(sim: Sim, id: number, control: Control, thought: Thought): void;
}

/** Makes a coach on `policy`, which must be able to answer COACH_QUESTIONS states at once. */
export function createCoach(policy: QPolicy): Coach {
  const observation = new Float32Array(OBS_SIZE);
  const mates = new Int32Array(COACH_QUESTIONS);
  const pass: Action = { kind: PASS_KIND, angle: 0 };
  const best: Action = { kind: 0, angle: 0 };

  /** Asks about shooting, passing, and the shots of the team-mates. Returns the number of questions. */
  const ask = (sim: Sim, self: Skater): number => {
    observe(sim, self.id, observation);
    policy.ask(0, observation, 0, SHOOT, NO_GOAL);
    policy.ask(1, observation, 0, PASS, NO_GOAL);
    let questions = 2;
    for (const mate of sim.skaters) {
      if (mate.team !== self.team || mate.id === self.id || mate.role === "goalie") continue;
      if (questions === COACH_QUESTIONS) break;
      observeWithPuck(sim, mate.id, observation);
      policy.ask(questions, observation, 0, SHOOT, NO_GOAL);
      mates[questions++] = mate.id;
    }
    return questions;
  };

  return {
    act(sim, id, control, thought) {
      const self = sim.skaters[id]!;
      const questions = ask(sim, self);
      policy.answer(questions);
      const { actions, values } = policy;
      thought.values.fill(Number.NaN);
      thought.values[SHOOT] = values[0]!;
      if (questions > 2) thought.values[PASS] = values[1]!;
      thought.task = "shoot";
      best.kind = actions[0]!.kind;
      best.angle = actions[0]!.angle;
      let bestWorth = values[0]!;
      const side = attackSide(self);
      for (let i = 2; i < questions; i++) {
        const mate = sim.skaters[mates[i]!]!;
        const angle = Math.atan2(side * (mate.y - self.y), side * (mate.x - self.x));
        const arriving = policy.bestRelease(1, PASS_KIND, angle, AIM_SPREAD, pass);
        const worth = Math.max(0, arriving) * Math.max(0, values[i]!);
        if (worth <= bestWorth) continue;
        bestWorth = worth;
        best.kind = pass.kind;
        best.angle = pass.angle;
        thought.task = "pass";
      }
      controlFromAction(best, sim, id, control);
    },
  };
}
