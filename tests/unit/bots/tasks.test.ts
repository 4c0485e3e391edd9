/** Rewards and ends of every task, side by side, because most are told apart by the same events: hence its length. */
import { describe, expect, it } from "@jest/globals";
import { createEpisode, factsOf, recordTransition } from "../../../bots/replay/episode.ts";
import * as facts from "../../../bots/tasks/facts.ts";
import { createJudgement, judgeEpisode } from "../../../bots/tasks/judge.ts";
import { outcomeOf } from "../../../bots/tasks/outcome.ts";
import { taskId, TASKS } from "../../../bots/tasks/registry.ts";
import { NO_GOAL } from "../../../bots/tasks/task.ts";
import { PASS, SKATE } from "../../../bots/viewpoint/actions.ts";
import {
  IS_GOALIE,
  MATE_CONTROLS,
  MATES,
  OBS_SIZE,
  OPPONENT_CONTROLS,
  OPPONENTS,
  PUCK_PLACE,
  PUCK_VELOCITY,
  SELF_CONTROLS,
  SELF_PLACE,
  type FlagEntry,
} from "../../../bots/viewpoint/entries.ts";
import { LENGTH_SCALE, PUCK_SPEED_SCALE } from "../../../bots/viewpoint/observation.ts";
import { createSim, matchConfig } from "../../../shared/sim/sim.ts";

/** A state: where the seat and the puck are [m], how fast the puck is [m/s], and who controls it. */
interface Moment {
  readonly self?: readonly [number, number];
  readonly puck?: readonly [number, number];
  readonly speed?: number;
  readonly flags?: readonly FlagEntry[];
  /** Where team-mates are, from the seat [m], the nearest first. */
  readonly mates?: readonly (readonly [number, number])[];
}

/** An episode that leads from moment to moment, with the events of each transition. */
function episodeOf(moments: readonly Moment[], events: readonly number[]) {
  const episode = createEpisode(events.length);
  moments.forEach(({ self = [0, 0], puck = [0, 0], speed = 0, flags = [], mates = [] }, t) => {
    const at = t * OBS_SIZE;
    for (const k of [0, 1] as const) {
      episode.observations[at + SELF_PLACE.at + k] = self[k] * LENGTH_SCALE;
      episode.observations[at + PUCK_PLACE.at + k] = (puck[k] - self[k]) * LENGTH_SCALE;
    }
    episode.observations[at + PUCK_VELOCITY.at] = speed * PUCK_SPEED_SCALE;
    for (const flag of flags) episode.observations[at + flag.at] = 1;
    mates.forEach((from, i) => {
      const { isThere, place } = MATES[i]!;
      episode.observations[at + isThere.at] = 1;
      for (const k of [0, 1] as const) episode.observations[at + place.at + k] = from[k] * LENGTH_SCALE;
    });
  });
  for (const bits of events)
    recordTransition(episode, { kind: bits & facts.RELEASE_SELF ? PASS : SKATE, angle: 0 }, bits, 1);
  return episode;
}

/** Rewards and ends of the judged transitions. */
function judged(name: string, moments: readonly Moment[], events: readonly number[], goal: readonly number[] = [0, 0]) {
  const judgement = createJudgement(10);
  judgeEpisode(episodeOf(moments, events), TASKS[taskId(name)]!, Float32Array.from(goal), judgement);
  const { from, length, rewards, terminated } = judgement;
  return {
    from,
    rewards: [...rewards.subarray(0, length)].map((reward) => reward + 0),
    ends: [...terminated.subarray(0, length)],
  };
}

const carrier: Moment = { flags: [SELF_CONTROLS] };
const attacker: Moment = { flags: [MATE_CONTROLS] };
const defender: Moment = { flags: [OPPONENT_CONTROLS] };
const goalie: Moment = { self: [-24, 0], flags: [IS_GOALIE, OPPONENT_CONTROLS] };

describe("one trajectory of a carrier, whose pass to a team-mate is deflected into the net", () => {
  const moments = [carrier, carrier, {}];
  const events = [0, facts.RELEASE_SELF | facts.GOAL_FOR];

  it("is a goal for shooting and a miss for passing, over in the same place", () => {
    expect(judged("shoot", moments, events)).toEqual({ from: 0, rewards: [0, 1], ends: [0, 1] });
    expect(judged("pass", moments, events)).toEqual({ from: 0, rewards: [0, 0], ends: [0, 1] });
  });
});

