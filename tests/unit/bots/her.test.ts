import { describe, expect, it } from "@jest/globals";
import { bitFlipTask, writeFlipped, writeRandomBits } from "../../../bots/bitflip/environment.ts";
import {
  createExperience,
  createGoalBatch,
  createGoalSampler,
  finishEpisode,
  stateAt,
  type Experience,
} from "../../../bots/bitflip/experience.ts";
import { createGoalContext } from "../../../bots/algorithms/q-learning/goal-context.ts";
import { GOAL_STRATEGIES, GOAL_STRATEGY_NAMES, goalStrategyByName } from "../../../bots/relabel/her/registry.ts";
import type { GoalContext } from "../../../bots/relabel/strategy.ts";
import { createEpisode, factsOf, recordTransition } from "../../../bots/replay/episode.ts";
import { carry, CARRY_RADIUS } from "../../../bots/tasks/carry.ts";
import { createJudgement, judgeEpisode } from "../../../bots/tasks/judge.ts";
import { taskId } from "../../../bots/tasks/registry.ts";
import { SKATE } from "../../../bots/viewpoint/actions.ts";
import { OBS_SIZE, PUCK_PLACE, SELF_CONTROLS, SELF_PLACE } from "../../../bots/viewpoint/entries.ts";
import { LENGTH_SCALE } from "../../../bots/viewpoint/observation.ts";
import { createRng } from "../../../shared/rng.ts";

/** A trajectory of `length` transitions whose transition t achieved the goal [first + t + 1, -(first + t + 1)]. */
function numbered(first: number, length: number, others: readonly number[] = []): GoalContext {
  const rng = createRng(1);
  const write = (value: number, goal: Float32Array): boolean => {
    goal.set([value, -value]);
    return true;
  };
  return {
    rng,
    task: 7,
    goalSize: 2,
    copies: 1,
    from: 0,
    to: length,
    length,
    achieved: (t, goal) => write(first + t + 1, goal),
    achievedElsewhere: (goal) => others.length > 0 && write(others[rng.int(others.length)]!, goal),
  };
}

/** The numbers of all states from which `name` takes goals for transition `t`. */
function sourcesOf(name: string, context: GoalContext, t: number): number[] {
  const found = new Set<number>();
  const one = { ...context, from: t, to: t + 1 };
  for (let i = 0; i < 500; i++) {
    goalStrategyByName(name).choose(one, (task, reward, goal, from, to) => {
      expect([task, reward, from, to]).toEqual([7, "judged", t, t + 1]);
      expect(goal![1]).toBe(-goal![0]!);
      found.add(goal![0]!);
    });
  }
  return [...found].toSorted((a, b) => a - b);
}

function copiesOf(name: string, copies: number): number {
  let count = 0;
  goalStrategyByName(name).choose({ ...numbered(0, 5, [1]), copies }, () => count++);
  return count;
}

describe("a goal strategy", () => {
  const episode = numbered(10, 5);

  it("final takes the goal that the last state achieved, and makes one copy", () => {
    expect(sourcesOf("final", episode, 0)).toEqual([15]);
    expect(sourcesOf("final", episode, 4)).toEqual([15]);
    expect(copiesOf("final", 4)).toBe(5);
  });

  it("future takes goals achieved by the transition itself or later", () => {
    expect(sourcesOf("future", episode, 0)).toEqual([11, 12, 13, 14, 15]);
    expect(sourcesOf("future", episode, 3)).toEqual([14, 15]);
    expect(sourcesOf("future", episode, 4)).toEqual([15]);
    expect(copiesOf("future", 4)).toBe(20);
  });

  it("episode takes goals that any transition of the episode achieved", () => {
    expect(sourcesOf("episode", episode, 4)).toEqual([11, 12, 13, 14, 15]);
  });

  it("random takes goals from all stored episodes, and makes no copies while there are none", () => {
    expect(sourcesOf("random", numbered(10, 5, [21, 22, 31]), 4)).toEqual([21, 22, 31]);
    expect(sourcesOf("random", episode, 4)).toEqual([]);
  });

  it("none makes no copies", () => {
    expect(sourcesOf("none", episode, 0)).toEqual([]);
  });

  it("is found by its name, and no copies are made if none are wanted", () => {
    expect(GOAL_STRATEGY_NAMES).toEqual(["none", "final", "future", "episode", "random"]);
    for (const { name, summary, mostCopies } of GOAL_STRATEGIES) {
      expect(copiesOf(name, 0)).toBe(0);
      expect(copiesOf(name, 3)).toBe(5 * Math.min(3, mostCopies));
      expect(summary).toMatch(/^[A-Z].{20,}\.$/);
    }
    expect(() => goalStrategyByName("past")).toThrow(
      'unknown goal strategy "past"; known: none, final, future, episode, random',
    );
  });

  it("takes only goals that were achieved", () => {
    const rarely = { ...episode, achieved: () => false };
    expect(sourcesOf("final", rarely, 0)).toEqual([]);
    expect(sourcesOf("future", rarely, 3)).toEqual([]);
  });
});

