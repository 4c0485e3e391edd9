/**
 * The coach: chooses the task of the puck carrier in a match, and its action.
 *
 * From one multi-task Q-function it computes the value of shooting, V(s, shoot), and of passing to each team-mate m:
 * that of the pass arriving times that of m's shot from there, V(s, pass to m) V(s_m, shoot). It acts for the greatest.
 * Spectators are shown V(s, shoot) and the greatest V(s, pass to m), as "shoot 0.62, pass 0.48".
 */
import type { Control } from "../../shared/control.ts";
import type { Sim } from "../../shared/sim/sim.ts";
import { controlFromAction } from "../viewpoint/actions.ts";
import { observe, observeWithPuck, OBS_SIZE } from "../viewpoint/observation.ts";
import { N_TASKS, taskId } from "../tasks/registry.ts";
import type { QPolicy } from "./q-policy.ts";

const SHOOT = taskId("shoot");
const PASS = taskId("pass");

/** The most questions of one decision: shooting, then a pass to each of four team-mates and that team-mate's shot. */
export const COACH_QUESTIONS = 1 + 2 * 4;

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
  /**
   * Writes the control of carrier `id` of `sim`, and its thought.
   *
   * @param onlyTask the task to act for, "shoot" or "pass", whatever the values are; the values of both are still written
   */
  act(sim: Sim, id: number, control: Control, thought: Thought, onlyTask?: string): void;
}

/** Makes a coach on `policy`, which must be able to answer COACH_QUESTIONS states at once. */
export function createCoach(policy: QPolicy): Coach {
  const observation = new Float32Array(OBS_SIZE);

  /** Asks two questions: about a pass to `mate`, and about a shot by `mate`. */
  const askAboutMate = (sim: Sim, id: number, mate: number, question: number): void => {
    observe(sim, id, observation, 0, mate);
    policy.ask(question, observation, 0, PASS);
    observeWithPuck(sim, mate, observation);
    policy.ask(question + 1, observation, 0, SHOOT);
  };

  return {
    act(sim, id, control, thought, onlyTask) {
      const self = sim.skaters[id]!;
      observe(sim, id, observation);
      policy.ask(0, observation, 0, SHOOT);
      let questions = 1;
      for (const mate of sim.skaters) {
        if (mate.team !== self.team || mate.id === id || mate.role === "goalie") continue;
        if (questions + 2 > COACH_QUESTIONS) break;
        askAboutMate(sim, id, mate.id, questions);
        questions += 2;
      }
      policy.answer(questions);

      const { values } = policy;
      let best = 0;
      let bestWorth = onlyTask === "pass" ? Number.NEGATIVE_INFINITY : values[0]!;
      thought.values.fill(Number.NaN);
      thought.values[SHOOT] = values[0]!;
      for (let i = 1; i < questions; i += 2) {
        if (!(thought.values[PASS]! >= values[i]!)) thought.values[PASS] = values[i]!;
        if (onlyTask === "shoot") continue;
        const worth = onlyTask === "pass" ? values[i]! : Math.max(0, values[i]!) * Math.max(0, values[i + 1]!);
        if (worth <= bestWorth) continue;
        bestWorth = worth;
        best = i;
      }
      thought.task = best === 0 ? "shoot" : "pass";
      controlFromAction(policy.actions[best]!, self, control);
    },
  };
}
