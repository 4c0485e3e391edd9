import { describe, expect, it } from "@jest/globals";
import { GLIDE, PASS, SHOOT, SKATE, type Action } from "../../../bots/viewpoint/actions.ts";
import { INPUT_SIZE } from "../../../bots/policy/network-input.ts";
import { DEFAULT_OPTIMIZER, initialParameters } from "../../../bots/network/network.ts";
import { createPlainNetwork } from "../../../bots/network/plain.ts";
import { argmax } from "../../../bots/policy/argmax.ts";
import { createCandidates, turnCandidates } from "../../../bots/policy/candidates.ts";
import { createExplorer, explore, randomAction } from "../../../bots/policy/explorer.ts";
import { createQPolicy, policyRows } from "../../../bots/policy/q-policy.ts";
import { MATES, OBS_SIZE, SELF_CONTROLS, SELF_PLACE } from "../../../bots/viewpoint/entries.ts";
import { LENGTH_SCALE } from "../../../bots/viewpoint/observation.ts";
import { GOAL_HALF_WIDTH, GOAL_LINE_X } from "../../../shared/rink.ts";
import { createRng } from "../../../shared/rng.ts";
import { wrapAngle } from "../../../shared/units.ts";

describe("argmax", () => {
  it("finds the greatest of a part, the first of equals", () => {
    const values = Float32Array.from([9, 1, 5, 5, -2, 8]);
    expect(argmax(values, 1, 4)).toBe(1);
    expect(argmax(values, 0, 6)).toBe(0);
    expect(argmax(values, 4, 1)).toBe(0);
  });
});

describe("candidates", () => {
  it("are gliding, eight ways to skate, and as many passes as shots, evenly all round", () => {
    const { kinds, angles } = createCandidates(8, 6);
    const count = (kind: number): number => kinds.filter((k) => k === kind).length;
    expect([count(GLIDE), count(SKATE), count(PASS), count(SHOOT)]).toEqual([1, 8, 6, 6]);
    for (const kind of [PASS, SHOOT]) {
      const own = [...angles].filter((_, i) => kinds[i] === kind);
      own.forEach((angle, i) => expect(angle).toBeCloseTo((i * Math.PI) / 3, 5));
    }
  });

  it("rotate all that has a direction by a share of its spacing", () => {
    const candidates = createCandidates(8, 4);
    const before = candidates.angles.slice();
    turnCandidates(candidates, 0.5);
    candidates.angles.forEach((angle, i) => {
      const spacing = { [GLIDE]: 0, [SKATE]: Math.PI / 4, [PASS]: Math.PI / 2, [SHOOT]: Math.PI / 2 }[
        candidates.kinds[i]!
      ]!;
      expect(angle - before[i]!).toBeCloseTo(spacing / 2, 5);
    });
  });
});

/** What a skater sees at centre ice, alone, with the puck at its feet and without it. */
const WITHOUT_PUCK = new Float32Array(OBS_SIZE);
const WITH_PUCK = new Float32Array(OBS_SIZE);
WITH_PUCK[SELF_CONTROLS.at] = 1;

