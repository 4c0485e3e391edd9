/**
 * The greedy policy of a Q-network that takes the action as an input: argmax_a Q(s, a, z) over candidates, then over
 * finer directions around the best one, like one iteration of the cross-entropy method. All states share each forward
 * pass. A skater without the puck has only skating to choose from.
 */
import { wrapAngle } from "../../shared/units.ts";
import { isRelease, type Action } from "../viewpoint/actions.ts";
import { GOAL_SIZE } from "../viewpoint/action-frame.ts";
import { OBS_SIZE } from "../viewpoint/entries.ts";
import { hasPuck } from "../viewpoint/situation.ts";
import type { QNetwork } from "../network/network.ts";
import { argmax } from "./argmax.ts";
import { candidateCount, createCandidates } from "./candidates.ts";
import { INPUT_SIZE, writeRow } from "./network-input.ts";

/** Directions to skate in that are compared. */
const SKATING_DIRECTIONS = 8;
/** Numbers of release directions compared at first, and then around the best one, FINE_STEP [rad] apart. */
const COARSE_DIRECTIONS = 24;
const FINE_DIRECTIONS = 9;
const FINE_STEP = (2 * Math.PI) / COARSE_DIRECTIONS / 5;
/** Directions of a release that is to go about one way, and how far apart they are [rad]. */
const AIMED_DIRECTIONS = 9;
const AIMED_STEP = 0.07;

/** The `maxRows` that a network needs to answer `states` states at once. */
export function policyRows(states: number): number {
  return states * candidateCount(SKATING_DIRECTIONS, COARSE_DIRECTIONS);
}

/** A greedy policy for batches of states: call `ask` for states 0, 1, ..., then `answer` for all of them. */
export interface QPolicy {
  /**
   * Sets state `i`: the one in row `state` of `observations`, acting for `task` with `goal` [GOAL_SIZE] (not read if the task
   * has none); `onlyReleases` leaves out gliding and skating.
   */
  ask(
    i: number,
    observations: Float32Array,
    state: number,
    task: number,
    goal: Float32Array,
    onlyReleases?: boolean,
  ): void;
  /** Sets state `i` as `ask` does, but compares only releases of one kind in directions near `angle` [rad]. */
  askRelease(
    i: number,
    observations: Float32Array,
    state: number,
    task: number,
    goal: Float32Array,
    kind: number,
    angle: number,
  ): void;
  /** Writes the best actions of states 0 to `count` - 1, and their Q-values, into `actions` and `values`. */
  answer(count: number): void;
  /**
   * Writes the best way to skate, or gliding, of those that `answer` compared for state `i`, which was asked about all actions, into
   * `action`.
   */
  bestSkate(i: number, action: Action): void;
  readonly actions: readonly Action[];
  readonly values: Float32Array;
}

/** The angle of the `k`-th fine direction around `angle` [rad]. */
function fineAngle(angle: number, k: number): number {
  return angle + (k - (FINE_DIRECTIONS - 1) / 2) * FINE_STEP;
}

/** The `k`-th direction near `angle` that an aimed release is compared in [rad]. */
function aimedAngle(angle: number, k: number): number {
  return angle + (k - (AIMED_DIRECTIONS - 1) / 2) * AIMED_STEP;
}

