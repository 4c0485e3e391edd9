/**
 * Success in held-out drills: the same seeded starts for everybody who is compared.
 */
import { createRng } from "../../shared/rng.ts";
import { observe, OBS_SIZE } from "../viewpoint/observation.ts";
import { beginTransition, createDrill, isTruncated, playAction, tickDrill, type Drill } from "../scenarios/stage.ts";
import { CARRIER } from "../scenarios/attack.ts";
import { randomAction } from "../policy/explorer.ts";
import type { QPolicy } from "../policy/q-policy.ts";
import { playCarrier } from "../policy/scripted/carrier.ts";
import { TASK_NAMES, TASKS } from "../tasks/registry.ts";
import { successRate, type SuccessRate } from "./success-rate.ts";

/** Seed of the held-out drills of evaluations during training; the command `evaluate` uses others by default. */
export const EVALUATION_SEED = 7;

/** Success per task, by name. */
export type Evaluation = Readonly<Record<string, SuccessRate>>;

/** Something that plays drills of a task: one call plays one transition. */
export type DrillPlayer = (drill: Drill, task: number) => void;

/**
 * Plays `episodes` held-out drills of every task.
 *
 * Drills are held out by their seed: training never draws from the "held-out" streams.
 *
 * @param seed of the held-out set
 * @param onEpisode called after each drill, for progress bars
 */
export function evaluate(player: DrillPlayer, episodes: number, seed: number, onEpisode?: () => void): Evaluation {
  const result: Record<string, SuccessRate> = {};
  TASK_NAMES.forEach((name, task) => {
    let successes = 0;
    for (let i = 0; i < episodes; i++) {
      successes += playEpisode(player, task, heldOutDrill(seed, i)) ? 1 : 0;
      onEpisode?.();
    }
    result[name] = successRate(successes, episodes);
  });
  return result;
}

/** The `index`-th held-out drill: the same start and the same chances for every player and every task. */
export function heldOutDrill(seed: number, index: number): Drill {
  return createDrill(createRng(`held-out ${seed}`).child(String(index)));
}

/** Tasks of a drill do not look at the action. */
const NO_ACTION = { kind: 0, angle: 0 } as const;

/** Plays one drill to its end; true if the task's reward was earned. */
export function playEpisode(player: DrillPlayer, task: number, drill: Drill): boolean {
  const judged = TASKS[task]!;
  const before = new Float32Array(OBS_SIZE);
  const after = new Float32Array(OBS_SIZE);
  for (;;) {
    observe(drill.sim, CARRIER, before);
    player(drill, task);
    observe(drill.sim, CARRIER, after);
    const facts = {
      action: NO_ACTION,
      outcome: drill.outcome,
      duration: drill.duration,
      observation: before,
      nextObservation: after,
    };
    if (judged.reward(facts) > 0) return true;
    if (judged.terminated(facts) || isTruncated(drill)) return false;
  }
}

/** Plays greedily. */
export function greedyPlayer(policy: QPolicy): DrillPlayer {
  const observation = new Float32Array(OBS_SIZE);
  return (drill, task) => {
    observe(drill.sim, CARRIER, observation);
    policy.ask(0, observation, 0, task);
    policy.answer(1);
    playAction(drill, policy.actions[0]!);
  };
}

/** Draws every action at random, as exploration does. */
export function randomPlayer(seed: number): DrillPlayer {
  const rng = createRng(seed).child("random player");
  const action = { kind: 0, angle: 0 };
  return (drill) => {
    randomAction(rng, action);
    playAction(drill, action);
  };
}

/** The hand-written carrier. */
export const scriptedPlayer: DrillPlayer = (drill, task) => {
  const name = TASK_NAMES[task] === "pass" ? "pass" : "shoot";
  beginTransition(drill, (control) => playCarrier(drill.sim, CARRIER, control, name));
  while (!tickDrill(drill));
};
