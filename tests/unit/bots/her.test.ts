import { describe, expect, it } from "@jest/globals";
import { bitFlipTask, writeFlipped, writeRandomBits } from "../../../bots/bitflip/environment.ts";
import {
  createExperience,
  createGoalBatch,
  finishEpisode,
  goalContext,
  sampleGoalBatch,
  type Experience,
} from "../../../bots/bitflip/experience.ts";
import type { GoalContext } from "../../../bots/relabel/her/goal-strategy.ts";
import type { GoalEpisode } from "../../../bots/relabel/her/goal-task.ts";
import { GOAL_STRATEGIES, GOAL_STRATEGY_NAMES, goalStrategyByName } from "../../../bots/relabel/her/registry.ts";
import { createRng } from "../../../shared/rng.ts";

/** An episode whose state t achieved the goal [first + t, -(first + t)]. */
function numbered(first: number, length: number): GoalEpisode {
  const goals = Array.from({ length: length + 1 }, (_, t) => [first + t, -(first + t)]).flat();
  // The offset is not 0, to check that strategies add it.
  return { length, achievedGoals: Float32Array.from([99, 99, ...goals]), offset: 2 };
}

/** The numbers of all states from which `name` takes goals for transition `t`. */
function sourcesOf(name: string, episode: GoalEpisode, t: number, others: readonly GoalEpisode[] = []): number[] {
  const rng = createRng(1);
  const context: GoalContext = { rng, goalSize: 2, anyEpisode: () => others[rng.int(others.length)]! };
  const found = new Set<number>();
  const goal = new Float32Array(4);
  for (let i = 0; i < 500; i++) {
    goalStrategyByName(name).chooseGoal(episode, t, context, goal, 1);
    expect([goal[0], goal[2], goal[3]]).toEqual([0, -goal[1]!, 0]);
    found.add(goal[1]!);
  }
  return [...found].toSorted((a, b) => a - b);
}

describe("a goal strategy", () => {
  const episode = numbered(10, 5);

  it("final takes the goal that the last state achieved, and makes one copy", () => {
    expect(sourcesOf("final", episode, 0)).toEqual([15]);
    expect(sourcesOf("final", episode, 4)).toEqual([15]);
    expect(goalStrategyByName("final").copies(4)).toBe(1);
  });

  it("future takes goals achieved by the transition itself or later", () => {
    expect(sourcesOf("future", episode, 0)).toEqual([11, 12, 13, 14, 15]);
    expect(sourcesOf("future", episode, 3)).toEqual([14, 15]);
    expect(sourcesOf("future", episode, 4)).toEqual([15]);
  });

  it("episode takes goals that any transition of the episode achieved", () => {
    expect(sourcesOf("episode", episode, 4)).toEqual([11, 12, 13, 14, 15]);
  });

  it("random takes goals from all stored episodes", () => {
    expect(sourcesOf("random", episode, 4, [numbered(20, 2), numbered(30, 1)])).toEqual([21, 22, 31]);
  });

  it("is found by its name, and k = 0 means no copies", () => {
    expect(GOAL_STRATEGY_NAMES).toEqual(["final", "future", "episode", "random"]);
    for (const strategy of GOAL_STRATEGIES) expect(strategy.copies(0)).toBe(0);
    expect(() => goalStrategyByName("past")).toThrow(
      'unknown goal strategy "past"; known: final, future, episode, random',
    );
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
    const start = experience.episodes[head]!.offset;
    writeRandomBits(states, start, BITS, rng);
    writeRandomBits(desiredGoals, head * BITS, BITS, rng);
    let t = 0;
    do {
      const action = rng.int(BITS);
      actions[head * BITS + t] = action;
      writeFlipped(states, start + t * BITS, start + (t + 1) * BITS, BITS, action);
      t++;
    } while (t < BITS && !task.terminated(states, start + t * BITS, desiredGoals, head * BITS));
    finishEpisode(experience, t);
  }
  return experience;
}

function sample(experience: Experience, strategy: string | null, k = 4) {
  const batch = createGoalBatch(2000, BITS);
  const hindsight = strategy === null ? null : { strategy: goalStrategyByName(strategy), k };
  sampleGoalBatch(experience, batch, bitFlipTask(BITS), hindsight, goalContext(experience, createRng(5)));
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
    const reached = experience.episodes.findIndex(({ length }) => length < BITS);
    const last = experience.episodes[reached]!;
    const goal = Float32Array.from({ length: BITS }, () => 7);
    const at = last.offset + last.length * BITS;
    expect(bitFlipTask(BITS).terminated(experience.states, at, goal, 0)).toBe(false);
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
    expect(experience.episodes.map(({ length }) => length > 0)).toEqual([true, false, true]);
    const { offset } = experience.episodes[1]!;
    experience.states.fill(5, offset, offset + (BITS + 1) * BITS);
    expect(sample(experience, "random").some((row) => row.bits.includes(5) || row.goal.includes(5))).toBe(false);
  });
});