describe("carrying the puck, in hindsight", () => {
  /** The carrier skates along +x, a metre in each decision, with the puck at its feet. */
  function skated(length: number) {
    const episode = createEpisode(length);
    episode.collectedFor = taskId("carry");
    episode.goal.set([20, 10]);
    for (let t = 0; t <= length; t++) {
      episode.observations[t * OBS_SIZE + SELF_PLACE.at] = t * LENGTH_SCALE;
      episode.observations[t * OBS_SIZE + PUCK_PLACE.at] = 0;
      episode.observations[t * OBS_SIZE + SELF_CONTROLS.at] = 1;
    }
    for (let t = 0; t < length; t++) recordTransition(episode, { kind: SKATE, angle: 0 }, 0, 1);
    return episode;
  }

  it("is learnt from where the puck was later: reward and end are those of the new goal", () => {
    const episode = skated(10);
    const context = createGoalContext(4, createRng(1));
    context.begin(episode, taskId("carry"));
    const judgement = createJudgement(10);
    let earned = 0;
    let copies = 0;
    goalStrategyByName("future").choose(context, (_task, _reward, goal, from, to) => {
      judgeEpisode(episode, carry, goal!, judgement, from, to);
      copies++;
      const isThere = Math.abs(from! + 1 - goal![0]!) <= CARRY_RADIUS;
      expect([judgement.from, judgement.length]).toEqual([from, 1]);
      expect([judgement.rewards[0], judgement.terminated[0]]).toEqual(isThere ? [1, 1] : [0, 0]);
      earned += judgement.rewards[0]!;
      expect(goal![0]).toBeGreaterThan(from!);
    });
    expect(copies).toBe(40);
    expect(earned).toBeGreaterThan(4);
    expect(earned).toBeLessThan(copies);
  });

  it("has no goal of a transition in which the puck was lost", () => {
    const episode = skated(3);
    episode.observations[3 * OBS_SIZE + SELF_CONTROLS.at] = 0;
    const goal = new Float32Array(2);
    expect([0, 1, 2].map((t) => carry.goals!.achieved(factsOf(episode, t), goal, 0))).toEqual([true, true, false]);
  });
});

const BITS = 4;

/** Random play of `count` episodes of bit flipping. */
function played(count: number, slots = count + 1): Experience {
  const rng = createRng(3);
  const task = bitFlipTask(BITS);
  const experience = createExperience(BITS, slots);
  for (let episode = 0; episode < count; episode++) {
    const { head, states, desiredGoals, actions } = experience;
    const start = stateAt(experience, head, 0);
    writeRandomBits(states, start, BITS, rng);
    writeRandomBits(desiredGoals, head * BITS, BITS, rng);
    let t = 0;
    do {
      const action = rng.int(BITS);
      actions[head * BITS + t] = action;
      writeFlipped(states, start + t * BITS, start + (t + 1) * BITS, BITS, action);
      t++;
    } while (t < BITS && !task.terminated({ bits: states, at: start + t * BITS }, desiredGoals, head * BITS));
    finishEpisode(experience, t);
  }
  return experience;
}

