/**
 * The replay buffer of bit flipping, and minibatches of its transitions, relabelled as they are sampled.
 *
 * An episode takes a slot of n transitions; the newest replaces the oldest. For k relabelled copies of each transition,
 * a sampled transition keeps its goal with probability 1 / (k + 1) and otherwise gets one chosen by the strategy. That
 * equals storing the copies in expectation, and chooses a new goal each time. Sampling allocates nothing.
 * Source: HER, Andrychowicz et al. 2017, algorithm 1, and the authors' code, which relabels when sampling too.
 */
import type { Rng } from "../../shared/rng.ts";
import type { GoalContext, GoalStrategy, StoreCopy } from "../relabel/strategy.ts";
import { createJudgement, judge } from "../tasks/judge.ts";
import type { Task } from "../tasks/task.ts";
import type { BitFacts } from "./environment.ts";

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
  /** [slots] transitions of the episode in each slot; 0 while it is being recorded */
  readonly lengths: Int32Array;
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
  return {
    bits,
    slots,
    count: 0,
    head: 0,
    states: new Float32Array(slots * (bits + 1) * bits),
    desiredGoals: new Float32Array(slots * bits),
    actions: new Uint8Array(slots * bits),
    lengths: new Int32Array(slots),
  };
}

/** Where state `t` of the episode in `slot` begins in `states`. */
export function stateAt({ bits }: Experience, slot: number, t: number): number {
  return (slot * (bits + 1) + t) * bits;
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
  experience.lengths[experience.head] = length;
  experience.head = (experience.head + 1) % experience.slots;
  experience.count = Math.max(experience.count, experience.head === 0 ? experience.slots : experience.head);
  // The next slot is overwritten from now on, so its old episode must no longer be sampled.
  experience.lengths[experience.head] = 0;
}

/** Fills minibatches with transitions drawn uniformly. At least one episode must have been finished. */
export type GoalSampler = (batch: GoalBatch) => void;

/**
 * Makes a sampler.
 *
 * @param hindsight null: every transition keeps the goal it was collected for
 */
export function createGoalSampler(
  experience: Experience,
  task: Task<BitFacts>,
  hindsight: Hindsight | null,
  rng: Rng,
): GoalSampler {
  const { bits, states, desiredGoals, actions, lengths } = experience;
  const goals = task.goals!;
  const facts: BitFacts = { bits: states, at: 0 };
  const judgement = createJudgement(1);
  const goal = new Float32Array(bits);
  let slot = 0;
  const factsAt = (t: number): BitFacts => {
    facts.at = stateAt(experience, slot, t + 1);
    return facts;
  };
  const store: StoreCopy = (_task, _reward, chosen) => goal.set(chosen!);
  const context: { -readonly [K in keyof GoalContext]: GoalContext[K] } = {
    rng,
    task: 0,
    goalSize: bits,
    copies: 1,
    from: 0,
    to: 1,
    length: 1,
    achieved: (t, out) => goals.achieved(factsAt(t), out, 0),
    achievedElsewhere(out) {
      const transition = drawTransition(experience, rng);
      facts.at = stateAt(experience, Math.floor(transition / bits), (transition % bits) + 1);
      return goals.achieved(facts, out, 0);
    },
  };
  const copies = hindsight === null ? 0 : Math.min(hindsight.k, hindsight.strategy.mostCopies);
  const relabelledShare = copies / (copies + 1);

  return (batch) => {
    const { inputs, nextInputs } = batch;
    for (let i = 0; i < batch.size; i++) {
      const transition = drawTransition(experience, rng);
      slot = Math.floor(transition / bits);
      const t = transition % bits;
      for (let b = 0; b < bits; b++) goal[b] = desiredGoals[slot * bits + b]!;
      if (hindsight !== null && rng.next() < relabelledShare) {
        context.from = t;
        context.to = t + 1;
        context.length = lengths[slot]!;
        hindsight.strategy.choose(context, store);
      }
      judge(factsAt, task, goal, 0, t, t + 1, judgement);
      const state = stateAt(experience, slot, t);
      const at = i * 2 * bits;
      for (let b = 0; b < bits; b++) {
        inputs[at + b] = states[state + b]!;
        nextInputs[at + b] = states[state + bits + b]!;
        inputs[at + bits + b] = goal[b]!;
        nextInputs[at + bits + b] = goal[b]!;
      }
      batch.actions[i] = actions[transition]!;
      batch.rewards[i] = judgement.rewards[0]!;
      batch.terminated[i] = judgement.terminated[0]!;
    }
  };
}

/** slot * bits + t of a transition drawn uniformly: draws beyond the end of an episode are rejected. */
function drawTransition(experience: Experience, rng: Rng): number {
  const { bits, count, lengths } = experience;
  for (;;) {
    const transition = rng.int(count * bits);
    if (transition % bits < lengths[Math.floor(transition / bits)]!) return transition;
  }
}
