import { afterEach, describe, expect, it, jest } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseTrainConfig } from "../../../bots/run/config.ts";
import { createCrewMemory } from "../../../bots/run/crew/memory.ts";
import type { CrewPost } from "../../../bots/run/crew/orders.ts";
import { CrewWorker } from "../../../bots/run/crew/worker.ts";
import { createReplayBuffer } from "../../../bots/replay/buffer.ts";
import { N_TASKS } from "../../../bots/tasks/registry.ts";
import { ROOT } from "../../support/lint.ts";

/** Each test starts processes or threads. */
jest.setTimeout(120_000);

const config = parseTrainConfig({ hidden: [8], drills: 2, roundsPerCycle: 3, replayCapacity: 500, batchSize: 8 });

function post(wishes: Partial<CrewPost> = {}): CrewPost {
  const memory = createCrewMemory(config, createReplayBuffer(config.replayCapacity, N_TASKS).columns);
  return { config, memory, backend: "plain", stations: [0, 1], stream: "test", ...wishes };
}

let worker: CrewWorker | null = null;
afterEach(() => worker?.stop());

describe("a training run with worker threads", () => {
  // The owner's hook throws, or threads are killed after so many milliseconds. Each process must end without help.
  it.each(["start", "1", "400", "1500"])("ends with the reason when something fails (%s)", (when) => {
    const program = join(ROOT, "tests/support/dying-training.ts");
    const { status, stdout, stderr, signal } = spawnSync(process.execPath, [program, when], {
      encoding: "utf8",
      timeout: 60_000,
    });
    expect([signal, status, stderr]).toEqual([null, 0, ""]);
    expect(stdout).toMatch(
      when === "start" ? /the owner is not ready/ : /a worker thread of the training ended with code \d/,
    );
  });
});

describe("a worker thread of the crew", () => {
  it("records into memory that it shares with the learner", async () => {
    const orders = post();
    worker = await CrewWorker.start(orders);
    await worker.ask({ kind: "targets", rows: 0 });
    const seen = new Set<number>();
    let ended = 0;
    for (let cycle = 0; cycle < 40 && ended < 5; cycle++) {
      const { finished } = await worker.ask({ kind: "collect", epsilon: 1, rounds: 3 });
      for (const { station, lane, slot, length, round } of finished) {
        const { observations, durations } = orders.memory.episodes[station]![lane]![slot]!;
        expect(round).toBeLessThan(3);
        expect(length).toBeGreaterThan(0);
        expect(durations[length - 1]).toBeGreaterThan(0);
        expect(observations.subarray(0, 10).some((value) => value !== 0)).toBe(true);
        seen.add(station);
        ended++;
      }
    }
    expect(ended).toBeGreaterThanOrEqual(5);
    expect(seen.size).toBe(2);
  });

  it("evaluates only the drills that no other thread has taken", async () => {
    const orders = post();
    worker = await CrewWorker.start(orders);
    orders.memory.successes.fill(7);
    // Another thread has taken the first 390 of 400 drills.
    orders.memory.nextPiece[0] = 390;
    await worker.ask({ kind: "evaluate" });
    expect(orders.memory.successes.subarray(0, 390).every((value) => value === 7)).toBe(true);
    expect(orders.memory.successes.subarray(390).every((value) => value <= 1)).toBe(true);
  });

  it("that cannot start says why", async () => {
    const orders = post();
    const wrong = { ...orders, memory: { ...orders.memory, online: new Float32Array(3) } };
    await expect(CrewWorker.start(wrong)).rejects.toThrow(/parameters must have the \d+ parameters of the network: 3/);
  });

  it("that is stopped rejects its waiting orders, and all later ones", async () => {
    worker = await CrewWorker.start(post());
    const waiting = [worker.ask({ kind: "collect", epsilon: 1, rounds: 3 }), worker.ask({ kind: "evaluate" })];
    const outcomes = Promise.allSettled(waiting);
    await worker.stop();
    expect((await outcomes).map(({ status }) => status)).toContain("rejected");
    await expect(worker.ask({ kind: "evaluate" })).rejects.toThrow(/worker thread of the training ended with code/);
  });
});