describe("an explorer", () => {
  it("aims half of its shots at the mouth of the goal, and half of its passes near a team-mate", () => {
    const rng = createRng(6);
    const action: Action = { kind: GLIDE, angle: 0 };
    const seen = WITH_PUCK.slice();
    // At (10, 0) m, with both team-mates straight beside it.
    seen[SELF_PLACE.at] = 10 * LENGTH_SCALE;
    for (const { isThere, place } of MATES) {
      seen[isThere.at] = 1;
      seen[place.at + 1] = 0.3;
    }
    const near = { [SHOOT]: 0, [PASS]: 0 };
    const counts = { [SHOOT]: 0, [PASS]: 0 };
    for (let i = 0; i < 8000; i++) {
      if (explore(createExplorer(), 1, seen, 0, rng, action) !== "explored") continue;
      if (action.kind !== SHOOT && action.kind !== PASS) continue;
      counts[action.kind]++;
      const isNear =
        action.kind === SHOOT
          ? Math.abs(Math.tan(action.angle) * (GOAL_LINE_X - 10)) <= GOAL_HALF_WIDTH && Math.cos(action.angle) > 0
          : Math.abs(action.angle - Math.PI / 2) <= 0.36;
      if (isNear) near[action.kind]++;
    }
    for (const kind of [SHOOT, PASS] as const) expect(near[kind] / counts[kind]).toBeCloseTo(0.53, 1);
  });

  it("leaves the choice to the policy as often as epsilon says, a quarter of the rest among releases only", () => {
    const shares = (epsilon: number): number[] => {
      const rng = createRng(1);
      const action: Action = { kind: GLIDE, angle: 0 };
      const choices = Array.from({ length: 8000 }, () => explore(createExplorer(), epsilon, WITH_PUCK, 0, rng, action));
      const names = ["greedy", "greedy-release", "explored"];
      return names.map((name) => choices.filter((choice) => choice === name).length / choices.length);
    };
    expect(shares(0)).toEqual([1, 0, 0]);
    expect(shares(1)[0]).toBe(0);
    const [greedy, release, explored] = shares(0.4);
    expect(greedy).toBeCloseTo(0.6, 1);
    expect(release).toBeCloseTo(0.1, 1);
    expect(explored).toBeCloseTo(0.3, 1);
  });

  it("skates in the same direction for up to ten decisions", () => {
    const rng = createRng(2);
    const action: Action = { kind: GLIDE, angle: 0 };
    const runs: number[] = [];
    for (let i = 0; i < 500; i++) {
      const explorer = createExplorer();
      while (explore(explorer, 1, WITH_PUCK, 0, rng, action) !== "explored" || action.kind !== SKATE);
      const { angle } = action;
      let run = 1;
      while (explore(explorer, 0, WITH_PUCK, 0, rng, action) === "explored") {
        expect([action.kind, action.angle]).toEqual([SKATE, angle]);
        run++;
      }
      runs.push(run);
    }
    expect(Math.max(...runs)).toBe(10);
    expect(Math.min(...runs)).toBe(1);
  });

  it("only skates and glides without the puck", () => {
    const rng = createRng(5);
    const action: Action = { kind: GLIDE, angle: 0 };
    for (let i = 0; i < 500; i++) {
      expect(explore(createExplorer(), 1, WITHOUT_PUCK, 0, rng, action)).toBe("explored");
      expect([SKATE, GLIDE]).toContain(action.kind);
    }
  });

  it("draws skating, passes and shots in every direction", () => {
    const rng = createRng(3);
    const action: Action = { kind: GLIDE, angle: 0 };
    const counts = new Map<string, number>();
    for (let i = 0; i < 4000; i++) {
      randomAction(rng, true, action);
      const octant = Math.floor((action.angle + Math.PI) / (Math.PI / 4));
      const key = `${action.kind} ${octant}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(3 * 8);
    expect(Math.min(...counts.values())).toBeGreaterThan(80);
  });
});

describe("a Q-policy", () => {
  const spec = { inputs: INPUT_SIZE, hidden: [8], outputs: 1 };
  const parameters = initialParameters(spec, createRng(1));
  const create = (states: number) => {
    const options = { spec, optimizer: DEFAULT_OPTIMIZER, maxRows: policyRows(states), parameters };
    return createQPolicy(createPlainNetwork(options), states);
  };
  const rng = createRng(4);
  const observations = Float32Array.from({ length: 5 * OBS_SIZE }, () => rng.range(-1, 1));
  for (let i = 0; i < 5; i++) observations[i * OBS_SIZE + SELF_CONTROLS.at] = 1;
  const goal = new Float32Array(2);

  it("answers many states at once as it answers each alone", () => {
    const many = create(5);
    for (let i = 0; i < 5; i++) many.ask(i, observations, i, i % 2, goal);
    many.answer(5);
    const one = create(1);
    for (let i = 0; i < 5; i++) {
      one.ask(0, observations, i, i % 2, goal);
      one.answer(1);
      expect(one.actions[0]).toEqual(many.actions[i]);
      expect(one.values[0]).toBe(many.values[i]);
    }
  });

  it("answers with a legal action of a wrapped angle", () => {
    const policy = create(5);
    for (let i = 0; i < 5; i++) policy.ask(i, observations, i, 0, goal);
    policy.answer(5);
    for (const { kind, angle } of policy.actions) {
      expect([GLIDE, SKATE, PASS, SHOOT]).toContain(kind);
      expect(angle).toBe(wrapAngle(angle));
    }
  });

  it("releases nothing without the puck", () => {
    const policy = create(1);
    const without = observations.slice(0, OBS_SIZE);
    without[SELF_CONTROLS.at] = 0;
    for (const onlyReleases of [false, true]) {
      policy.ask(0, without, 0, 0, goal, onlyReleases);
      policy.answer(1);
      expect([GLIDE, SKATE]).toContain(policy.actions[0]!.kind);
    }
  });

  it("compares aimed releases near a direction alone, beside questions about all actions", () => {
    const policy = create(2);
    policy.ask(0, observations, 0, 0, goal);
    policy.answer(1);
    const { kind, angle } = policy.actions[0]!;
    const value = policy.values[0]!;
    policy.askRelease(0, observations, 0, 0, goal, PASS, 3);
    policy.ask(1, observations, 0, 0, goal);
    policy.answer(2);
    expect(policy.actions[1]).toEqual({ kind, angle });
    expect(policy.values[1]).toBe(value);
    expect(policy.actions[0]!.kind).toBe(PASS);
    expect(Math.abs(wrapAngle(policy.actions[0]!.angle - 3))).toBeLessThan(0.3);
    expect(policy.values[0]).toBeLessThanOrEqual(value);
  });

  it("knows the best way to skate of a question about all actions, beside other questions", () => {
    const policy = create(3);
    const without = observations.slice(0, OBS_SIZE);
    without[SELF_CONTROLS.at] = 0;
    policy.ask(0, without, 0, 0, goal);
    policy.ask(1, observations, 1, 0, goal);
    policy.answer(2);
    const skate = { kind: SHOOT, angle: 9 };
    policy.bestSkate(1, skate);
    expect([GLIDE, SKATE]).toContain(skate.kind);
    // Without the puck there is nothing but skating: the best way is the best action.
    policy.bestSkate(0, skate);
    expect(skate).toEqual(policy.actions[0]);
  });

  it("depends on the task", () => {
    const policy = create(2);
    policy.ask(0, observations, 0, 0, goal);
    policy.ask(1, observations, 0, 1, goal);
    policy.answer(2);
    expect(policy.values[0]).not.toBe(policy.values[1]);
  });
});