describe("carrying to a place", () => {
  const path = [0, 2, 4, 6].map((x): Moment => ({ self: [x, 0], puck: [x + 1, 0], flags: [SELF_CONTROLS] }));

  it("is earned where the puck is near enough, and cut there although the carrier skates on", () => {
    expect(judged("carry", path, [0, 0, 0], [5, 0])).toEqual({ from: 0, rewards: [0, 1], ends: [0, 1] });
  });

  it("is over when the puck is released on the way, while passing goes on until it is received", () => {
    const moments = [...path.slice(0, 2), { self: [4, 0], puck: [20, 0] } as Moment];
    const events = [0, facts.RELEASE_SELF | facts.GAIN_MATE];
    expect(judged("carry", moments, events, [20, 0])).toEqual({ from: 0, rewards: [0, 0], ends: [0, 1] });
    expect(judged("pass", moments, events)).toEqual({ from: 0, rewards: [0, 1], ends: [0, 1] });
  });

  it("is over when the puck is lost and won back: it was not carried", () => {
    expect(judged("carry", path.slice(0, 2), [facts.LOSS_SELF | facts.GAIN_SELF], [3, 0]).rewards).toEqual([0]);
  });
});

describe("sending the puck to a place", () => {
  const sent = (end: Moment, bits: number, goal: readonly number[]) =>
    judged("place", [carrier, end], [facts.RELEASE_SELF | bits], goal).rewards;

  it("is earned where a team-mate receives it, or where it comes to rest", () => {
    expect(sent({ puck: [12, 3] }, facts.GAIN_MATE, [11, 4])).toEqual([1]);
    expect(sent({ puck: [12, 3] }, facts.DEAD, [11, 4])).toEqual([1]);
  });

  it("is not earned elsewhere, by an opponent who takes it there, or while it still moves", () => {
    expect(sent({ puck: [12, 3] }, facts.GAIN_MATE, [5, 4])).toEqual([0]);
    expect(sent({ puck: [12, 3] }, facts.GAIN_OPPONENT, [11, 4])).toEqual([0]);
    expect(sent({ puck: [12, 3], speed: 9 }, facts.DEAD, [11, 4])).toEqual([0]);
  });
});

describe("getting open", () => {
  it("is earned by receiving a pass, not by picking up a loose puck, and over when the opponents have it", () => {
    const atGoal: Moment = { ...carrier, self: [22, 3], puck: [22, 3] };
    expect(judged("open", [attacker, atGoal], [facts.GAIN_SELF | facts.RECEIVED]).rewards).toEqual([1]);
    expect(judged("open", [attacker, carrier], [facts.GAIN_SELF])).toMatchObject({ rewards: [0], ends: [1] });
    expect(judged("open", [attacker, attacker, defender], [facts.RELEASE_MATE, facts.GAIN_OPPONENT])).toEqual({
      from: 0,
      rewards: [0, 0],
      ends: [0, 1],
    });
  });

  it("goes on while another team-mate receives the puck", () => {
    expect(judged("open", [attacker, attacker], [facts.GAIN_MATE]).ends).toEqual([0]);
  });
});

describe("getting open far from the goal", () => {
  it("is worth less, and least at the other end", () => {
    const receivedAt = (x: number): number =>
      judged("open", [attacker, { ...carrier, self: [x, 0], puck: [x, 0] }], [facts.GAIN_SELF | facts.RECEIVED])
        .rewards[0]!;
    expect(receivedAt(10)).toBeLessThan(receivedAt(15));
    expect(receivedAt(-25)).toBeCloseTo(0.4, 5);
  });
});

describe("winning the puck", () => {
  it("is earned by who has it then, is over when a team-mate has it, and costs a goal against", () => {
    expect(judged("steal", [defender, carrier], [facts.GAIN_SELF]).rewards).toEqual([1]);
    for (const gain of [facts.GAIN_MATE, facts.GAIN_OWN_GOALIE]) {
      expect(judged("steal", [defender, attacker], [gain])).toMatchObject({ rewards: [0], ends: [1] });
    }
    expect(judged("steal", [defender, defender], [facts.GOAL_AGAINST])).toMatchObject({ rewards: [-1], ends: [1] });
    expect(judged("steal", [defender, defender], [facts.GAIN_OPPONENT]).ends).toEqual([0]);
  });

  it("is judged in a trajectory that began in attack from where the puck was lost", () => {
    const moments = [attacker, defender, defender, carrier];
    expect(judged("steal", moments, [facts.GAIN_OPPONENT, 0, facts.GAIN_SELF])).toEqual({
      from: 1,
      rewards: [0, 1],
      ends: [0, 1],
    });
  });
});