function sample(experience: Experience, strategy: string | null, k = 4) {
  const batch = createGoalBatch(2000, BITS);
  const hindsight = strategy === null ? null : { strategy: goalStrategyByName(strategy), k };
  createGoalSampler(experience, bitFlipTask(BITS), hindsight, createRng(5))(batch);
  const part = (array: Float32Array, i: number, half: number) => [
    ...array.subarray((2 * i + half) * BITS, (2 * i + half + 1) * BITS),
  ];
  return Array.from({ length: batch.size }, (_, i) => ({
    bits: part(batch.inputs, i, 0),
    goal: part(batch.inputs, i, 1),
    nextBits: part(batch.nextInputs, i, 0),
    nextGoal: part(batch.nextInputs, i, 1),
    action: batch.actions[i]!,
    reward: batch.rewards[i]!,
    terminated: batch.terminated[i]!,
  }));
}

describe("a sampled transition", () => {
  it.each([null, ...GOAL_STRATEGY_NAMES])("relabelled by %s has reward and end as computed from scratch", (name) => {
    const rows = sample(played(60), name);
    for (const { bits, goal, nextBits, nextGoal, action, reward, terminated } of rows) {
      const flipped = bits.map((bit, i) => (i === action ? -bit : bit));
      const isReached = flipped.every((bit, i) => bit === goal[i]);
      expect([nextBits, nextGoal, reward, terminated]).toEqual([flipped, goal, isReached ? 0 : -1, isReached ? 1 : 0]);
    }
    expect(new Set(rows.map((row) => row.terminated))).toEqual(new Set([0, 1]));
  });

  it("keeps its goal with probability 1 / (k + 1), and always without hindsight", () => {
    // One episode with a goal that it did not achieve.
    const experience = played(1);
    experience.desiredGoals.fill(7);
    const isOwn = (row: { goal: readonly number[] }) => row.goal.every((bit) => bit === 7);
    expect(sample(experience, null).every(isOwn)).toBe(true);
    const own = sample(experience, "future", 4).filter(isOwn).length;
    expect(Math.abs(own - 400)).toBeLessThan(4 * Math.sqrt(2000 * 0.2 * 0.8));
    expect(sample(experience, "final", 4).filter(isOwn).length).toBeGreaterThan(900);
  });

  it("can be terminated under a new goal where the episode went on, and not terminated where it ended", () => {
    const experience = played(60);
    const own = sample(experience, null).filter((row) => row.terminated === 1).length;
    const relabelled = sample(experience, "future").filter((row) => row.terminated === 1).length;
    expect(relabelled).toBeGreaterThan(3 * own);
    const reached = experience.lengths.findIndex((length) => length > 0 && length < BITS);
    const goal = Float32Array.from({ length: BITS }, () => 7);
    const at = stateAt(experience, reached, experience.lengths[reached]!);
    expect(bitFlipTask(BITS).terminated({ bits: experience.states, at }, goal, 0)).toBe(false);
  });
});

describe("stored episodes", () => {
  it.each([1, 0, 2.5, Number.NaN])("do not fit into %p slots, one of which is being recorded", (slots) => {
    expect(() => createExperience(BITS, slots)).toThrow(
      new RangeError(`slots must be a whole number above 1: ${slots}`),
    );
  });

  it("are replaced by the newest, and the one being recorded is not sampled", () => {
    const experience = played(7, 3);
    expect([experience.count, experience.head]).toEqual([3, 1]);
    expect([...experience.lengths].map((length) => length > 0)).toEqual([true, false, true]);
    const offset = stateAt(experience, 1, 0);
    experience.states.fill(5, offset, offset + (BITS + 1) * BITS);
    expect(sample(experience, "random").some((row) => row.bits.includes(5) || row.goal.includes(5))).toBe(false);
  });
});
