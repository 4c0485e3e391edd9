/**
 * The replay buffer of bit flipping, and minibatches of its transitions, relabelled as they are sampled.
 *
 * An episode takes a slot of n transitions; the newest replaces the oldest. For k relabelled copies of each transition,
 * a sampled transition keeps its goal with probability 1 / (k + 1) and otherwise gets one drawn by the strategy. That
 * equals storing the copies in expectation, and draws a new goal each time. Sampling allocates nothing.
 * Source: HER, Andrychowicz et al. 2017, algorithm 1, and the authors' code, which relabels when sampling too.
 */
import type { Rng } from "../../shared/rng.ts";
import { achievedAt, type GoalEpisode, type GoalTask } from "../relabel/her/goal-task.ts";
import type { GoalContext, GoalStrategy } from "../relabel/her/goal-strategy.ts";

/** How transitions are relabelled: as if each original had `k` copies with other goals. */
export interface Hindsight {
  readonly strategy: GoalStrategy;
  readonly k: number;
}

/** Episodes of bit flipping in a ring of slots. */
export interface Experience {
  readonly bits: number;
  /** Number of slots; `count` of them are in use, and the next episode goes to `head`. */
  readonly slots: number;
  count: number;
  head: number;
  /** [slots, n + 1, n] the bits of every state; in this environment a state is the goal that it achieves. */
  readonly states: Float32Array;
  /** [slots, n] */
  readonly desiredGoals: Float32Array;
  /** [slots, n] */
  readonly actions: Uint8Array;
  /** The episode in each slot; its length is 0 while it is being recorded. */
  readonly episodes: readonly RecordedEpisode[];
}

interface RecordedEpisode extends GoalEpisode {
  length: number;
}

/** A minibatch, reused for every gradient step. Inputs are the bits and then the goal. */
export interface GoalBatch {
  readonly size: number;
  /** [size, 2n] */
  readonly inputs: Float32Array;
  readonly nextInputs: Float32Array;
  /** [size] */
  readonly actions: Int32Array;
  readonly rewards: Float32Array;
  readonly terminated: Uint8Array;
}

/**
 * Makes room for `slots` episodes of up to `bits` transitions, the one being recorded included.
 *
 * @throws RangeError if `slots` is not a whole number above 1
 */
export function createExperience(bits: number, slots: number): Experience {
  if (!(Number.isInteger(slots) && slots >= 2)) throw new RangeError(`slots must be a whole number above 1: ${slots}`);
  const states = new Float32Array(slots * (bits + 1) * bits);
  return {
    bits,
    slots,
    count: 0,
    head: 0,
    states,
    desiredGoals: new Float32Array(slots * bits),
    actions: new Uint8Array(slots * bits),
    episodes: Array.from({ length: slots }, (_, slot) => ({
      length: 0,
      achievedGoals: states,
      offset: slot * (bits + 1) * bits,
    })),
  };
}

/** An empty minibatch. */
export function createGoalBatch(size: number, bits: number): GoalBatch {
  return {
    size,
    inputs: new Float32Array(size * 2 * bits),
    nextInputs: new Float32Array(size * 2 * bits),
    actions: new Int32Array(size),
    rewards: new Float32Array(size),
    terminated: new Uint8Array(size),
  };
}

/** Ends the episode of `length` transitions in the slot at `head`, and moves `head` to the next slot. */
export function finishEpisode(experience: Experience, length: number): void {
  experience.episodes[experience.head]!.length = length;
  experience.head = (experience.head + 1) % experience.slots;
  experience.count = Math.max(experience.count, experience.head === 0 ? experience.slots : experience.head);
  // The next slot is overwritten from now on, so its old episode must no longer be sampled.
  experience.episodes[experience.head]!.length = 0;
}

/** The context of goal strategies, which draws from the stored episodes. */
export function goalContext(experience: Experience, rng: Rng): GoalContext {
  return {
    rng,
    goalSize: experience.bits,
    anyEpisode: () => experience.episodes[Math.floor(drawTransition(experience, rng) / experience.bits)]!,
  };
}

/**
 * Fills `batch` with transitions drawn uniformly. At least one episode must have been finished.
 *
 * @param hindsight null: every transition keeps the goal it was collected for
 */
export function sampleGoalBatch(
  experience: Experience,
  batch: GoalBatch,
  task: GoalTask,
  hindsight: Hindsight | null,
  context: GoalContext,
): void {
  const { bits, states, desiredGoals, actions, episodes } = experience;
  const { inputs, nextInputs } = batch;
  const { rng } = context;
  const copies = hindsight === null ? 0 : hindsight.strategy.copies(hindsight.k);
  const relabelledShare = copies / (copies + 1);
  for (let i = 0; i < batch.size; i++) {
    const transition = drawTransition(experience, rng);
    const slot = Math.floor(transition / bits);
    const t = transition % bits;
    const episode = episodes[slot]!;
    const state = achievedAt(episode, t, bits);
    const nextState = achievedAt(episode, t + 1, bits);
    const at = i * 2 * bits;
    const goalAt = at + bits;
    if (hindsight !== null && rng.next() < relabelledShare) {
      hindsight.strategy.chooseGoal(episode, t, context, inputs, goalAt);
    } else {
      for (let b = 0; b < bits; b++) inputs[goalAt + b] = desiredGoals[slot * bits + b]!;
    }
    for (let b = 0; b < bits; b++) {
      inputs[at + b] = states[state + b]!;
      nextInputs[at + b] = states[nextState + b]!;
      nextInputs[goalAt + b] = inputs[goalAt + b]!;
    }
    batch.actions[i] = actions[transition]!;
    batch.rewards[i] = task.reward(states, nextState, inputs, goalAt);
    batch.terminated[i] = task.terminated(states, nextState, inputs, goalAt) ? 1 : 0;
  }
}

/** slot * bits + t of a transition drawn uniformly: draws beyond the end of an episode are rejected. */
function drawTransition(experience: Experience, rng: Rng): number {
  const { bits, count, episodes } = experience;
  for (;;) {
    const transition = rng.int(count * bits);
    if (transition % bits < episodes[Math.floor(transition / bits)]!.length) return transition;
  }
}