describe("covering", () => {
  it("is earned when anybody of the own team has the puck, and costs a goal against", () => {
    for (const gain of [facts.GAIN_SELF, facts.GAIN_MATE, facts.GAIN_OWN_GOALIE]) {
      expect(judged("cover", [defender, attacker], [gain])).toMatchObject({ rewards: [1], ends: [1] });
    }
    expect(judged("cover", [defender, defender], [facts.GOAL_AGAINST])).toMatchObject({ rewards: [-1], ends: [1] });
    expect(judged("cover", [defender, defender], [facts.GAIN_OPPONENT]).ends).toEqual([0]);
  });

  it("costs a little beside a team-mate, as getting open does", () => {
    for (const [task, moment] of [
      ["cover", { ...defender, self: [-18.5, 0], puck: [-10, 0] }],
      ["open", attacker],
    ] as const) {
      const beside = (distance: number): number =>
        judged(task, [moment, { ...moment, mates: [[distance, 0]] }], [0]).rewards[0]!;
      expect(beside(0)).toBeCloseTo(-0.06, 6);
      expect(beside(2)).toBeCloseTo(-0.03, 6);
      expect(beside(5)).toBeCloseTo(0, 6);
    }
  });
});

describe("keeping the goal", () => {
  it("is not over with a save: the rebound may still go in", () => {
    expect(judged("save", [goalie, goalie, goalie], [facts.SAVE_OURS, facts.GOAL_AGAINST])).toEqual({
      from: 0,
      rewards: [0, -1],
      ends: [0, 1],
    });
    expect(judged("save", [goalie, goalie, goalie], [facts.SAVE_OURS, facts.GAIN_SELF]).rewards).toEqual([0, 1]);
  });

  it("goes on without a reward while the own team has the puck, until the next attack is over", () => {
    const rest: Moment = { ...goalie, flags: [IS_GOALIE, MATE_CONTROLS] };
    expect(judged("save", [rest, rest, goalie, rest], [facts.GAIN_MATE, facts.GAIN_OPPONENT, facts.GAIN_MATE])).toEqual(
      {
        from: 0,
        rewards: [0, 0, 1],
        ends: [0, 0, 1],
      },
    );
  });
});

describe("events, from the seat's own side", () => {
  const { skaters } = createSim(matchConfig({ skatersPerTeam: 2 }), 1);
  // Home: 0, 1 and goalie 2; away: 3, 4 and goalie 5.
  const bits = (event: Parameters<typeof facts.bitsOf>[0], id: number): number =>
    facts.bitsOf(event, skaters[id]!, skaters);

  it("name who gained the puck", () => {
    const gain = { kind: "gain", tick: 1, by: 1, from: 0, how: "reception" } as const;
    expect([0, 1, 2, 3, 5].map((id) => bits(gain, id))).toEqual([
      facts.GAIN_MATE,
      facts.GAIN_SELF | facts.RECEIVED,
      facts.GAIN_MATE,
      facts.GAIN_OPPONENT,
      facts.GAIN_OPPONENT,
    ]);
    const cover = { kind: "gain", tick: 1, by: 5, from: 0, how: "cover" } as const;
    expect([0, 3, 5].map((id) => bits(cover, id))).toEqual([
      facts.GAIN_THEIR_GOALIE,
      facts.GAIN_OWN_GOALIE,
      facts.GAIN_SELF,
    ]);
    const interception = { kind: "gain", tick: 1, by: 3, from: 0, how: "interception" } as const;
    expect(bits(interception, 3)).toBe(facts.GAIN_SELF);
  });

  it("name whose goal, save, release and loss it was", () => {
    const goal = { kind: "goalScored", tick: 1, team: 0, by: 0, assist: -1 } as const;
    expect([0, 3].map((id) => bits(goal, id))).toEqual([facts.GOAL_FOR, facts.GOAL_AGAINST]);
    const save = { kind: "save", tick: 1, by: 5, from: 0 } as const;
    expect([0, 3, 5].map((id) => bits(save, id))).toEqual([facts.SAVE_THEIRS, facts.SAVE_OURS, facts.SAVE_OURS]);
    const release = { kind: "release", tick: 1, by: 0, stick: "pass", aim: 0 } as const;
    expect([0, 1, 3].map((id) => bits(release, id))).toEqual([
      facts.RELEASE_SELF,
      facts.RELEASE_MATE,
      facts.RELEASE_OPPONENT,
    ]);
    expect([0, 1].map((id) => bits({ kind: "loss", tick: 1, by: 0, to: 3 }, id))).toEqual([facts.LOSS_SELF, 0]);
  });

  it("have one word for people", () => {
    expect(outcomeOf(0)).toBe("none");
    expect(outcomeOf(facts.RELEASE_SELF | facts.GAIN_MATE)).toBe("teammate");
    expect(outcomeOf(facts.GOAL_FOR | facts.WHISTLE)).toBe("goal");
    expect(factsOf(episodeOf([carrier, carrier], [facts.DEAD]), 0).events).toBe(facts.DEAD);
  });
});

