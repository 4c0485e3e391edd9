/**
 * Bit flipping: there are n bits, an action flips one of them, and each episode has a random goal, the bits to reach.
 *
 * Bits are -1 and 1, so that the network's inputs have mean 0. The reward is 0 for the transition that reaches the
 * goal, which terminates the task, and -1 for every other; an episode is truncated after n decisions.
 * Source: HER, Andrychowicz et al. 2017, section 3.1.
 */
import type { Rng } from "../../shared/rng.ts";
import type { Task } from "../tasks/task.ts";

/** The facts of a transition: the bits after it are in `bits` from `at`. */
export interface BitFacts {
  bits: Float32Array;
  at: number;
}

/** The task of making `n` bits equal to the goal. A state is the goal that it achieves. */
export function bitFlipTask(n: number): Task<BitFacts> {
  const terminated: Task<BitFacts>["terminated"] = ({ bits, at }, goal, goalAt) => {
    for (let i = 0; i < n; i++) if (bits[at + i] !== goal[goalAt + i]) return false;
    return true;
  };
  return {
    name: "bits",
    reward: (facts, goal, goalAt) => (terminated(facts, goal, goalAt) ? 0 : -1),
    terminated,
    goals: {
      size: n,
      achieved({ bits, at }, goal, goalAt) {
        for (let i = 0; i < n; i++) goal[goalAt + i] = bits[at + i]!;
        return true;
      },
    },
  };
}

/** Writes `bits` random bits into `array` from `at`. */
export function writeRandomBits(array: Float32Array, at: number, bits: number, rng: Rng): void {
  for (let i = 0; i < bits; i++) array[at + i] = rng.next() < 0.5 ? -1 : 1;
}

/** Copies the bits that begin at `from` to `to` in the same array, and flips bit `action`, 0 to bits - 1, there. */
export function writeFlipped(array: Float32Array, from: number, to: number, bits: number, action: number): void {
  array.copyWithin(to, from, from + bits);
  array[to + action] = -array[from + action]!;
}
