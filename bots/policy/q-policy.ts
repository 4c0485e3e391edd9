/**
 * The greedy policy of a Q-network that takes the action as an input: argmax_a Q(s, a, z) over candidates, then over
 * finer directions around the best one, like one iteration of the cross-entropy method. All states share each forward
 * pass.
 */
import { wrapAngle } from "../../shared/units.ts";
import { isRelease, type Action } from "../viewpoint/actions.ts";
import { INPUT_SIZE, writeInput } from "../viewpoint/action-frame.ts";
import type { QNetwork } from "../network/network.ts";
import { OBS_SIZE } from "../viewpoint/observation.ts";
import { argmax } from "./argmax.ts";
import { candidateCount, createCandidates, FIRST_RELEASE } from "./candidates.ts";

/** Numbers of release directions compared at first, and then around the best one, FINE_STEP [rad] apart. */
const COARSE_DIRECTIONS = 24;
const FINE_DIRECTIONS = 9;
const FINE_STEP = (2 * Math.PI) / COARSE_DIRECTIONS / 5;

/** The `maxRows` that a network needs to answer `states` states at once. */
export function policyRows(states: number): number {
  return states * candidateCount(COARSE_DIRECTIONS);
}

/** A greedy policy for batches of states: call `ask` for states 0, 1, ..., then `answer` for all of them. */
export interface QPolicy {
  /** Sets state `i`: the observation at `at`, acting for `task`; `onlyReleases` leaves out gliding and skating. */
  ask(i: number, observations: Float32Array, at: number, task: number, onlyReleases?: boolean): void;
  /** Writes the best actions of states 0 to `count` - 1, and their Q-values, into `actions` and `values`. */
  answer(count: number): void;
  readonly actions: readonly Action[];
  readonly values: Float32Array;
}

/** The angle of the `k`-th fine direction around `angle` [rad]. */
function fineAngle(angle: number, k: number): number {
  return angle + (k - (FINE_DIRECTIONS - 1) / 2) * FINE_STEP;
}

/** Makes the policy of `network`, which must have one output and allow `policyRows(maxStates)` rows. */
export function createQPolicy(network: QNetwork, maxStates: number): QPolicy {
  const { kinds, angles } = createCandidates(COARSE_DIRECTIONS);
  const candidates = kinds.length;
  const observations = new Float32Array(maxStates * OBS_SIZE);
  const tasks = new Uint8Array(maxStates);
  const firsts = new Uint8Array(maxStates);
  const inputs = new Float32Array(maxStates * candidates * INPUT_SIZE);
  const outputs = new Float32Array(maxStates * candidates);
  const actions = Array.from({ length: maxStates }, (): Action => ({ kind: 0, angle: 0 }));
  const values = new Float32Array(maxStates);

  const lookCoarsely = (count: number): void => {
    let row = 0;
    for (let i = 0; i < count; i++) {
      for (let c = 0; c < candidates; c++) {
        writeInput(inputs, row++ * INPUT_SIZE, observations, i * OBS_SIZE, kinds[c]!, angles[c]!, tasks[i]!);
      }
    }
    network.forward(inputs, row, outputs);
    for (let i = 0; i < count; i++) {
      const first = firsts[i]!;
      const best = first + argmax(outputs, i * candidates + first, candidates - first);
      actions[i]!.kind = kinds[best]!;
      actions[i]!.angle = wrapAngle(angles[best]!);
      values[i] = outputs[i * candidates + best]!;
    }
  };

  const lookFinely = (count: number): void => {
    let row = 0;
    for (let i = 0; i < count; i++) {
      const { kind, angle } = actions[i]!;
      if (!isRelease(kind)) continue;
      for (let k = 0; k < FINE_DIRECTIONS; k++) {
        const at = row++ * INPUT_SIZE;
        writeInput(inputs, at, observations, i * OBS_SIZE, kind, fineAngle(angle, k), tasks[i]!);
      }
    }
    if (row === 0) return;
    network.forward(inputs, row, outputs);
    row = 0;
    for (let i = 0; i < count; i++) {
      const action = actions[i]!;
      if (!isRelease(action.kind)) continue;
      const best = argmax(outputs, row, FINE_DIRECTIONS);
      if (outputs[row + best]! > values[i]!) {
        values[i] = outputs[row + best]!;
        action.angle = wrapAngle(fineAngle(action.angle, best));
      }
      row += FINE_DIRECTIONS;
    }
  };

  return {
    actions,
    values,
    ask(i, from, at, task, onlyReleases = false) {
      observations.set(from.subarray(at, at + OBS_SIZE), i * OBS_SIZE);
      firsts[i] = onlyReleases ? FIRST_RELEASE : 0;
      tasks[i] = task;
    },
    answer(count) {
      lookCoarsely(count);
      lookFinely(count);
    },
  };
}