describe("costs on the way", () => {
  /** The reward of a decision in which nothing happens, and which ends as `moment` says, with opponents at `places` [m]. */
  const costOf = (name: string, moment: Moment, places: readonly (readonly [number, number])[] = []): number => {
    const episode = episodeOf([moment, moment], [0]);
    places.forEach(([x, y], i) => {
      const { isThere, place } = OPPONENTS[i]!;
      episode.observations[OBS_SIZE + isThere.at] = 1;
      episode.observations[OBS_SIZE + place.at] = (x - (moment.self?.[0] ?? 0)) * LENGTH_SCALE;
      episode.observations[OBS_SIZE + place.at + 1] = (y - (moment.self?.[1] ?? 0)) * LENGTH_SCALE;
    });
    return TASKS[taskId(name)]!.reward(factsOf(episode, 0), NO_GOAL, 0);
  };

  it("of a goalie grow with the way to its place in front of the goal, which is longer from behind it", () => {
    expect(costOf("save", goalie)).toBeCloseTo(0, 6);
    const at = (x: number): number => costOf("save", { ...goalie, self: [x, 0] });
    expect(at(-15)).toBeLessThan(at(-20));
    expect(at(-20)).toBeLessThan(0);
    expect(at(-28.8)).toBeLessThan(at(-20));
    expect(at(20)).toBeCloseTo(-0.06, 6);
  });

  describe("of who covers grow with the distance to where it is to stand", () => {
    const moment: Moment = { flags: [OPPONENT_CONTROLS], self: [0, 0], puck: [11, 0] };
    /** A quarter of the way from an opponent to the goal at (-25.5, 0). */
    const goalSide = (x: number, y: number): readonly [number, number] => [x + (-25.5 - x) * 0.25, y - y * 0.25];

    it("goal-side of the opponent without the puck", () => {
      const others = [
        [10, 0],
        [4, 5],
      ] as const;
      const [x, y] = goalSide(4, 5);
      expect(costOf("cover", moment, others)).toBeCloseTo(-0.004 * Math.hypot(x, y), 5);
      expect(costOf("cover", { ...moment, self: [x, y] }, others)).toBeCloseTo(0, 5);
    });

    it("of two, the one that no team-mate is nearer to, the one who presses the puck left out", () => {
      const others = [
        [10, 0],
        [-15, 6],
        [-2, -6],
      ] as const;
      // The team-mate is nearer to the more dangerous opponent; a presser stands between.
      const two = { ...moment, mates: [[9, 0] as const, [-14, 5] as const] };
      const [x, y] = goalSide(-2, -6);
      expect(costOf("cover", two, others)).toBeCloseTo(-0.004 * Math.hypot(x, y), 5);
      const alone = { ...moment, mates: [[9, 0] as const] };
      const [nearX, nearY] = goalSide(-15, 6);
      expect(costOf("cover", alone, others)).toBeCloseTo(-0.004 * Math.min(10, Math.hypot(nearX, nearY)), 5);
    });

    it("in front of the goal, if there is nobody to mark", () => {
      expect(costOf("cover", { ...moment, self: [-18.5, 0], puck: [-10, 0] })).toBeCloseTo(0, 5);
    });
  });
});