/** Makes the policy of `network`, which must have one output and allow `policyRows(maxStates)` rows. */
export function createQPolicy(network: QNetwork, maxStates: number): QPolicy {
  const { kinds, angles, firstRelease } = createCandidates(SKATING_DIRECTIONS, COARSE_DIRECTIONS);
  const candidates = kinds.length;
  const observations = new Float32Array(maxStates * OBS_SIZE);
  const goals = new Float32Array(maxStates * GOAL_SIZE);
  const tasks = new Uint8Array(maxStates);
  /** Candidates of each state: from the first to the last (exclusive), and where their rows begin. */
  const firsts = new Uint8Array(maxStates);
  const lasts = new Uint8Array(maxStates);
  const rows = new Int32Array(maxStates);
  /** The kind of release that is aimed, 0 if the question is about all actions; and about where [rad]. */
  const aimedKinds = new Uint8Array(maxStates);
  const aimedAngles = new Float32Array(maxStates);
  const inputs = new Float32Array(maxStates * candidates * INPUT_SIZE);
  const coarse = new Float32Array(maxStates * candidates);
  const fine = new Float32Array(maxStates * FINE_DIRECTIONS);
  const actions = Array.from({ length: maxStates }, (): Action => ({ kind: 0, angle: 0 }));
  const values = new Float32Array(maxStates);

  const write = (row: number, i: number, kind: number, angle: number): void => {
    writeRow(inputs, row, observations, i, goals, i, kind, angle, tasks[i]!);
  };

  const lookCoarsely = (count: number): void => {
    let row = 0;
    for (let i = 0; i < count; i++) {
      rows[i] = row;
      if (aimedKinds[i]! > 0) {
        for (let k = 0; k < AIMED_DIRECTIONS; k++) write(row++, i, aimedKinds[i]!, aimedAngle(aimedAngles[i]!, k));
      } else for (let c = firsts[i]!; c < lasts[i]!; c++) write(row++, i, kinds[c]!, angles[c]!);
    }
    network.forward(inputs, row, coarse);
    for (let i = 0; i < count; i++) {
      const isAimed = aimedKinds[i]! > 0;
      const best = argmax(coarse, rows[i]!, isAimed ? AIMED_DIRECTIONS : lasts[i]! - firsts[i]!);
      actions[i]!.kind = isAimed ? aimedKinds[i]! : kinds[firsts[i]! + best]!;
      actions[i]!.angle = wrapAngle(isAimed ? aimedAngle(aimedAngles[i]!, best) : angles[firsts[i]! + best]!);
      values[i] = coarse[rows[i]! + best]!;
    }
  };

  const lookFinely = (count: number): void => {
    let row = 0;
    for (let i = 0; i < count; i++) {
      const { kind, angle } = actions[i]!;
      if (!isRelease(kind) || aimedKinds[i]! > 0) continue;
      for (let k = 0; k < FINE_DIRECTIONS; k++) write(row++, i, kind, fineAngle(angle, k));
    }
    if (row === 0) return;
    network.forward(inputs, row, fine);
    row = 0;
    for (let i = 0; i < count; i++) {
      const action = actions[i]!;
      if (!isRelease(action.kind) || aimedKinds[i]! > 0) continue;
      const best = argmax(fine, row, FINE_DIRECTIONS);
      if (fine[row + best]! > values[i]!) {
        values[i] = fine[row + best]!;
        action.angle = wrapAngle(fineAngle(action.angle, best));
      }
      row += FINE_DIRECTIONS;
    }
  };

  const set = (i: number, from: Float32Array, at: number, task: number, goal: Float32Array): void => {
    for (let k = 0; k < OBS_SIZE; k++) observations[i * OBS_SIZE + k] = from[at + k]!;
    for (let k = 0; k < GOAL_SIZE; k++) goals[i * GOAL_SIZE + k] = goal[k]!;
    tasks[i] = task;
  };

  return {
    actions,
    values,
    ask(i, from, state, task, goal, onlyReleases = false) {
      const at = state * OBS_SIZE;
      set(i, from, at, task, goal);
      aimedKinds[i] = 0;
      const withPuck = hasPuck(from, at);
      firsts[i] = onlyReleases && withPuck ? firstRelease : 0;
      lasts[i] = withPuck ? candidates : firstRelease;
    },
    bestSkate(i, action) {
      const best = argmax(coarse, rows[i]!, firstRelease);
      action.kind = kinds[best]!;
      action.angle = wrapAngle(angles[best]!);
    },
    askRelease(i, from, state, task, goal, kind, angle) {
      set(i, from, state * OBS_SIZE, task, goal);
      aimedKinds[i] = kind;
      aimedAngles[i] = angle;
    },
    answer(count) {
      lookCoarsely(count);
      lookFinely(count);
    },
  };
}
