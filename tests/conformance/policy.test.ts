import { describe, expect, it, jest } from "@jest/globals";
import { createUntrainedPolicy } from "../../bots/play/inference.ts";
import {
  evaluate,
  greedyPlayer,
  heldOutDrill,
  randomPlayer,
  scriptedPlayer,
  type DrillPlayer,
} from "../../bots/run/evaluate.ts";
import { isTruncated } from "../../bots/scenarios/stage.ts";
import { CARRIER } from "../../bots/scenarios/attack.ts";
import { TASK_NAMES } from "../../bots/tasks/registry.ts";
import { STICKS } from "../../shared/control.ts";

/** Evaluations take seconds on a busy machine. */
jest.setTimeout(120_000);

const PLAYERS: Readonly<Record<string, () => DrillPlayer>> = {
  random: () => randomPlayer(1),
  scripted: () => scriptedPlayer,
  greedy: () => greedyPlayer(createUntrainedPolicy(1)),
};

/** Plays the `index`-th held-out drill and returns the carrier's controls and how the drill ended. */
function record(player: DrillPlayer, task: number, index: number) {
  const drill = heldOutDrill(5, index);
  const orders: object[] = [];
  do {
    player(drill, task);
    orders.push({ ...drill.order });
  } while (drill.outcome === "none" && !isTruncated(drill));
  return { orders, outcome: drill.outcome, tick: drill.sim.tick, carrier: drill.sim.skaters[CARRIER]!.x };
}

for (const [name, create] of Object.entries(PLAYERS)) {
  describe(`the ${name} player`, () => {
    it("gives legal controls", () => {
      const player = create();
      TASK_NAMES.forEach((_, task) => {
        for (let index = 0; index < 4; index++) {
          for (const order of record(player, task, index).orders) {
            const { moveX, moveY, aim, stick } = { moveX: NaN, moveY: NaN, aim: NaN, stick: "", ...order };
            expect(Math.hypot(moveX, moveY)).toBeLessThanOrEqual(1 + 1e-9);
            expect(Math.abs(aim)).toBeLessThanOrEqual(Math.PI);
            expect(STICKS).toContain(stick);
          }
        }
      });
    });

    it("plays the same drill in the same way every time", () => {
      const play = () => TASK_NAMES.map((_, task) => record(create(), task, 3));
      expect(play()).toEqual(play());
    });
  });
}

describe("in 200 held-out drills", () => {
  it("the scripted player clearly beats the random one in every task", () => {
    const random = evaluate(randomPlayer(1), 200, 11);
    const scripted = evaluate(scriptedPlayer, 200, 11);
    for (const task of TASK_NAMES) {
      expect(scripted[task]!.episodes).toBe(200);
      expect(scripted[task]!.low).toBeGreaterThan(random[task]!.high + 0.1);
    }
  });
});
