import { describe, expect, it, jest } from "@jest/globals";
import { createUntrainedPolicy } from "../../bots/play/inference.ts";
import {
  evaluate,
  greedyPlayer,
  heldOutDrill,
  playDrill,
  randomPlayer,
  scriptedPlayer,
} from "../../bots/run/evaluate.ts";
import type { DrillPlayer } from "../../bots/run/evaluate.ts";
import { TASK_NAMES } from "../../bots/tasks/registry.ts";
import { STICKS } from "../../shared/control.ts";
import { capture } from "../../shared/snapshot.ts";

/** Evaluations take seconds on a busy machine. */
jest.setTimeout(120_000);

const PLAYERS: Readonly<Record<string, () => DrillPlayer>> = {
  random: () => randomPlayer(1),
  scripted: () => scriptedPlayer,
  greedy: () => greedyPlayer(createUntrainedPolicy(1)),
};

/** Plays the `index`-th held-out drill and returns the orders and how the drill ended. */
function record(player: DrillPlayer, task: number, index: number) {
  const drill = heldOutDrill(task, 5, index);
  const orders: object[] = [];
  const isSuccess = playDrill((played) => {
    player(played);
    orders.push({ ...drill.stage.controls[drill.seat.skater] });
  }, drill);
  return { orders, isSuccess, end: capture(drill.stage.sim) };
}

for (const [name, create] of Object.entries(PLAYERS)) {
  describe(`the ${name} player`, () => {
    it("gives legal controls", () => {
      const player = create();
      TASK_NAMES.forEach((_, task) => {
        for (let index = 0; index < 3; index++) {
          const { orders } = record(player, task, index);
          expect(orders.length).toBeGreaterThan(0);
          for (const order of orders) {
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
  it("the scripted player beats the random one in every task", () => {
    const tasks = TASK_NAMES.map((_, task) => task);
    const random = evaluate(randomPlayer(1), tasks, 200, 11);
    const scripted = evaluate(scriptedPlayer, tasks, 200, 11);
    for (const task of TASK_NAMES) {
      expect(scripted[task]!.episodes).toBe(200);
      expect([task, scripted[task]!.success > random[task]!.success]).toEqual([task, true]);
    }
  });
});
